"""Writes into the audit trail who takes part in a talk by a code that they dialled at a phone: no page asked for it."""

import asyncio

import structlog

from callbridge.app.ports import AuditTrail
from callbridge.app.roster import OperatorRoster
from callbridge.crm.audit import CALL, LISTENED, AuditNote
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError
from callbridge.kernel.ids import LegId
from callbridge.screenpop.live_call import LiveCall
from callbridge.telephony.spying import SpyChange

_LOGGER = structlog.get_logger(__name__)


class UnaskedListening:
    """Asterisk tells of it when it has begun, so this is written afterwards: nobody can forbid it here."""

    def __init__(self, roster: OperatorRoster, audit: AuditTrail, clock: Clock, *, is_told: bool) -> None:
        """`is_told`: operators see who listens to them."""
        self._roster = roster
        self._audit = audit
        self._clock = clock
        self.is_told = is_told
        self._tasks: asyncio.TaskGroup

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Give it, before the first event, where it writes."""
        self._tasks = tasks

    def began(self, pbx: str, change: SpyChange, call: LiveCall | None) -> None:
        """Write down who began to listen, once for each operator of the phone; a phone of nobody is logged alone."""
        call_id = call.call_id if call else f"{pbx}:{change.linked_id or change.unique_id}"
        listeners = self._roster.at(pbx, change.endpoint)
        if not listeners:
            _LOGGER.warning("a phone without an operator listens", call_id=call_id, endpoint=change.endpoint)
        leg = call.legs.get(LegId(f"{pbx}:{change.unique_id}")) if call else None
        heard = ", ".join(self._roster.name_of(one) for one in leg.operators) if leg else ""
        for operator_id in listeners:
            note = AuditNote(
                at=self._clock.now(),
                operator_id=operator_id,
                action=LISTENED,
                entity=CALL,
                entity_id=call_id,
                detail={"by": change.endpoint, "operators": heard, "told": "yes" if self.is_told else "no"},
            )
            self._tasks.create_task(self._note(note), name=f"listening of {operator_id}")

    async def _note(self, note: AuditNote) -> None:
        try:
            await self._audit.note(note)
        except CallbridgeError as error:
            _LOGGER.warning(
                "a listening is not in the audit trail",
                call_id=note.entity_id,
                operator_id=note.operator_id,
                error=str(error),
            )
