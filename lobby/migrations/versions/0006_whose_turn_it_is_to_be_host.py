"""whose turn it is to be host"""

import sqlalchemy as sa
from alembic import op

import lobby.tables

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("machine", sa.String(length=80), nullable=False),
        sa.Column("backup_at", lobby.tables.Instant(), nullable=False),
        sa.Column("tickets", lobby.tables.Id, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_terms")),
    )


def downgrade() -> None:
    op.drop_table("terms")
