"""Calling a customer back from the operator's own phone, by the call's id: the browser need not know the number."""

from collections.abc import Mapping
from dataclasses import dataclass

from callbridge.app.pbx_port import PhoneControl
from callbridge.app.ports import Desk
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import CallId

_DIALLED = frozenset("0123456789*#")


@dataclass(frozen=True, slots=True, kw_only=True)
class DialPlace:
    """How a PBX reaches a number for somebody's phone."""

    technology: str
    context: str
    """Of the dialplan, as operators' phones have it; ``""``: callbridge dials nothing there."""


class CallingBack:
    """Lets the operator's phone ring and then the customer's. Implements `services.CallBackCommands`."""

    def __init__(self, *, desk: Desk, phones: PhoneControl, places: Mapping[str, DialPlace]) -> None:
        self._desk = desk
        self._phones = phones
        self._places = places

    async def call_back(self, operator: Operator, call_id: CallId) -> None:
        """Dial the customer of a call; NotFound out of reach, IllegalMove says what is missing, AmiUnavailable."""
        call = await self._desk.call(call_id, reader_id=operator.id)
        if call is None:
            raise NotFound
        number = dialled(call.number)
        if not number:
            raise IllegalMove("callback.no_number")
        if not operator.extension:
            raise IllegalMove("callback.no_phone")
        pbx = operator.pbx or call_id.partition(":")[0]
        place = self._places.get(pbx)
        if place is None or not place.context:
            raise IllegalMove("callback.off")
        await self._phones.dial(pbx, f"{place.technology}/{operator.extension}", number, place.context)


def dialled(number: str) -> str:
    """Return what of a number can be dialled, ``""`` of one that was withheld or is a name."""
    text = "".join(char for char in number if char not in " ().-\u00a0")
    digits = text.removeprefix("+")
    return text if digits and set(digits) <= _DIALLED else ""
