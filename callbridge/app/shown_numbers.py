"""The whole number behind what a page shows, for roles that read no numbers too."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from callbridge.app.ports import Desk
from callbridge.crm.dial_wish import DialKind, DialWish
from callbridge.crm.directory import PhoneView
from callbridge.crm.follow_up import FollowUp
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.hidden_number import hidden_number, is_hidden
from callbridge.kernel.ids import CallId, LeadId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber

T = TypeVar("T")


class Promises(Protocol):
    """Planned contacts."""

    async def one(self, follow_up_id: int) -> FollowUp: ...


class ShownNumbers:
    """Finds the whole number behind what a page shows, of records within the operator's reach."""

    def __init__(self, *, desk: Desk, promises: Promises, read_number: Callable[[str], PhoneNumber]) -> None:
        self._desk = desk
        self._promises = promises
        self._read = read_number

    async def of(self, operator: Operator, wish: DialWish) -> PhoneNumber:
        """Return what is meant; NotFound when the record is out of reach or no longer has that number."""
        if wish.number and not is_hidden(wish.number):
            return self._read(wish.number)
        known = [number for number in await self._of_record(operator, wish) if number]
        for number in known:
            if not wish.number or hidden_number(number) == wish.number:
                return self._read(number)
        if known:
            raise NotFound("dial.other_number")
        raise IllegalMove("dial.no_number")

    async def _of_record(self, operator: Operator, wish: DialWish) -> Sequence[str]:
        match wish.kind:
            case DialKind.CALL:
                call = await self._desk.call(CallId(wish.id), reader_id=operator.id)
                return (_there(call).number,)
            case DialKind.LEAD:
                lead = await self._desk.lead(LeadId(_id(wish)), reader_id=operator.id)
                return (_there(lead).phone,)
            case DialKind.PERSON:
                return _all(_there(await self._desk.person(PersonId(_id(wish)))).phones)
            case DialKind.ORGANIZATION:
                return _all(_there(await self._desk.organization(OrganizationId(_id(wish)))).phones)
            case DialKind.FOLLOW_UP:
                return ((await self._promises.one(_id(wish))).phone,)
            case DialKind.NONE:
                return ()


def _all(phones: Iterable[PhoneView]) -> tuple[str, ...]:
    return tuple(number for phone in phones for number in (phone.e164, phone.raw))


def _there(found: T | None) -> T:
    if found is None:
        raise NotFound
    return found


def _id(wish: DialWish) -> int:
    if not (wish.id.isascii() and wish.id.isdigit() and len(wish.id) <= 15):
        raise NotFound
    return int(wish.id)
