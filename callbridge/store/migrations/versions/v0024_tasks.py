"""What the bell tells of tasks, and questions that others replaced."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import Amount, Instant

revision = "0024"
down_revision = "0023"

_TASK = Change(
    table="task",
    columns=(
        sa.Column("author_seen_at", Instant(), nullable=True),
        sa.Column("happened_at", Instant(), nullable=False),
    ),
    fill={"author_seen_at": "created_at", "happened_at": "created_at"},
)


def upgrade() -> None:
    """Add the columns and the indexes of what was not seen."""
    alter(_TASK)
    _partial_index("ix_task_author_unseen", "task", ["author_id", "id"], "author_seen_at IS NULL")
    op.create_index(op.f("ix_task_author_id_id"), "task", ["author_id", "id"])
    _partial_index("ix_task_assignee_unseen", "task_assignee", ["employee_id", "task_id"], "seen_at IS NULL")
    op.add_column("interview_question", sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("interview_response", sa.Column("max_score", Amount(), server_default="0", nullable=False))


def _partial_index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
