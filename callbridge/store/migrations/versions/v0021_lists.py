"""The indexes by which long lists are filtered, ordered and counted."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_FILTERED_BY = ("refusal_reason_id", "product_id", "project_id", "topic_id", "source_id")
_KEPT = "deleted_at IS NULL"


def upgrade() -> None:
    """Add them."""
    op.create_index(op.f("ix_organization_created_at_id"), "organization", ["created_at", "id"], unique=False)
    for name in _FILTERED_BY:
        _partial_index(f"ix_lead_{name}_at_id", [name, "at", "id"], _KEPT)
    _partial_index("ix_lead_kept", ["campaign_id"], _KEPT)
    _partial_index("ix_lead_planned", ["next_contact_at", "id"], "next_contact_at IS NOT NULL")


def _partial_index(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "lead", columns, unique=False, sqlite_where=where, postgresql_where=where)
