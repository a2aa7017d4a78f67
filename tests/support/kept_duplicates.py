"""Two people and two merges in memory, as `Duplicates` of app/duplicate_port.py promises them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from callbridge.crm.duplicate import (
    DuplicateKey,
    DuplicatePage,
    DuplicatePair,
    DuplicateSide,
    MergeEntry,
    MergeWish,
    Sign,
)
from callbridge.crm.erasure import ErasurePreview
from callbridge.crm.record import Author, Stored
from callbridge.kernel.errors import Conflict, IllegalMove, NotFound
from callbridge.kernel.ids import OperatorId

AT = datetime(2026, 3, 1, tzinfo=UTC)


def _side(number: int) -> DuplicateSide:
    return DuplicateSide(
        id=number, name=f"Иванов {number}", numbers=("+79161234567",), emails=(), organization="", created_at=AT
    )


@dataclass
class KeptDuplicates:
    """People 1 and 2 are likely one."""

    dismissed: list[tuple[int, int]] = field(default_factory=list)
    merged: list[MergeEntry] = field(default_factory=list)
    erased: list[int] = field(default_factory=list)

    async def pairs(self, entity: str, by: DuplicateKey, after: str) -> DuplicatePage:
        signs = (Sign.NUMBER, Sign.NAME)
        pair = DuplicatePair(first=_side(1), second=_side(2), score=85, signs=signs)
        return DuplicatePage(by=by, pairs=() if self.dismissed or after else (pair,), next=None)

    async def dismiss(self, entity: str, one: int, other: int, operator_id: OperatorId, *, at: datetime) -> None:
        self.dismissed.append((one, other))

    async def both(self, entity: str, keep_id: int, give_up_id: int) -> tuple[Stored, Stored, Mapping[str, int]]:
        if {keep_id, give_up_id} != {1, 2}:
            raise NotFound("record.not_found", id=give_up_id)
        one, other = (
            Stored(id=each, version=1, values={"full_name": f"Иванов {each}"}) for each in (keep_id, give_up_id)
        )
        return one, other, {"lead": 2}

    async def merge(self, entity: str, wish: MergeWish, author: Author, *, at: datetime) -> int:
        if wish.keep_version != 1:
            raise Conflict("record.changed")
        self.merged.append(
            MergeEntry(
                id=len(self.merged) + 1, entity=entity, kept_id=wish.keep_id, kept="Иванов 1",
                given_up_id=wish.give_up_id, given_up="Иванов 2", operator_id=author.operator_id, operator="Vera",
                at=at, undone_at=None,
            )
        )  # fmt: skip
        return len(self.merged)

    async def merges(self, limit: int) -> Sequence[MergeEntry]:
        return self.merged[:limit]

    async def undo_merge(self, merge_id: int, author: Author, *, at: datetime) -> None:
        if self.merged[merge_id - 1].undone_at is not None:
            raise IllegalMove("merge.undone_already")
        self.merged[merge_id - 1] = replace(self.merged[merge_id - 1], undone_at=at)

    async def erasure(self, person_id: int) -> ErasurePreview:
        if person_id in self.erased:
            raise Conflict("erasure.done_already")
        return ErasurePreview(person_id=person_id, name="Иванов", touched={"lead": 2, "call": 3})

    async def erase(self, person_id: int, operator_id: OperatorId, *, at: datetime) -> None:
        await self.erasure(person_id)
        self.erased.append(person_id)
