"""Calls recovered from CDR, and when each PBX was last seen."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Instant, Sortable

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("call", sa.Column("is_recovered", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "pbx_seen",
        sa.Column("pbx", Sortable(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("gap_since", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("pbx", name=op.f("pk_pbx_seen")),
    )
