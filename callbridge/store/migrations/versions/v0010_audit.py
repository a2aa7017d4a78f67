"""Who did what to records that are watched."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("action", Sortable(), nullable=False),
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("entity_id", Sortable(), nullable=False),
        sa.Column("detail", CleanText(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_audit_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_entity_entity_id_at"), "audit", ["entity", "entity_id", "at"])
    op.create_index(op.f("ix_audit_operator_id_at"), "audit", ["operator_id", "at"])
