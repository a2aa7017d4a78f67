"""Ready or paused: the operator's own word. Implements `services.PresenceCommands`."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from callbridge.app.login_port import Operators
from callbridge.app.pbx_port import PhoneControl
from callbridge.app.roster import OperatorRoster
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.operator import Operator, OperatorChanges, Presence
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError, InvalidInput
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import OwnState, OwnStateChanged

REASON_LIMIT = 80

_LOGGER = structlog.get_logger(__name__)


class PresenceDesk:
    """Keeps presence in the store, in the queues of the PBXs, and in every tab of the operator."""

    def __init__(
        self,
        *,
        operators: Operators,
        roster: OperatorRoster,
        phones: PhoneControl,
        clock: Clock,
        endpoints: Sequence[tuple[str, str]],
    ) -> None:
        """`endpoints` are (PBX name, technology) pairs: where an operator's extension may be a queue member."""
        self._operators = operators
        self._roster = roster
        self._phones = phones
        self._clock = clock
        self._endpoints = tuple(endpoints)
        self._since: dict[OperatorId, datetime] = {}
        self._untold: set[tuple[str, OperatorId]] = set()
        """Whose last word a PBX did not hear."""
        self._started_at = clock.now()
        self._sessions: OperatorSessions

    def start(self, sessions: OperatorSessions) -> None:
        """Give the desk the streams that changes go to."""
        self._sessions = sessions

    def own_state(self, operator_id: OperatorId) -> OwnState:
        """Return the operator's status as last set; `since` is the daemon's start when set before it."""
        operator = self._roster.get(operator_id)
        return OwnState(
            presence=operator.presence if operator else Presence.READY,
            pause_reason=operator.pause_reason if operator else "",
            since=self._since.get(operator_id, self._started_at),
        )

    async def set_presence(self, operator: Operator, presence: Presence, reason: str) -> OwnState:
        """Keep the status, tell every tab, pause or unpause the queue member.

        A PBX that does not answer is logged and does not undo the operator's word: it is told again at link-up.
        """
        reason = reason.strip()
        if presence is Presence.PAUSED and not reason:
            raise InvalidInput({"reason": "required"})
        if len(reason) > REASON_LIMIT:
            raise InvalidInput({"reason": "too_long"})
        reason = reason if presence is Presence.PAUSED else ""
        changed = await self._operators.change_operator(
            operator.id, OperatorChanges(presence=presence, pause_reason=reason)
        )
        self._roster.replace(changed)
        self._since[operator.id] = self._clock.now()
        own = self.own_state(operator.id)
        self._sessions.push(operator.id, lambda revision: OwnStateChanged(revision=revision, own=own))
        for pbx, technology in self._endpoints:
            await self._tell(pbx, technology, changed)
        return own

    async def link_up(self, pbx: str) -> None:
        """Tell a PBX that came (back) who is paused, and who got ready while it was away."""
        for name, technology in self._endpoints:
            if name == pbx:
                for operator in self._roster.everybody():
                    is_news = operator.presence is Presence.PAUSED or (pbx, operator.id) in self._untold
                    if operator.is_active and is_news:
                        await self._tell(name, technology, operator)

    async def _tell(self, pbx: str, technology: str, operator: Operator) -> None:
        if not operator.extension or operator.pbx not in ("", pbx):
            return
        try:
            await self._phones.set_paused(
                pbx,
                f"{technology}/{operator.extension}",
                is_paused=operator.presence is Presence.PAUSED,
                reason=operator.pause_reason,
            )
        except CallbridgeError as error:
            self._untold.add((pbx, operator.id))
            _LOGGER.warning("queue member not paused", pbx=pbx, operator_id=operator.id, error=str(error))
        else:
            self._untold.discard((pbx, operator.id))
