"""Reasons of pauses: a dictionary that begins with what the configuration offered before."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant

revision = "0045"
down_revision = "0037"

_REASONS = (
    ("Обед", "Lunch"),
    ("Перерыв", "Break"),
    ("Обучение", "Training"),
    ("Работа с документами", "Paperwork"),
    ("Совещание", "Meeting"),
)


def upgrade() -> None:
    """Make the dictionary and write its first rows."""
    made = op.create_table(
        "pause_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("name_en", CleanText(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause_reason")),
    )
    op.bulk_insert(
        made,
        [
            {"name": name, "name_en": name_en, "is_active": True, "position": position}
            for position, (name, name_en) in enumerate(_REASONS, start=1)
        ],
    )
