"""what a phone says"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("gave_way", sa.Integer(), nullable=False, server_default="0"))
    wide = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
    op.create_table(
        "ratings",
        sa.Column("ticket", wide, autoincrement=False, nullable=False),
        sa.Column("day_id", wide, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_ratings_ticket_tickets"),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name="fk_ratings_day_id_days"),
        sa.PrimaryKeyConstraint("ticket", name="pk_ratings"),
    )
    op.create_index("ix_ratings_day_id", "ratings", ["day_id"])


def downgrade() -> None:
    op.drop_table("ratings")
    op.drop_column("tickets", "gave_way")
