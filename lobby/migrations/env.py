"""How Alembic reaches the record: the connection is handed over by `lobby.migrate`."""

from alembic import context

from lobby.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
