"""Duplicates found, merged and parted again; people erased. Implements `services.DuplicateCommands`."""

from collections.abc import Sequence

from callbridge.app.duplicate_port import Duplicates
from callbridge.crm.duplicate import DuplicateKey, DuplicatePage, MergeEntry, MergePreview, MergeWish
from callbridge.crm.entities import ENTITIES
from callbridge.crm.erasure import ErasurePreview
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import Author, view
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import Forbidden, InvalidInput, NotFound

KINDS = ("person", "organization")
SHOWN_MERGES = 50


class DuplicateDesk:
    """Checks rights; managers merge, admins erase."""

    def __init__(self, *, duplicates: Duplicates, clock: Clock) -> None:
        self._duplicates = duplicates
        self._clock = clock

    async def pairs(self, operator: Operator, entity: str, by: DuplicateKey, after: str) -> DuplicatePage:
        """Return pairs that are likely one."""
        _check(operator, entity)
        return await self._duplicates.pairs(entity, by, after)

    async def dismiss(self, operator: Operator, entity: str, one: int, other: int) -> None:
        """Remember that two records are different."""
        _check(operator, entity)
        if one == other:
            raise InvalidInput({"second_id": "merge.same"}, "merge.same")
        await self._duplicates.dismiss(entity, one, other, operator.id, at=self._clock.now())

    async def preview(self, operator: Operator, entity: str, keep_id: int, give_up_id: int) -> MergePreview:
        """Return both records, and how much of what names the second would come to the first."""
        _check(operator, entity)
        if keep_id == give_up_id:
            raise InvalidInput({"give_up_id": "merge.same"}, "merge.same")
        keep, give_up, moved = await self._duplicates.both(entity, keep_id, give_up_id)
        kind = ENTITIES[entity]
        return MergePreview(
            keep=view(kind, keep, operator.role, operator.language),
            give_up=view(kind, give_up, operator.role, operator.language),
            moved=moved,
        )

    async def merge(self, operator: Operator, entity: str, wish: MergeWish) -> int:
        """Merge; return by what it can be undone."""
        _check(operator, entity)
        return await self._duplicates.merge(entity, wish, Author.of(operator), at=self._clock.now())

    async def merges(self, operator: Operator) -> Sequence[MergeEntry]:
        """Return the newest merges."""
        _check(operator, KINDS[0])
        return await self._duplicates.merges(SHOWN_MERGES)

    async def undo_merge(self, operator: Operator, merge_id: int) -> None:
        """Part what was merged."""
        _check(operator, KINDS[0])
        await self._duplicates.undo_merge(merge_id, Author.of(operator), at=self._clock.now())

    async def erasure(self, operator: Operator, person_id: int) -> ErasurePreview:
        """Tell what an erasure would touch."""
        _check_admin(operator)
        return await self._duplicates.erasure(person_id)

    async def erase(self, operator: Operator, person_id: int) -> None:
        """Erase what names a person, for ever."""
        _check_admin(operator)
        await self._duplicates.erase(person_id, operator.id, at=self._clock.now())


def _check(operator: Operator, entity: str) -> None:
    if not operator.role.covers(Role.MANAGER):
        raise Forbidden
    if entity not in KINDS:
        raise NotFound("record.unknown_kind", entity=entity)


def _check_admin(operator: Operator) -> None:
    if not operator.role.covers(Role.ADMIN):
        raise Forbidden
