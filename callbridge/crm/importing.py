"""An import of a file: what was read, how its columns become fields, how far it is, what became of each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from callbridge.crm.record_form import Values
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import PhoneNumber

Line = tuple[int, tuple[str, ...]]
"""The number of a row in its file, the heading being 1, and its cells."""

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 20_000
MAX_FILE_NAME = 200
PREVIEW_ROWS = 20


class OnMatch(StrEnum):
    """What becomes of a row whose record is there already."""

    SKIP = "skip"
    FILL = "fill"
    """Fields that are empty are filled, and numbers and addresses added; nothing is overwritten."""
    CREATE = "create"


class ImportState(StrEnum):
    """How far an import is."""

    READING = "reading"
    """Its rows come in; one that was cut off here is forgotten at the next start."""
    READY = "ready"
    """Read whole: its columns can be said."""
    RUNNING = "running"
    CANCELLED = "cancelled"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class RowState(StrEnum):
    """What became of a row."""

    WAITING = "waiting"
    CREATED = "created"
    FILLED = "filled"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNDONE = "undone"
    KEPT = "kept"
    """What it made was changed or used since, so the undoing left it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What people say of an import before it runs."""

    mapping: tuple[str, ...]
    """For each column of the file the field it goes to, ``""`` for none."""
    on_match: OnMatch = OnMatch.SKIP


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """How many rows there are of each end; `rows` is all of them."""

    rows: int = 0
    created: int = 0
    filled: int = 0
    skipped: int = 0
    failed: int = 0
    undone: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportJob:
    """One import as it is kept and shown."""

    id: int
    entity: str
    file_name: str
    state: ImportState
    operator_id: OperatorId
    operator: str
    created_at: datetime
    finished_at: datetime | None
    columns: tuple[str, ...]
    plan: ImportPlan
    counts: ImportCounts
    problem: str = ""
    """Why it stopped by itself, as a code of kernel/messages.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDraft:
    """A row made ready to be written, or with what is wrong with it."""

    line: int
    values: Values = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Records that it names in words, by field."""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    numbers: tuple[PhoneNumber, ...] = ()
    """`phones`, read."""
    mistakes: Mapping[str, str] = field(default_factory=dict)
    """A code for each wrong field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What will become, or became, of a row."""

    line: int
    state: RowState
    record_id: int | None = None
    """The record it made, or the one that was there."""
    record: str = ""
    """What that one is called."""
    mistakes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was not imported, as it stood in the file."""

    line: int
    cells: tuple[str, ...]
    mistakes: Mapping[str, str]


def outcome_of(matches: int, on_match: OnMatch) -> RowState:
    """Return what becomes of a row without mistakes that `matches` records are like."""
    if not matches or on_match is OnMatch.CREATE:
        return RowState.CREATED
    return RowState.SKIPPED if on_match is OnMatch.SKIP else RowState.FILLED
