"""Reasons of pauses, wrapping up, and how long an operator was in each status."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
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

_WRAP_UP = Change(
    table="operator",
    dropped=("ck_operator_presence",),
    constraints=(sa.CheckConstraint("presence IN ('ready', 'paused', 'wrap_up')", name="ck_operator_presence"),),
)


def upgrade() -> None:
    """Make the tables, and the dictionary's first rows; logins may wrap up."""
    _pause_reasons()
    alter(_WRAP_UP)
    _periods()


def _pause_reasons() -> None:
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


def _periods() -> None:
    op.create_table(
        "status_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("presence", sa.Text(), nullable=False),
        sa.Column("reason", CleanText(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.CheckConstraint("presence IN ('ready', 'paused', 'wrap_up')", name=op.f("ck_status_period_presence")),
        sa.CheckConstraint(
            "cause IN ('operator', 'call', 'timer', 'pbx', 'away')", name=op.f("ck_status_period_cause")
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_status_period_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_period")),
    )
    op.create_index(op.f("ix_status_period_began_at_id"), "status_period", ["began_at", "id"], unique=False)
    op.create_index(
        op.f("ix_status_period_operator_id_began_at"), "status_period", ["operator_id", "began_at"], unique=False
    )
    where = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_status_period_open", "status_period", ["operator_id"], unique=True, sqlite_where=where,
        postgresql_where=where,
    )  # fmt: skip
