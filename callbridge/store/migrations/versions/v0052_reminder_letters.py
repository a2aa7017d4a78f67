"""Letters about reminders that fired."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0052"
down_revision = "0051"

_STATES = "'waiting', 'sending', 'sent', 'delivered', 'bounced', 'failed', 'skipped', 'unsubscribed', 'uncertain'"


def upgrade() -> None:
    """Make the table; what fired before is told by no letter."""
    op.create_table(
        "reminder_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("message_id", Sortable(), server_default="", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", CleanText(), server_default="", nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("next_try_at", Instant(), nullable=True),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_reminder_letter_state")),
        sa.ForeignKeyConstraint(
            ["reminder_id"], ["reminder.id"], name=op.f("fk_reminder_letter_reminder_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_reminder_letter_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_letter")),
        sa.UniqueConstraint("reminder_id", name=op.f("uq_reminder_letter_reminder_id")),
    )
    op.create_index(op.f("ix_reminder_letter_operator_id_id"), "reminder_letter", ["operator_id", "id"], unique=False)
    op.create_index(op.f("ix_reminder_letter_state_id"), "reminder_letter", ["state", "id"], unique=False)
