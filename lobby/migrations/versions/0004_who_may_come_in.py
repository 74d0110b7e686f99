"""who may come in"""

import sqlalchemy as sa
from alembic import op

import lobby.tables
from lobby.migrate import where

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PAIRED = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "stations",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("counter", sa.String(length=16), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("paired_at", lobby.tables.Instant(), nullable=False),
        sa.Column("paired_by", sa.String(length=32), nullable=True),
        sa.Column("revoked_at", lobby.tables.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_stations")),
    )
    op.create_index("ix_stations_token", "stations", ["token"], unique=True)
    op.create_index("ix_stations_counter", "stations", ["counter"], unique=True, **where(PAIRED))
    op.create_table(
        "pairings",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("counter", sa.String(length=16), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("asked_at", lobby.tables.Instant(), nullable=False),
        sa.Column("until", lobby.tables.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_pairings")),
    )
    op.create_index("ix_pairings_token", "pairings", ["token"], unique=True)
    op.create_table(
        "accounts",
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("since", lobby.tables.Instant(), nullable=False),
        sa.Column("disabled_at", lobby.tables.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("staff", name=op.f("pk_accounts")),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("station", sa.String(length=40), nullable=False),
        sa.Column("must_set_password", sa.Boolean(), nullable=False),
        sa.Column("began_at", lobby.tables.Instant(), nullable=False),
        sa.Column("used_at", lobby.tables.Instant(), nullable=False),
        sa.Column("ends_at", lobby.tables.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_station", "sessions", ["station"])
    op.create_index("ix_sessions_staff", "sessions", ["staff"])
    op.create_table(
        "failures",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("until", lobby.tables.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_failures")),
    )


def downgrade() -> None:
    for table in ("failures", "sessions", "accounts", "pairings", "stations"):
        op.drop_table(table)
