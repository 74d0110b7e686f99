"""visits that can be forgotten"""

import sqlalchemy as sa
from alembic import op

from lobby.migrate import where

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PERSONAL = sa.text("(identity IS NOT NULL OR customer IS NOT NULL OR manager IS NOT NULL OR note <> '')")


def upgrade() -> None:
    op.create_index("ix_tickets_personal", "tickets", ["day"], **where(PERSONAL))


def downgrade() -> None:
    op.drop_index("ix_tickets_personal", "tickets")
