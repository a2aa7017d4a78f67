"""Bodies and answers of imports (docs/api.md)."""

from collections.abc import Sequence
from dataclasses import dataclass

from callbridge.crm.importing import ImportJob, OnMatch, RowState
from callbridge.web.list_shapes import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """A kind of record that a file may bring, or a field that a column may go to."""

    id: str
    label: Label
    is_many: bool = False
    """Several columns may go to this field."""
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportList:
    """The newest imports, and what may be imported."""

    jobs: Sequence[ImportJob]
    kinds: Sequence[ImportKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """One import; `targets` is where its columns may go, `message` why it stopped by itself."""

    job: ImportJob
    targets: Sequence[ImportKind]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlanWrite:
    """Body of ``POST /api/imports/{id}/preview`` and ``…/start``."""

    mapping: tuple[str, ...]
    on_match: OnMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """What is wrong with one field of a row; `field` is ``""`` of the row itself."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One of the first rows with what would become of it."""

    line: int
    cells: Sequence[str]
    state: RowState
    record_id: int | None
    record: str
    problems: Sequence[RowProblem]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """Answer of ``POST /api/imports/{id}/preview``."""

    rows: Sequence[PreviewRow]
