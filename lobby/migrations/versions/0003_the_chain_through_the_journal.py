"""the chain through the journal"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from lobby.chain import Chain
from lobby.migrate import where
from lobby.tables import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JOURNAL = sa.table(
    "journal",
    sa.column("id", sa.BigInteger),
    sa.column("branch", sa.String),
    sa.column("day", sa.Date),
    sa.column("at", Instant),
    sa.column("kind", sa.String),
    sa.column("ticket", sa.BigInteger),
    sa.column("counter", sa.String),
    sa.column("staff", sa.String),
    sa.column("data", sa.JSON),
    sa.column("station", sa.String),
    sa.column("hash", sa.String),
)
AT_ONCE = 5000

# Whoever rebuilds the table in a later revision has to make these again: SQLite drops them with it.
SQLITE = (
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal "
    "WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal "
    "FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
)


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("journal", sa.Column("hash", sa.String(length=64), nullable=True))
    _chain()
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.alter_column("hash", existing_type=sa.String(length=64), nullable=False)
        if on_sqlite:  # rebuilt without AUTOINCREMENT: whoever holds the pen gives out the ids
            batch_op.create_primary_key("pk_journal", ["id"])
    op.create_index(
        "ix_journal_outside",
        "journal",
        ["id"],
        **where(sa.text("day IS NULL")),
    )
    for statement in SQLITE if on_sqlite else POSTGRESQL:
        op.execute(statement)


def _chain() -> None:
    """Older lines get their hashes; a known customer's name, which used to stand in them, leaves first."""
    chain = Chain()
    this = JOURNAL.c.id == sa.bindparam("place")
    write = sa.update(JOURNAL).where(this).values(hash=sa.bindparam("link"), data=sa.bindparam("said"))
    for lines in _portions():
        for line in lines:
            line["data"].pop("customer", None)
        op.get_bind().execute(
            write, [{"place": line["id"], "link": chain.add(line), "said": line["data"]} for line in lines]
        )


def _portions() -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        rows = sa.select(JOURNAL).where(JOURNAL.c.id > last).order_by(JOURNAL.c.id).limit(AT_ONCE)
        lines = [dict(row) for row in op.get_bind().execute(rows).mappings()]
        if not lines:
            return
        last = lines[-1]["id"]
        yield lines


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER journal_no_{name}")
    else:
        op.execute("DROP FUNCTION journal_is_append_only() CASCADE")
    op.drop_index("ix_journal_outside", "journal")
    with op.batch_alter_table("journal", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("hash")
