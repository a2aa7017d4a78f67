"""Imports of files, and records that were one another all along (R142)."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from callbridge.crm.importing import ImportState, OnMatch, RowState
from callbridge.store.tables.columns import (
    added_text,
    choice,
    id_column,
    metadata,
    one_of,
    partial_index,
    reference,
    text_column,
)
from callbridge.store.types import CleanText, Instant, Sortable

import_job = Table(
    "import_job",
    metadata,
    id_column(),
    Column("entity", Sortable, nullable=False),
    text_column("file_name"),
    choice("state"),
    reference("operator_id", "operator", nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("columns", CleanText, nullable=False),
    Column("mapping", Text, nullable=False),
    choice("on_match", default="skip"),
    Column("next_line", Integer, nullable=False, server_default="0"),
    *(Column(name, Integer, nullable=False, server_default="0")
      for name in ("rows", "created", "filled", "skipped", "failed", "undone", "kept")),
    added_text("problem"),
    one_of("state", ImportState),
    one_of("on_match", OnMatch),
    Index(None, "operator_id", "id"),
    sqlite_autoincrement=True,
)  # fmt: skip
"""One file; `columns` and `mapping` are JSON lists, `next_line` is where the writing goes on."""
partial_index("ix_import_job_alive", "state IN ('reading', 'running', 'undoing')", import_job.c.id)

import_row = Table(
    "import_row",
    metadata,
    Column("job_id", Integer, ForeignKey("import_job.id", ondelete="CASCADE"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("cells", CleanText, nullable=False),
    choice("state"),
    Column("record_id", Integer),
    Column("record_version", Integer),
    Column("trace", Text, nullable=False, server_default="{}"),
    Column("mistakes", Text, nullable=False, server_default="{}"),
    one_of("state", RowState),
)
"""One row: `cells` (JSON) are emptied once it is imported, `trace` is what undoing takes back."""
partial_index("ix_import_row_record_id", "record_id IS NOT NULL", import_row.c.record_id)
partial_index("ix_import_row_failed", "state = 'failed'", import_row.c.job_id, import_row.c.line)

merge = Table(
    "merge",
    metadata,
    id_column(),
    Column("entity", Sortable, nullable=False),
    Column("kept_id", Integer, nullable=False),
    Column("given_up_id", Integer, nullable=False),
    reference("operator_id", "operator", nullable=False),
    Column("at", Instant, nullable=False),
    Column("undone_at", Instant),
    Column("trace", CleanText, nullable=False),
    Index(None, "entity", "kept_id"),
    Index(None, "entity", "given_up_id"),
    sqlite_autoincrement=True,
)
"""Two records made one; `trace` (JSON) is what undoing puts back."""

not_duplicate = Table(
    "not_duplicate",
    metadata,
    Column("entity", Sortable, primary_key=True),
    Column("first_id", Integer, primary_key=True, autoincrement=False),
    Column("second_id", Integer, primary_key=True, autoincrement=False),
    reference("operator_id", "operator", nullable=False),
    Column("at", Instant, nullable=False),
)
"""Two records that somebody said are different, the smaller id first."""
