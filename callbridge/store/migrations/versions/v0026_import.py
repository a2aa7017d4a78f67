"""Imports of files, merged records, and pairs that are no duplicates."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0026"
down_revision = "0025"

_JOB_STATES = "'reading', 'ready', 'running', 'cancelled', 'done', 'undoing', 'undone'"
_ROW_STATES = "'waiting', 'created', 'filled', 'skipped', 'failed', 'undone', 'kept'"
_COUNTS = ("rows", "created", "filled", "skipped", "failed", "undone", "kept")


def upgrade() -> None:
    """Make the tables."""
    _jobs()
    _rows()
    _merges()


def _jobs() -> None:
    op.create_table(
        "import_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("file_name", CleanText(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("columns", CleanText(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("on_match", sa.Text(), server_default="skip", nullable=False),
        sa.Column("next_line", sa.Integer(), server_default="0", nullable=False),
        *(sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in _COUNTS),
        sa.Column("problem", CleanText(), server_default="", nullable=False),
        sa.CheckConstraint(f"state IN ({_JOB_STATES})", name=op.f("ck_import_job_state")),
        sa.CheckConstraint("on_match IN ('skip', 'fill', 'create')", name=op.f("ck_import_job_on_match")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_import_job_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_job")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_import_job_operator_id_id"), "import_job", ["operator_id", "id"])
    _partial_index("ix_import_job_alive", "import_job", ["id"], "state IN ('reading', 'running', 'undoing')")


def _rows() -> None:
    op.create_table(
        "import_row",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cells", CleanText(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("record_version", sa.Integer(), nullable=True),
        sa.Column("trace", sa.Text(), server_default="{}", nullable=False),
        sa.Column("mistakes", sa.Text(), server_default="{}", nullable=False),
        sa.CheckConstraint(f"state IN ({_ROW_STATES})", name=op.f("ck_import_row_state")),
        sa.ForeignKeyConstraint(["job_id"], ["import_job.id"], name=op.f("fk_import_row_job_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", "line", name=op.f("pk_import_row")),
    )
    _partial_index("ix_import_row_record_id", "import_row", ["record_id"], "record_id IS NOT NULL")
    _partial_index("ix_import_row_failed", "import_row", ["job_id", "line"], "state = 'failed'")


def _merges() -> None:
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("given_up_id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("trace", CleanText(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_merge_operator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_merge_entity_kept_id"), "merge", ["entity", "kept_id"])
    op.create_index(op.f("ix_merge_entity_given_up_id"), "merge", ["entity", "given_up_id"])
    op.create_table(
        "not_duplicate",
        sa.Column("entity", Sortable(), nullable=False),
        sa.Column("first_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("second_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_not_duplicate_operator_id")),
        sa.PrimaryKeyConstraint("entity", "first_id", "second_id", name=op.f("pk_not_duplicate")),
    )


def _partial_index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
