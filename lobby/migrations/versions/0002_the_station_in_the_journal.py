"""the station in the journal"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("station", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("journal", "station")
