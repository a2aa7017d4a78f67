"""Why a lead was removed, and which leads were."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import CleanText

revision = "0059"
down_revision = "0057"

_LEAD = Change(
    table="lead", columns=(sa.Column("removal_reason", CleanText(), server_default="", nullable=False),)
)  # fmt: skip


def upgrade() -> None:
    """Add the column; no lead was ever removed so far."""
    alter(_LEAD)
    where = sa.text("deleted_at IS NOT NULL")
    op.create_index(
        "ix_lead_removed", "lead", ["deleted_at", "id"], sqlite_where=where, postgresql_where=where
    )  # fmt: skip
