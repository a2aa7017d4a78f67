"""The key by which an operator's card gave a program's lead its result."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import Sortable

revision = "0056"
down_revision = "0053"

_LEAD = Change(
    table="lead", columns=(sa.Column("result_key", Sortable(), server_default="", nullable=False),)
)  # fmt: skip


def upgrade() -> None:
    """Add the column; no lead so far was given its result later."""
    alter(_LEAD)
    where = sa.text("result_key <> ''")
    op.create_index(
        "uq_lead_result_key", "lead", ["owner_id", "result_key"], unique=True, sqlite_where=where,
        postgresql_where=where,
    )  # fmt: skip
