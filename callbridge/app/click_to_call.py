"""Dialling any number that is shown, from the operator's own phone: once a click, however often the click is sent.

The browser need not know the number: of one that is hidden from the operator it sends what it shows and of which record
that is.
"""

import asyncio
import re
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Protocol

from callbridge.app.control_port import CallControl, DeviceState, DialPlace, Places
from callbridge.app.shown_numbers import ShownNumbers
from callbridge.crm.dial_wish import DialKind, DialWish
from callbridge.crm.dialling import DialRules, number_to_dial
from callbridge.crm.operator import Operator
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import (
    AmiUnavailable,
    CallbridgeError,
    IllegalMove,
    InvalidInput,
    TooManyAttempts,
)
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber

REMEMBERED_S = 600.0
"""A click that is sent again within this time dials nothing more."""
MAX_REMEMBERED = 10_000
MINUTE_S = 60.0

_KEY = re.compile(r"[A-Za-z0-9 _-]{1,64}")
"""It goes out in an INVITE: nothing that could be more than a value."""


class Talks(Protocol):
    """Who is in a call as far as we follow it."""

    def is_in_call(self, operator_id: OperatorId) -> bool: ...


class Colleagues(Protocol):
    """Whose phones are where."""

    def at(self, pbx: str, endpoint: str) -> tuple[OperatorId, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DialLimits:
    """What may be dialled, how often by one operator, and on which PBX."""

    rules: DialRules
    per_minute: int
    places: Places


@dataclass(slots=True)
class _Click:
    wish: DialWish
    at_s: float
    done: asyncio.Future[None]


class ClickToCall:
    """Lets the operator's phone ring and then the customer's. Implements `services.DialCommands`."""

    def __init__(
        self,
        *,
        numbers: ShownNumbers,
        control: CallControl,
        talks: Talks,
        colleagues: Colleagues,
        limits: DialLimits,
        clock: Clock,
    ) -> None:
        self._numbers = numbers
        self._control = control
        self._talks = talks
        self._colleagues = colleagues
        self._limits = limits
        self._clock = clock
        self._clicks: OrderedDict[tuple[OperatorId, str], _Click] = OrderedDict()
        self._recent: dict[OperatorId, deque[float]] = {}

    def can_dial(self, operator: Operator) -> bool:
        """Say whether this operator's numbers are dialled by the PBX."""
        return bool(operator.extension) and self._place(operator, "") is not None

    async def dial(self, operator: Operator, key: str, wish: DialWish) -> None:
        """Dial once per `key`: who sends it again, even at the same time, is told what became of the first.

        Raises NotFound of a record out of reach, IllegalMove says what is missing, TooManyAttempts, AmiUnavailable,
        AmiRefused.
        """
        if not _KEY.fullmatch(key):
            raise InvalidInput({"key": "wrong_type"})
        self._forget_old()
        known = self._clicks.get((operator.id, key))
        if known is not None:
            if known.wish != wish:
                raise InvalidInput({"key": "wrong_type"})
            await asyncio.shield(known.done)
            return
        click = _Click(wish, self._clock.monotonic(), asyncio.get_running_loop().create_future())
        self._clicks[operator.id, key] = click
        try:
            await self._dial(operator, key, wish)
        except CallbridgeError as error:
            _settle(click.done, error)
            raise
        except BaseException:
            # Nobody knows whether Asterisk heard it: sent again, it must not ring again.
            _settle(click.done, AmiUnavailable(reason="the click was cut off"))
            raise
        click.done.set_result(None)

    async def _dial(self, operator: Operator, key: str, wish: DialWish) -> None:
        number = await self._numbers.of(operator, wish)
        if not operator.extension:
            raise IllegalMove("dial.no_phone")
        pbx = self._place(operator, wish.id.partition(":")[0] if wish.kind is DialKind.CALL else "")
        if pbx is None:
            raise IllegalMove("dial.off")
        place = self._limits.places[pbx]
        text = number_to_dial(number, self._limits.rules, is_colleague=self._is_colleague(pbx, place, number))
        endpoint = place.endpoint(operator.extension)
        await self._refuse_busy(operator, pbx, endpoint)
        self._count(operator.id)
        await self._control.dial(pbx, endpoint, text, place.context, click=key)

    async def _refuse_busy(self, operator: Operator, pbx: str, endpoint: str) -> None:
        if self._talks.is_in_call(operator.id):
            raise IllegalMove("dial.in_call")
        state = await self._control.device(pbx, endpoint)
        if state is DeviceState.UNREACHABLE:
            raise IllegalMove("dial.unreachable", extension=operator.extension)
        if state in (DeviceState.BUSY, DeviceState.RINGING):
            raise IllegalMove("dial.in_call")

    def _is_colleague(self, pbx: str, place: DialPlace, number: PhoneNumber) -> bool:
        is_short = number.form in (NumberForm.INTERNAL, NumberForm.UNREADABLE) and number.digits == number.raw
        return is_short and bool(self._colleagues.at(pbx, place.endpoint(number.digits)))

    def _place(self, operator: Operator, asked: str) -> str | None:
        """Return the operator's PBX; of one who sits at any that of the call, else the first that dials."""
        able = [name for name, place in self._limits.places.items() if place.context]
        wanted = operator.pbx or asked
        return wanted if wanted in able else next(iter(able), None) if not wanted else None

    def _count(self, operator_id: OperatorId) -> None:
        now = self._clock.monotonic()
        recent = self._recent.setdefault(operator_id, deque())
        while recent and now - recent[0] >= MINUTE_S:
            recent.popleft()
        if len(recent) >= self._limits.per_minute:
            raise TooManyAttempts("dial.too_many", retry_after_s=int(MINUTE_S - (now - recent[0])) + 1)
        recent.append(now)

    def _forget_old(self) -> None:
        now = self._clock.monotonic()
        while self._clicks:
            oldest = next(iter(self._clicks.values()))
            if now - oldest.at_s < REMEMBERED_S and len(self._clicks) < MAX_REMEMBERED:
                return
            self._clicks.popitem(last=False)


def _settle(done: asyncio.Future[None], error: Exception) -> None:
    done.set_exception(error)
    done.exception()  # that nobody else waited for it is no fault
