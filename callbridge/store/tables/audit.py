"""The audit trail."""

from sqlalchemy import Column, Index, Table

from callbridge.store.tables.columns import added_text, id_column, metadata, reference, text_column
from callbridge.store.types import Instant, Sortable

audit = Table(
    "audit",
    metadata,
    id_column(),
    Column("at", Instant, nullable=False),
    reference("operator_id", "operator", nullable=False),
    Column("action", Sortable, nullable=False),
    Column("entity", Sortable, nullable=False),
    Column("entity_id", Sortable, nullable=False),
    text_column("detail"),
    added_text("program"),
    Index(None, "entity", "entity_id", "at"),
    Index(None, "operator_id", "at"),
)
"""Who did what to a record, a `program` with their rights perhaps; nothing is ever changed or deleted, and a record's
entries outlive it.
"""
