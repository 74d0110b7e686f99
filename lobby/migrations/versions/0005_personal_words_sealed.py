"""personal words sealed"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from lobby import fields
from lobby.tables import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEALED = {
    "answers": ("key", ("answer",)),
    "customers": ("identity", ("surname", "title", "note")),
    "tickets": ("id", ("customer", "note")),
}
LENGTHS = {("customers", "surname"): 40, ("customers", "title"): 40, ("tickets", "customer"): 80}
"""Columns that were too short for sealed words."""
AT_ONCE = 5000


def upgrade() -> None:
    for (table, column), length in LENGTHS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=sa.String(length), type_=sa.String())
    op.add_column("customers", sa.Column("imported_at", Instant(), nullable=True))
    op.execute(
        "UPDATE customers SET imported_at = (SELECT max(at) FROM journal "
        "WHERE kind IN ('customers.imported', 'branch.founded'))"
    )
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.alter_column("imported_at", existing_type=Instant(), nullable=False)
    key = fields.of(op.get_bind().dialect)
    key.ready()
    _rewrite(key.seal)


def downgrade() -> None:
    _rewrite(fields.of(op.get_bind().dialect).open)
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.drop_column("imported_at")
    for (table, column), length in LENGTHS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=sa.String(), type_=sa.String(length))


def _rewrite(turned: Callable[[str, str], str]) -> None:
    for name, (key, columns) in SEALED.items():
        table = sa.table(name, sa.column(key), *map(sa.column, columns))
        for column in columns:
            _rewrite_column(table, key, column, turned)


def _rewrite_column(table: sa.TableClause, key: str, column: str, turned: Callable[[str, str], str]) -> None:
    """Portion by portion, in the order of the key; few rows say anything."""
    bind = op.get_bind()
    field = f"{table.name}.{column}"
    write = sa.update(table).where(table.c[key] == sa.bindparam("place")).values({column: sa.bindparam("said")})
    rows = sa.select(table.c[key], table.c[column]).where(table.c[column] != "").order_by(table.c[key]).limit(AT_ONCE)
    found = bind.execute(rows).all()
    while found:
        bind.execute(write, [{"place": place, "said": turned(said, field)} for place, said in found])
        found = bind.execute(rows.where(table.c[key] > found[-1][0])).all()
