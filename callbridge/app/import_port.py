"""What the use cases of imports need from the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.importing import (
    BadRow,
    ImportJob,
    ImportPlan,
    ImportState,
    Line,
    OnMatch,
    RowDraft,
    RowOutcome,
)
from callbridge.crm.record import Author
from callbridge.kernel.ids import OperatorId


class Imports(Protocol):
    """Imports with their rows; every method may raise StoreUnavailable, those of one job NotFound."""

    async def add(
        self,
        entity: str,
        file_name: str,
        columns: Sequence[str],
        mapping: Sequence[str],
        operator_id: OperatorId,
        *,
        at: datetime,
    ) -> int:
        """Make an import whose rows are to come; IllegalMove ``import.too_many``."""
        ...

    async def add_rows(self, job_id: int, lines: Sequence[Line]) -> None: ...

    async def loaded(self, job_id: int) -> ImportJob:
        """Say that all rows are in."""
        ...

    async def forget_unread(self, job_id: int | None = None) -> None:
        """Forget an import whose rows will not all come; without an id all that an earlier run left so."""
        ...

    async def forget(self, job_id: int) -> None:
        """Forget an import and its rows, not what it made; IllegalMove while it is at work."""
        ...

    async def job(self, job_id: int) -> ImportJob: ...

    async def newest(self, limit: int) -> Sequence[ImportJob]: ...

    async def at_work(self) -> Sequence[ImportJob]:
        """Return what runs or is being undone, oldest first."""
        ...

    async def waiting(self, job_id: int, after: int, limit: int) -> Sequence[Line]:
        """Return rows below the line `after` that are not written."""
        ...

    async def bad_rows(self, job_id: int, after: int, limit: int) -> Sequence[BadRow]: ...

    async def foretell(self, entity: str, drafts: Sequence[RowDraft], on_match: OnMatch) -> Sequence[RowOutcome]:
        """Return what would become of rows; nothing is written."""
        ...

    async def begin(self, job_id: int, plan: ImportPlan, operator_id: OperatorId, *, at: datetime) -> ImportJob: ...

    async def cancel(self, job_id: int, operator_id: OperatorId, *, at: datetime) -> ImportJob: ...

    async def begin_undo(self, job_id: int, operator_id: OperatorId, *, at: datetime) -> ImportJob: ...

    async def finish(self, job_id: int, state: ImportState, *, at: datetime, problem: str = "") -> None: ...

    async def write(self, job: ImportJob, drafts: Sequence[RowDraft], author: Author, *, at: datetime) -> bool:
        """Write rows and what became of them; False, and nothing is written, when the import no longer runs."""
        ...

    async def undo_some(self, job: ImportJob, author: Author, limit: int, *, before: int | None, at: datetime) -> int:
        """Take back the last `limit` rows before a line, None of all; return the line it came to, 0 at the end."""
        ...
