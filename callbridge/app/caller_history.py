"""Asks the directory who calls, beside everything else: late or dead, it never holds a card back for long."""

import asyncio
from collections.abc import Callable

import structlog

from callbridge.app.observer import Observer
from callbridge.app.ports import CallerFacts, CallerLookup
from callbridge.kernel.errors import CallbridgeError
from callbridge.kernel.ids import CallId
from callbridge.kernel.numbers import NumberForm, PhoneNumber

MAX_LOOKUPS = 1_000
"""Lookups in flight; beyond it a call goes without history."""
SLOW_LOOKUP_S = 5.0
"""After this an answer is not waited for at all."""

_NOBODY = PhoneNumber(form=NumberForm.WITHHELD, raw="")
_LOGGER = structlog.get_logger(__name__)


class CallerHistory:
    """Lookups in flight, each with a deadline after which the card goes out without it."""

    def __init__(self, lookup: CallerLookup, observer: Observer, timeout_s: float) -> None:
        self._lookup = lookup
        self._observer = observer
        self._timeout_s = timeout_s
        self._in_flight = 0

    def ask(
        self,
        tasks: asyncio.TaskGroup,
        call_id: CallId,
        number: PhoneNumber,
        did_e164: str,
        *,
        on_late: Callable[[], None],
        on_answer: Callable[[CallerFacts | None], None],
    ) -> bool:
        """Start a lookup; False when too many run. `on_late` may come before `on_answer`, which comes once.

        Own, internal and withheld numbers are never looked up: only the line's campaign is.
        """
        if self._in_flight >= MAX_LOOKUPS:
            self._observer.lookup_missed("overload")
            return False
        asked = number if number.form in (NumberForm.E164, NumberForm.UNREADABLE) else _NOBODY
        self._in_flight += 1
        tasks.create_task(self._run(call_id, asked, did_e164, on_late, on_answer), name=f"lookup {call_id}")
        return True

    async def _run(
        self,
        call_id: CallId,
        number: PhoneNumber,
        did_e164: str,
        on_late: Callable[[], None],
        on_answer: Callable[[CallerFacts | None], None],
    ) -> None:
        def late() -> None:
            self._observer.lookup_missed("timeout")
            on_late()

        deadline = asyncio.get_running_loop().call_later(self._timeout_s, late)
        try:
            facts = await self._facts(call_id, number, did_e164)
        finally:
            deadline.cancel()
            self._in_flight -= 1
        try:
            on_answer(facts)
        except Exception:  # noqa: BLE001 - as in the pump: one call's fault must not stop the rest
            self._fault(call_id)

    async def _facts(self, call_id: CallId, number: PhoneNumber, did_e164: str) -> CallerFacts | None:
        try:
            async with asyncio.timeout(SLOW_LOOKUP_S):
                return await self._lookup.caller_facts(number, did_e164)
        except (CallbridgeError, TimeoutError) as error:
            _LOGGER.warning("lookup failed", call_id=call_id, error=str(error))
        except Exception:  # noqa: BLE001 - a card without history beats no card, and no daemon
            self._fault(call_id)
        self._observer.lookup_missed("error")
        return None

    def _fault(self, call_id: CallId) -> None:
        self._observer.fault("lookup")
        _LOGGER.exception("lookup handler failed", call_id=call_id)
