"""several needs on one ticket"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("further", sa.String(200), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    op.drop_column("tickets", "further")
