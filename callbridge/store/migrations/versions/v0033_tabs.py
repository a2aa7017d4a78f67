"""Tasks about contracts, and those of a person or an organization found by an index."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter

revision = "0033"
down_revision = "0032"

_TASK = Change(
    table="task",
    columns=(sa.Column("contract_id", sa.Integer(), nullable=True),),
    constraints=(sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_task_contract_id"),),
)


def upgrade() -> None:
    """Add the column and the indexes."""
    alter(_TASK)
    for column in ("person_id", "organization_id", "contract_id"):
        where = sa.text(f"{column} IS NOT NULL")
        name = f"ix_task_{column}"
        op.create_index(name, "task", [column, "id"], unique=False, sqlite_where=where, postgresql_where=where)
