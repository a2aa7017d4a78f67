"""What the first operator typed goes along with a call that they hand over."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from callbridge.app.observer import Observer
from callbridge.app.ports import HandedDrafts
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.draft import call_of_draft
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.wire import ListsChanged

MAX_REMEMBERED = 1_000
"""Calls whose handovers are remembered; the oldest is forgotten, and then only late words stay with their giver."""

_LOGGER = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Handed:
    """One call's handovers: who has it from whom, and what was given last."""

    takers: dict[OperatorId, OperatorId] = field(default_factory=dict)
    """Giver → taker."""
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By key of the draft."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One copying after another: what is given next is compared with what was given last."""


class DraftHandover:
    """Copies a call's drafts, of its interest and of deals' contacts, to who has the customer next.

    Their browsers are told.

    A browser sends what was typed within two seconds, so that the last words before a handover come after it: they
    follow, field by field, where the taker has not written yet.
    """

    def __init__(
        self, drafts: HandedDrafts, observer: Observer, clock: Clock, *, max_remembered: int = MAX_REMEMBERED
    ) -> None:
        self._drafts = drafts
        self._observer = observer
        self._clock = clock
        self._max_remembered = max_remembered
        self._handed: dict[str, _Handed] = {}
        self._tasks: asyncio.TaskGroup
        self._sessions: OperatorSessions

    def start(self, tasks: asyncio.TaskGroup, sessions: OperatorSessions) -> None:
        """Give it, before the first call, where copying runs and the streams that hear of it."""
        self._tasks = tasks
        self._sessions = sessions

    def pass_on(self, call_id: CallId, *, giver_id: OperatorId, taker_id: OperatorId) -> None:
        """Start copying; a card is never held back for it, and nothing is lost when the store is away."""
        handed = self._handed.pop(call_id, _Handed())
        handed.takers.pop(taker_id, None)  # who has it back gives nothing away any more
        handed.takers[giver_id] = taker_id
        self._handed[call_id] = handed
        while len(self._handed) > self._max_remembered:
            del self._handed[next(iter(self._handed))]
        self._begin(self._copy_all(call_id, handed, giver_id), f"drafts of {call_id} to {taker_id}")

    def typed(self, operator_id: OperatorId, key: str) -> None:
        """Let what an operator typed follow a call that they handed over; any other draft is nobody else's."""
        handed = self._handed.get(call_of_draft(key))
        if handed and operator_id in handed.takers:
            self._begin(self._copy(key, handed, operator_id), f"late words of {key}")

    def saved(self, operator_id: OperatorId, call_id: CallId, key: str = "") -> None:
        """Forget the givers' copies of what `operator_id` has saved, where all of it was given; `key`: no interest."""
        handed = self._handed.get(call_id)
        if handed:
            key = key or call_id
            givers = [giver for giver in handed.takers if giver != operator_id]
            self._begin(self._forget(key, givers, dict(handed.values.get(key, {}))), f"given drafts of {call_id}")

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.create_task(self._guarded(work), name=name)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except CallbridgeError as error:
            _LOGGER.warning("draft not handed over", error=str(error))
        except Exception:
            self._observer.fault("draft")
            _LOGGER.exception("draft handover failed")

    async def _copy_all(self, call_id: CallId, handed: _Handed, giver_id: OperatorId) -> None:
        await self._copy(call_id, handed, giver_id)
        for draft in await self._drafts.drafts(giver_id):
            if draft.key != call_id and call_of_draft(draft.key) == call_id:
                await self._copy(draft.key, handed, giver_id)

    async def _copy(self, key: str, handed: _Handed, giver_id: OperatorId) -> None:
        async with handed.turn:
            await self._copy_on(key, handed, giver_id)

    async def _copy_on(self, key: str, handed: _Handed, giver_id: OperatorId) -> None:
        given_before = dict(handed.values.get(key, {}))
        while giver_id in handed.takers:  # and on to whom the taker has handed it meanwhile
            taker_id = handed.takers[giver_id]
            given = await self._drafts.copy_draft(
                key, giver_id=giver_id, taker_id=taker_id, at=self._clock.now(), given_before=given_before
            )
            if given is None:
                return
            handed.values.setdefault(key, {}).update(given)
            self._tell(taker_id)
            giver_id = taker_id

    async def _forget(self, key: str, givers: list[OperatorId], values: Mapping[str, Any]) -> None:
        for giver_id in givers:
            if await self._drafts.forget_given_draft(key, giver_id=giver_id, values=values):
                self._tell(giver_id)

    def _tell(self, operator_id: OperatorId) -> None:
        self._sessions.push(operator_id, lambda revision: ListsChanged(revision=revision, lists=("drafts",)))
