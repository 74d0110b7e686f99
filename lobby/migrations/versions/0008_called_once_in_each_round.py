"""called once in each round"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROUND = """
UPDATE calls SET round = (SELECT count(*) FROM calls AS earlier
    WHERE earlier.ticket = calls.ticket AND earlier.call = 1 AND earlier.id <= calls.id)
"""
ROUNDS = "UPDATE tickets SET rounds = coalesce((SELECT max(round) FROM calls WHERE calls.ticket = tickets.id), 0)"


def upgrade() -> None:
    op.add_column("tickets", sa.Column("rounds", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("calls", sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
    op.execute(ROUND)
    op.execute(ROUNDS)
    op.create_index("ix_calls_round", "calls", ["ticket", "round", "call"], unique=True)
    op.drop_index("ix_calls_ticket", "calls")


def downgrade() -> None:
    op.create_index("ix_calls_ticket", "calls", ["ticket"])
    op.drop_index("ix_calls_round", "calls")
    op.drop_column("calls", "round")
    op.drop_column("tickets", "rounds")
