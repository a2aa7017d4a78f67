"""When planned contacts were written and what closed them, when reminders fired, and calendars' addresses."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Instant, Sortable

revision = "0035"
down_revision = "0034"

_OPEN = "done_at IS NULL"


def upgrade() -> None:
    """Add the columns, the indexes of what is open, and the table of addresses."""
    op.add_column("activity", sa.Column("created_at", Instant(), nullable=True))
    op.add_column("activity", sa.Column("closed_by_call", Sortable(), nullable=True))
    op.add_column("reminder", sa.Column("shown_at", Instant(), nullable=True))
    _partial_index("ix_activity_open", ["owner_id", "at"], _OPEN)
    _partial_index("ix_activity_open_person", ["person_id"], _OPEN)
    _partial_index("ix_activity_open_lead", ["lead_id"], _OPEN)
    _partial_index("ix_activity_closed", ["owner_id", "done_at"], "closed_by_call IS NOT NULL")
    op.create_table(
        "calendar_feed",
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_calendar_feed_operator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )


def _partial_index(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "activity", columns, unique=False, sqlite_where=where, postgresql_where=where)
