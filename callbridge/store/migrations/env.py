"""Alembic's entry: migrates the connection that callbridge.store.migrate has locked and opened a transaction on."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
