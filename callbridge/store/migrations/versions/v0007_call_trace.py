"""Why each call did or did not become a card."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Sortable

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "call_trace",
        sa.Column("call_id", Sortable(), nullable=False),
        sa.Column("steps", CleanText(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.call_id"], name=op.f("fk_call_trace_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_trace")),
    )
