"""the first tables"""

import sqlalchemy as sa
from alembic import op

import lobby.tables
from lobby.migrate import where

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("command", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index("ix_answers_at", ["at"], unique=False)

    op.create_table(
        "counters",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=True),
        sa.Column("since", lobby.tables.Instant(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.Column("back_at", lobby.tables.Instant(), nullable=True),
        sa.Column("idle_since", lobby.tables.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_counters")),
    )
    with op.batch_alter_table("counters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_counters_staff",
            ["staff"],
            unique=True,
            **where(sa.text("staff IS NOT NULL")),
        )

    op.create_table(
        "customers",
        sa.Column("identity", sa.String(length=80), nullable=False),
        sa.Column("segment", sa.String(length=40), nullable=False),
        sa.Column("surname", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("manager", sa.String(length=32), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_customers")),
    )
    op.create_table(
        "days",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("opened_at", lobby.tables.Instant(), nullable=False),
        sa.Column("closed_at", lobby.tables.Instant(), nullable=True),
        sa.Column("regardless_of_hours", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_days")),
        sa.UniqueConstraint("branch", "date", name=op.f("uq_days_branch_date")),
    )
    op.create_table(
        "devices",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("fault", sa.String(length=200), nullable=True),
        sa.Column("since", lobby.tables.Instant(), nullable=False),
        sa.Column("repair_due", lobby.tables.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_devices")),
    )
    op.create_table(
        "helps",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("taken_at", lobby.tables.Instant(), nullable=True),
        sa.Column("taken_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helps")),
    )
    with op.batch_alter_table("helps", schema=None) as batch_op:
        batch_op.create_index("ix_helps_taken_at", ["taken_at"], unique=False)

    op.create_table(
        "journal",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ticket", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=True),
        sa.Column("counter", sa.String(length=16), nullable=True),
        sa.Column("staff", sa.String(length=32), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_ticket", ["ticket"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("zh", sa.String(), nullable=False),
        sa.Column("en", sa.String(), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("until", lobby.tables.Instant(), nullable=True),
        sa.Column("removed_at", lobby.tables.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_table(
        "paces",
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_paces")),
    )
    op.create_table(
        "setups",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_setups")),
    )
    op.create_table(
        "idles",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("day_id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("counter", sa.String(length=16), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=True),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name=op.f("fk_idles_day_id_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idles")),
    )
    with op.batch_alter_table("idles", schema=None) as batch_op:
        batch_op.create_index("ix_idles_day_id", ["day_id"], unique=False)

    op.create_table(
        "series",
        sa.Column("day_id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("series", sa.String(length=4), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name=op.f("fk_series_day_id_days")),
        sa.PrimaryKeyConstraint("day_id", "series", name=op.f("pk_series")),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("branch", sa.String(length=32), nullable=False),
        sa.Column("day_id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(length=4), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("secret", sa.String(length=32), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("segment", sa.String(length=40), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("since", lobby.tables.Instant(), nullable=False),
        sa.Column("issued_at", lobby.tables.Instant(), nullable=False),
        sa.Column("queued_at", lobby.tables.Instant(), nullable=False),
        sa.Column("waited_before", sa.Integer(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("people_ahead", sa.Integer(), nullable=False),
        sa.Column("wait_low", sa.Integer(), nullable=False),
        sa.Column("wait_high", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("green", sa.String(length=40), nullable=True),
        sa.Column("identity", sa.String(length=80), nullable=True),
        sa.Column("customer", sa.String(length=80), nullable=True),
        sa.Column("manager", sa.String(length=32), nullable=True),
        sa.Column("counter", sa.String(length=16), nullable=True),
        sa.Column("staff", sa.String(length=32), nullable=True),
        sa.Column("only_counter", sa.String(length=16), nullable=True),
        sa.Column("back_to", sa.String(length=16), nullable=True),
        sa.Column("dropped_by", sa.String(length=32), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("overtaken", sa.Integer(), nullable=False),
        sa.Column("transfers", sa.Integer(), nullable=False),
        sa.Column("called_at", lobby.tables.Instant(), nullable=True),
        sa.Column("recalled_at", lobby.tables.Instant(), nullable=True),
        sa.Column("arrived_at", lobby.tables.Instant(), nullable=True),
        sa.Column("finished_at", lobby.tables.Instant(), nullable=True),
        sa.Column("hold_kind", sa.String(length=20), nullable=True),
        sa.Column("wake_at", lobby.tables.Instant(), nullable=True),
        sa.Column("let_pass", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name=op.f("fk_tickets_day_id_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("day_id", "series", "serial", name=op.f("uq_tickets_day_id_series_serial")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tickets_aside",
            ["state"],
            unique=False,
            **where(sa.text("state IN ('held', 'missed')")),
        )
        batch_op.create_index(
            "ix_tickets_at_counter",
            ["counter"],
            unique=True,
            **where(sa.text("state IN ('called', 'serving')")),
        )
        batch_op.create_index(
            "ix_tickets_waiting",
            ["rank", "id"],
            unique=False,
            **where(sa.text("state = 'waiting'")),
        )

    op.create_table(
        "calls",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("day_id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("ticket", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("counter", sa.String(length=16), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=True),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("call", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("beaten", sa.JSON(), nullable=False),
        sa.Column("green", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name=op.f("fk_calls_day_id_days")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_calls_ticket_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index("ix_calls_ticket", ["ticket"], unique=False)

    op.create_table(
        "legs",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("day_id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("ticket", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("segment", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.String(length=16), nullable=True),
        sa.Column("staff", sa.String(length=32), nullable=True),
        sa.Column("queued_at", lobby.tables.Instant(), nullable=False),
        sa.Column("called_at", lobby.tables.Instant(), nullable=True),
        sa.Column("arrived_at", lobby.tables.Instant(), nullable=True),
        sa.Column("ended_at", lobby.tables.Instant(), nullable=False),
        sa.Column("end", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=80), nullable=True),
        sa.Column("waited", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name=op.f("fk_legs_day_id_days")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_legs_ticket_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legs")),
    )
    with op.batch_alter_table("legs", schema=None) as batch_op:
        batch_op.create_index("ix_legs_day_id", ["day_id"], unique=False)
        batch_op.create_index("ix_legs_ticket", ["ticket"], unique=False)

    op.create_table(
        "offers",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("day_id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("ticket", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=True),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("to", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["days.id"], name=op.f("fk_offers_day_id_days")),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_offers_ticket_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index("ix_offers_day_id", ["day_id"], unique=False)
        batch_op.create_index("ix_offers_ticket", ["ticket"], unique=False)

    op.create_table(
        "overtakes",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("ticket", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("call", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("by", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("by_number", sa.String(length=12), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_overtakes_ticket_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overtakes")),
    )
    with op.batch_alter_table("overtakes", schema=None) as batch_op:
        batch_op.create_index("ix_overtakes_call", ["call"], unique=False)
        batch_op.create_index("ix_overtakes_ticket", ["ticket"], unique=False)

    op.create_table(
        "prints",
        sa.Column("ticket", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("at", lobby.tables.Instant(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("fault", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_prints_ticket_tickets")),
        sa.PrimaryKeyConstraint("ticket", "copy", name=op.f("pk_prints")),
    )


def downgrade() -> None:
    op.drop_table("prints")
    with op.batch_alter_table("overtakes", schema=None) as batch_op:
        batch_op.drop_index("ix_overtakes_ticket")
        batch_op.drop_index("ix_overtakes_call")

    op.drop_table("overtakes")
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.drop_index("ix_offers_ticket")
        batch_op.drop_index("ix_offers_day_id")

    op.drop_table("offers")
    with op.batch_alter_table("legs", schema=None) as batch_op:
        batch_op.drop_index("ix_legs_ticket")
        batch_op.drop_index("ix_legs_day_id")

    op.drop_table("legs")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index("ix_calls_ticket")

    op.drop_table("calls")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_tickets_waiting",
            **where(sa.text("state = 'waiting'")),
        )
        batch_op.drop_index(
            "ix_tickets_at_counter",
            **where(sa.text("state IN ('called', 'serving')")),
        )
        batch_op.drop_index(
            "ix_tickets_aside",
            **where(sa.text("state IN ('held', 'missed')")),
        )

    op.drop_table("tickets")
    op.drop_table("series")
    with op.batch_alter_table("idles", schema=None) as batch_op:
        batch_op.drop_index("ix_idles_day_id")

    op.drop_table("idles")
    op.drop_table("setups")
    op.drop_table("paces")
    op.drop_table("notices")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_ticket")

    op.drop_table("journal")
    with op.batch_alter_table("helps", schema=None) as batch_op:
        batch_op.drop_index("ix_helps_taken_at")

    op.drop_table("helps")
    op.drop_table("devices")
    op.drop_table("days")
    op.drop_table("customers")
    with op.batch_alter_table("counters", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_counters_staff",
            **where(sa.text("staff IS NOT NULL")),
        )

    op.drop_table("counters")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index("ix_answers_at")

    op.drop_table("answers")
