"""What the first operator typed goes along with the call (issue 3)."""

import asyncio

import structlog

from callbridge.app.observer import Observer
from callbridge.app.ports import HandedDrafts
from callbridge.app.sessions import OperatorSessions
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.wire import ListsChanged

_LOGGER = structlog.get_logger(__name__)


class DraftHandover:
    """Copies a call's draft to who has the customer next, and tells their browsers."""

    def __init__(self, drafts: HandedDrafts, observer: Observer, clock: Clock) -> None:
        self._drafts = drafts
        self._observer = observer
        self._clock = clock

    def pass_on(
        self,
        tasks: asyncio.TaskGroup,
        sessions: OperatorSessions,
        call_id: CallId,
        *,
        giver_id: OperatorId,
        taker_id: OperatorId,
    ) -> None:
        """Start copying; a card is never held back for it, and nothing is lost when the store is away."""
        copying = self._copy(sessions, call_id, giver_id, taker_id)
        tasks.create_task(copying, name=f"draft of {call_id} to {taker_id}")

    async def _copy(
        self, sessions: OperatorSessions, call_id: CallId, giver_id: OperatorId, taker_id: OperatorId
    ) -> None:
        try:
            at = self._clock.now()
            is_copied = await self._drafts.copy_draft(call_id, giver_id=giver_id, taker_id=taker_id, at=at)
        except CallbridgeError as error:
            _LOGGER.warning("draft not handed over", call_id=call_id, error=str(error))
            return
        except Exception:
            self._observer.fault("draft")
            _LOGGER.exception("draft handover failed", call_id=call_id)
            return
        if is_copied:
            sessions.push(taker_id, lambda revision: ListsChanged(revision=revision, lists=("drafts",)))
