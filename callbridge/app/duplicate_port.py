"""What the use cases of duplicates and of erasure need from the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.duplicate import DuplicateKey, DuplicatePage, MergeEntry, MergeWish
from callbridge.crm.erasure import ErasurePreview
from callbridge.crm.record import Author, Stored
from callbridge.kernel.ids import OperatorId


class Duplicates(Protocol):
    """People and organizations that are likely one; every method is one unit and may raise StoreUnavailable."""

    async def pairs(self, entity: str, by: DuplicateKey, after: str) -> DuplicatePage: ...

    async def dismiss(self, entity: str, one: int, other: int, operator_id: OperatorId, *, at: datetime) -> None: ...

    async def both(self, entity: str, keep_id: int, give_up_id: int) -> tuple[Stored, Stored, Mapping[str, int]]:
        """Return two records, and how much names the second; raises NotFound."""
        ...

    async def merge(self, entity: str, wish: MergeWish, author: Author, *, at: datetime) -> int:
        """Merge in one transaction; Conflict ``record.changed`` when either was changed since it was looked at."""
        ...

    async def merges(self, limit: int) -> Sequence[MergeEntry]: ...

    async def undo_merge(self, merge_id: int, author: Author, *, at: datetime) -> None:
        """Put back; IllegalMove when that was done, or either record was merged again."""
        ...

    async def erasure(self, person_id: int) -> ErasurePreview:
        """Tell what an erasure would touch; Conflict ``erasure.done_already``."""
        ...

    async def erase(self, person_id: int, operator_id: OperatorId, *, at: datetime) -> None: ...
