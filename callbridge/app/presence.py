"""Ready, paused or wrapping up: kept, told to queues, shown in every tab. Implements `services.PresenceCommands`."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from callbridge.app.queue_mirror import QueueMirror
from callbridge.app.queue_sign_in import QueueSignIn
from callbridge.app.roster import OperatorRoster
from callbridge.app.sessions import OperatorSessions
from callbridge.app.status_port import Statuses
from callbridge.crm.operator import Operator, Presence
from callbridge.crm.status import AWAY_REASON, HAND_WRAP_UP_S, Cause, Leaving, StatusPeriod
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError, InvalidInput, OutsideUnavailable
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import OwnState, OwnStateChanged
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.queue_member import QueueMember

REASON_LIMIT = 80

_LOGGER = structlog.get_logger(__name__)


class PresenceDesk:
    """Keeps each operator's status in the store, in the queues of the PBXs, and in every tab of the operator.

    One operator's changes go one after another: whoever is last is what holds, here as at the PBX.
    """

    def __init__(
        self,
        *,
        statuses: Statuses,
        roster: OperatorRoster,
        mirror: QueueMirror,
        queues: QueueSignIn,
        clock: Clock,
    ) -> None:
        self._statuses = statuses
        self._roster = roster
        self._clock = clock
        self._mirror = mirror
        self._queues = queues
        self._periods: dict[OperatorId, StatusPeriod] = {}
        self._turns: dict[OperatorId, asyncio.Lock] = {}
        self._ended: dict[OperatorId, datetime] = {}
        """When each operator's last talk that was followed ended."""
        self._ending: set[OperatorId] = set()
        """Whose wrap-up is being ended."""
        self._untold: dict[tuple[str, OperatorId], str] = {}
        """Whose last word a PBX did not hear, and why."""
        self._shown: dict[OperatorId, OwnState] = {}
        """What each operator's tabs were told last."""
        self._started_at = clock.now()
        self._tasks: asyncio.TaskGroup
        self._sessions: OperatorSessions

    def start(self, tasks: asyncio.TaskGroup, sessions: OperatorSessions) -> None:
        """Give the desk the group of its tasks and the streams that changes go to."""
        self._tasks = tasks
        self._sessions = sessions

    async def load(self) -> None:
        """Read what holds; what the queues had not heard before a restart is told them at link-up."""
        await self._queues.load()
        for period in await self._statuses.open_periods():
            self._periods[period.operator_id] = period
            operator = self._roster.get(period.operator_id)
            if operator is not None and not period.is_told:
                self._untold |= {(pbx, operator.id): "" for pbx, _ in self._mirror.places(operator)}

    def own_state(self, operator_id: OperatorId) -> OwnState:
        """Return the operator's status; `since` is the daemon's start when none was kept yet."""
        period = self._present(operator_id)
        errors = [error for (_, whose), error in self._untold.items() if whose == operator_id and error]
        return OwnState(
            presence=period.presence,
            pause_reason=period.reason,
            since=period.began_at,
            due_at=period.due_at,
            cause=period.cause.value if operator_id in self._periods else "",
            error=next(iter(errors), ""),
            queues=self._queues.shown(operator) if (operator := self._roster.get(operator_id)) else (),
        )

    async def set_presence(self, operator: Operator, presence: Presence, reason: str) -> OwnState:
        """Keep the status, tell every tab, pause or unpause the queue member; to wrap up once more prolongs.

        A PBX that does not answer is told of on the screen and does not undo the operator's word: it hears it at
        link-up.
        """
        reason = reason.strip()
        if presence is Presence.PAUSED and not reason:
            raise InvalidInput({"reason": "required"})
        if len(reason) > REASON_LIMIT:
            raise InvalidInput({"reason": "too_long"})
        async with self._turn(operator.id):
            if presence is Presence.WRAP_UP:
                await self._wrap_up_by_hand(operator.id)
            else:
                await self._begin(self._next(operator.id, presence, reason if presence is Presence.PAUSED else ""))
            if presence is Presence.READY and self._queues.begin(operator.id, is_anew=True):
                await self._settle(operator.id)
        return self.own_state(operator.id)

    def talk_over(self, operator_id: OperatorId, at: datetime) -> None:
        """Let the operator wrap up after a talk, if they are to; the same talk may be told again."""
        last = self._ended.get(operator_id)
        if last is None or at > last:
            self._ended[operator_id] = at
            self._tasks.create_task(self._after_talk(operator_id), name=f"wrap-up of {operator_id}")

    def tick(self, at: datetime) -> None:
        """Once a second: end the wrap-ups whose time is over (their cards stay), follow who changed their phone."""
        for operator_id in self._queues.moved():
            self._tasks.create_task(self._move(operator_id), name=f"queues of {operator_id}")
        for period in tuple(self._periods.values()):
            if period.due_at is not None and period.due_at <= at and period.operator_id not in self._ending:
                self._ending.add(period.operator_id)
                self._tasks.create_task(self._end(period.operator_id), name=f"end of wrap-up of {period.operator_id}")

    def went(self, operator_id: OperatorId, leaving: Leaving) -> None:
        """Pause who is away, unless they paused themselves, or let them leave their queues too, until they are back."""
        self._tasks.create_task(self._go(operator_id, leaving), name=f"absence of {operator_id}")

    def came_back(self, operator_id: OperatorId, *, is_return: bool) -> None:
        """End what an absence began; told again and again, `is_return` once."""
        if self._queues.begin(operator_id, is_anew=is_return) or self._is_away(operator_id):
            self._tasks.create_task(self._come(operator_id), name=f"return of {operator_id}")

    async def _go(self, operator_id: OperatorId, leaving: Leaving) -> None:
        await self._away(operator_id, is_away=True)
        if leaving is Leaving.REMOVE:
            self._queues.end(operator_id)
            await self._move(operator_id)

    async def _come(self, operator_id: OperatorId) -> None:
        await self._away(operator_id, is_away=False)
        await self._move(operator_id)

    def _is_away(self, operator_id: OperatorId) -> bool:
        present = self._present(operator_id)
        return present.presence is Presence.PAUSED and present.cause is Cause.AWAY

    async def _away(self, operator_id: OperatorId, *, is_away: bool) -> None:
        async with self._turn(operator_id):
            is_paused = self._present(operator_id).presence is Presence.PAUSED
            if is_paused if is_away else not self._is_away(operator_id):
                return
            presence, reason = (Presence.PAUSED, AWAY_REASON) if is_away else (Presence.READY, "")
            try:
                await self._begin(self._next(operator_id, presence, reason, Cause.AWAY))
            except CallbridgeError as error:
                _LOGGER.warning("an absence is not kept", operator_id=operator_id, error=str(error))

    def connected(self, pbx: str, snapshot: PbxSnapshot) -> None:
        """A PBX came (back): what it says of pauses holds, but for what it was to hear from us and had not."""
        self._mirror.connected(pbx, snapshot)
        self._tasks.create_task(self._reconcile(pbx), name=f"pauses of {pbx}")

    def disconnected(self, pbx: str) -> None:
        """A PBX went: nothing is ordered of its queues until it is back."""
        self._mirror.disconnected(pbx)

    def heard(self, pbx: str, event: AmiEvent) -> None:
        """Follow what a PBX tells of a queue's member: what was changed there is the operator's status here."""
        member = self._mirror.heard(pbx, event)
        for endpoint in dict.fromkeys((member.phone, member.interface)):
            for operator_id in self._roster.at(pbx, endpoint):
                told = self._hear(pbx, operator_id, event.name, member)
                self._tasks.create_task(told, name=f"status of {operator_id} at {pbx}")

    async def _hear(self, pbx: str, operator_id: OperatorId, name: str, member: QueueMember) -> None:
        async with self._turn(operator_id):
            try:
                await self._queues.followed(operator_id, pbx, name, member)
            except CallbridgeError as error:
                _LOGGER.warning("a queue membership is not kept", operator_id=operator_id, error=str(error))
        await self._follow(pbx, operator_id)
        self._show_news(operator_id)

    async def _reconcile(self, pbx: str) -> None:
        for operator in self._roster.everybody():
            if operator.is_active:
                await self._follow(pbx, operator.id)
            await self._move(operator.id, only=pbx)

    async def _move(self, operator_id: OperatorId, only: str = "") -> None:
        """Bring the operator's queues to what they are to be, and show what became of them."""
        async with self._turn(operator_id):
            await self._settle(operator_id, only)

    async def _settle(self, operator_id: OperatorId, only: str = "") -> None:
        present = self._present(operator_id)
        if await self._queues.settle(operator_id, present, only):
            await self._tell(present, only=only)  # Asterisk 16 takes the reason of a pause from nothing but a pause
        self._show_news(operator_id)

    async def _follow(self, pbx: str, operator_id: OperatorId) -> None:
        async with self._turn(operator_id):
            operator = self._roster.get(operator_id)
            if operator is None:
                return
            present = self._present(operator_id)
            is_ready = present.presence is Presence.READY
            if (pbx, operator_id) in self._untold or (
                not is_ready and self._mirror.forgot(pbx, operator, present.began_at)
            ):
                await self._tell(present, only=pbx)
                self._show(operator_id)
                return
            said = self._mirror.said(operator)
            if said is None or (said.is_paused, said.reason) == (not is_ready, present.queue_reason):
                return
            if said.is_paused and not is_ready and not said.reason:
                return  # somebody repeated the pause without its reason
            presence = Presence.PAUSED if said.is_paused else Presence.READY
            period = self._next(operator_id, presence, said.reason[:REASON_LIMIT], Cause.PBX)
            away = self._mirror.lost_places(operator)
            try:
                await self._keep(replace(period, is_told=not away))
            except CallbridgeError as error:
                _LOGGER.warning("a status set at the pbx is not kept", operator_id=operator_id, error=str(error))
            else:
                self._untold |= {(name, operator_id): "" for name in away}

    # One change.

    def _turn(self, operator_id: OperatorId) -> asyncio.Lock:
        return self._turns.setdefault(operator_id, asyncio.Lock())

    def _present(self, operator_id: OperatorId) -> StatusPeriod:
        found = self._periods.get(operator_id)
        if found is not None:
            return found
        operator = self._roster.get(operator_id)
        return StatusPeriod(
            operator_id=operator_id,
            presence=operator.presence if operator else Presence.READY,
            reason=operator.pause_reason if operator else "",
            began_at=self._started_at,
        )

    def _next(
        self, operator_id: OperatorId, presence: Presence, reason: str = "", cause: Cause = Cause.OPERATOR
    ) -> StatusPeriod:
        now = self._clock.now()
        return StatusPeriod(operator_id=operator_id, presence=presence, reason=reason, cause=cause, began_at=now)

    async def _keep(self, period: StatusPeriod) -> None:
        self._roster.replace(await self._statuses.begin(period))
        self._periods[period.operator_id] = period
        self._show(period.operator_id)

    async def _begin(self, period: StatusPeriod) -> None:
        await self._keep(period)
        await self._tell(period)
        if any(whose == period.operator_id for _, whose in self._untold):
            self._show(period.operator_id)

    def _show_news(self, operator_id: OperatorId) -> None:
        own, before = self.own_state(operator_id), self._shown.get(operator_id)
        if own != before and (before is not None or own.queues):
            self._show(operator_id)

    def _show(self, operator_id: OperatorId) -> None:
        own = self._shown[operator_id] = self.own_state(operator_id)
        self._sessions.push(operator_id, lambda revision: OwnStateChanged(revision=revision, own=own))

    async def _tell(self, period: StatusPeriod, only: str = "") -> None:
        operator = self._roster.get(period.operator_id)
        if operator is None or not operator.extension:
            return
        for pbx, endpoint in self._mirror.places(operator):
            if only in ("", pbx):
                await self._tell_one(pbx, endpoint, period)
        if not period.is_told and not any(whose == operator.id for _, whose in self._untold):
            try:
                await self._statuses.told(operator.id)
            except OutsideUnavailable as error:
                _LOGGER.warning("queues are told again after a restart", operator_id=operator.id, error=str(error))
            else:
                self._periods[operator.id] = replace(period, is_told=True)

    async def _tell_one(self, pbx: str, endpoint: str, period: StatusPeriod) -> None:
        whose = pbx, period.operator_id
        try:
            await self._mirror.tell(pbx, endpoint, period)
        except CallbridgeError as error:
            self._untold[whose] = error.code
            _LOGGER.warning("queue member not paused", pbx=pbx, operator_id=period.operator_id, error=str(error))
        else:
            self._untold.pop(whose, None)

    # Wrapping up.

    async def _after_talk(self, operator_id: OperatorId) -> None:
        async with self._turn(operator_id):
            if self._present(operator_id).presence is Presence.PAUSED:
                return
            try:
                seconds = await self._statuses.wrap_up_s(operator_id)
                if seconds:
                    await self._wrap_up(operator_id, timedelta(seconds=seconds), Cause.CALL)
            except CallbridgeError as error:
                _LOGGER.warning("no wrap-up after a talk", operator_id=operator_id, error=str(error))

    async def _wrap_up_by_hand(self, operator_id: OperatorId) -> None:
        more = timedelta(seconds=await self._statuses.wrap_up_s(operator_id) or HAND_WRAP_UP_S)
        present = self._present(operator_id)
        if present.presence is not Presence.WRAP_UP or present.due_at is None:
            await self._wrap_up(operator_id, more, Cause.OPERATOR)
            return
        due_at = present.due_at + more
        await self._statuses.prolong(operator_id, due_at)
        self._periods[operator_id] = replace(present, due_at=due_at)
        self._show(operator_id)

    async def _wrap_up(self, operator_id: OperatorId, lasting: timedelta, cause: Cause) -> None:
        period = self._next(operator_id, Presence.WRAP_UP, cause=cause)
        await self._begin(replace(period, due_at=period.began_at + lasting))

    async def _end(self, operator_id: OperatorId) -> None:
        try:
            async with self._turn(operator_id):
                due_at = self._present(operator_id).due_at
                if due_at is not None and due_at <= self._clock.now():
                    await self._begin(self._next(operator_id, Presence.READY, cause=Cause.TIMER))
        except CallbridgeError as error:
            _LOGGER.warning("a wrap-up is not over yet", operator_id=operator_id, error=str(error))
        finally:
            self._ending.discard(operator_id)
