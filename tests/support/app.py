"""Small doubles of the app's ports: what is asked is kept, what is answered is set by the test."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from callbridge.app.call_desk import CallDesk
from callbridge.app.caller_history import CallerHistory
from callbridge.app.draft_handover import DraftHandover
from callbridge.app.page_watch import PageWatch
from callbridge.app.pbx_port import PhoneControl, QueuePlace
from callbridge.app.ports import CallerFacts
from callbridge.app.presence import PresenceDesk
from callbridge.app.queue_mirror import QueueMirror
from callbridge.app.queue_sign_in import QueueSignIn
from callbridge.app.roster import OperatorRoster
from callbridge.app.sessions import Encode, OperatorSessions
from callbridge.crm.call_log import CallRecord
from callbridge.crm.draft import Draft
from callbridge.crm.operator import Operator, OperatorChanges, Presence, Role
from callbridge.crm.queue_membership import Membership, QueuePlan
from callbridge.crm.status import StatusPeriod
from callbridge.kernel.errors import StoreUnavailable
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.kernel.numbers import NumberPlan, PhoneNumber, read_number
from callbridge.screenpop.wire import CloseCode, OwnState, ServerMessage, Snapshot
from tests.support.calls import ANNA, BORIS, NINE, VERA
from tests.support.clock import FakeClock

BLIND_AFTER_S = 3600.0
"""Tests wind the clock and no page of theirs beats: they are blind only where a test is about that."""

PLAN = NumberPlan(own=frozenset({"+74951110003"}))

AS_IT_IS = cast("Encode", lambda message: message)
"""What stands for JSON where a test reads the messages: a `RecordingSink` gets them as they are."""


def read(raw: str) -> PhoneNumber:
    return read_number(raw, PLAN)


@dataclass
class FakeLookup:
    """Answers with `facts`, after `gate` opens; fails when `is_down`."""

    facts: CallerFacts = field(default_factory=CallerFacts)
    is_down: bool = False
    asked: list[tuple[PhoneNumber, str]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def caller_facts(self, number: PhoneNumber, did_e164: str) -> CallerFacts:
        self.asked.append((number, did_e164))
        await self.gate.wait()
        if self.is_down:
            raise StoreUnavailable
        return self.facts


@dataclass
class MemoryLog:
    """Keeps the newest record of each call, as the real one does."""

    records: dict[str, CallRecord] = field(default_factory=dict)

    def put(self, record: CallRecord, on_kept: Callable[[], None] | None = None) -> None:
        self.records[record.call_id] = record
        if on_kept:
            on_kept()

    async def open_calls(self, pbx: str) -> Sequence[CallRecord]:
        return [each for each in self.records.values() if each.pbx == pbx and each.ended_at is None]

    async def kept_calls(self, call_ids: Sequence[CallId]) -> dict[CallId, CallRecord]:
        return {call_id: self.records[call_id] for call_id in call_ids if call_id in self.records}


@dataclass
class MemoryDrafts:
    """Notes which drafts were handed over; `failure` is raised when set."""

    copied: list[tuple[str, OperatorId, OperatorId]] = field(default_factory=list)
    compared_with: list[Mapping[str, Any]] = field(default_factory=list)
    """What had been given before each copying."""
    forgotten: list[tuple[str, OperatorId, Mapping[str, Any]]] = field(default_factory=list)
    values: dict[str, Any] | None = field(default_factory=lambda: {"content": "typed"})
    """What the giver has; None: nothing."""
    failure: Exception | None = None
    others: list[str] = field(default_factory=list)
    """Keys of the giver's other drafts."""

    async def drafts(self, operator_id: OperatorId) -> Sequence[Draft]:
        return [Draft(key=key, schema=1, version=1, saved_at=NINE, values={}) for key in self.others]

    async def copy_draft(
        self,
        key: str,
        *,
        giver_id: OperatorId,
        taker_id: OperatorId,
        at: datetime,
        given_before: Mapping[str, Any],
    ) -> Mapping[str, Any] | None:
        if self.failure:
            raise self.failure
        self.copied.append((key, giver_id, taker_id))
        self.compared_with.append(given_before)
        await asyncio.sleep(0)  # a store lets others run
        return self.values if self.values != given_before else None

    async def forget_given_draft(self, key: str, *, giver_id: OperatorId, values: Mapping[str, Any]) -> bool:
        self.forgotten.append((key, giver_id, values))
        return True


def operator(operator_id: OperatorId, extension: str, name: str, role: Role = Role.OPERATOR) -> Operator:
    return Operator(id=operator_id, login=name.lower(), full_name=name, role=role, extension=extension)


@dataclass
class FakeOperators:
    """The part of `ports.Operators` that the app uses."""

    rows: list[Operator] = field(
        default_factory=lambda: [
            operator(ANNA, "101", "Анна"),
            operator(BORIS, "102", "Борис"),
            operator(VERA, "103", "Вера"),
        ]
    )

    async def operators(self) -> Sequence[Operator]:
        return list(self.rows)

    async def change_operator(self, operator_id: OperatorId, changes: OperatorChanges) -> Operator:
        (row,) = [each for each in self.rows if each.id == operator_id]
        if changes.presence is not None:
            row = replace(row, presence=changes.presence, pause_reason=changes.pause_reason or "")
        self.rows = [row if each.id == operator_id else each for each in self.rows]
        return row


@dataclass
class MemoryStatuses:
    """Keeps every period; `failure` is raised when set."""

    operators: FakeOperators
    periods: list[StatusPeriod] = field(default_factory=list)
    seconds: int = 0
    """How long everybody wraps up."""
    failure: Exception | None = None

    def of(self, operator_id: OperatorId) -> list[tuple[str, str, str]]:
        """Return what an operator's statuses were."""
        mine = [each for each in self.periods if each.operator_id == operator_id]
        return [(each.presence.value, each.reason, each.cause.value) for each in mine]

    async def open_periods(self) -> Sequence[StatusPeriod]:
        return list({each.operator_id: each for each in self.periods}.values())

    async def begin(self, period: StatusPeriod) -> Operator:
        if self.failure:
            raise self.failure
        self.periods.append(period)
        changes = OperatorChanges(presence=period.presence, pause_reason=period.reason)
        return await self.operators.change_operator(period.operator_id, changes)

    async def prolong(self, operator_id: OperatorId, due_at: datetime) -> None:
        self._change(operator_id, due_at=due_at)

    async def told(self, operator_id: OperatorId) -> None:
        self._change(operator_id, is_told=True)

    async def wrap_up_s(self, operator_id: OperatorId) -> int:
        return self.seconds

    def _change(self, operator_id: OperatorId, **changes: Any) -> None:
        place = max(place for place, each in enumerate(self.periods) if each.operator_id == operator_id)
        self.periods[place] = replace(self.periods[place], **changes)


@dataclass(eq=False)
class RecordingSink:
    """A socket that keeps everything."""

    messages: list[ServerMessage] = field(default_factory=list)
    closed: CloseCode | None = None
    has_some: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, text: bytes) -> None:
        self.messages.append(cast("ServerMessage", text))
        self.has_some.set()

    def close(self, code: CloseCode) -> None:
        self.closed = code

    def take(self) -> list[ServerMessage]:
        taken, self.messages = self.messages, []
        self.has_some.clear()
        return taken


@dataclass
class FakePhones:
    """Notes what phones were asked; `failure` is raised when set."""

    answers: list[tuple[str, str]] = field(default_factory=list)
    joins: list[tuple[str, QueuePlace, bool, str]] = field(default_factory=list)
    leaves: list[tuple[str, str, str]] = field(default_factory=list)
    is_there: bool = False
    """Whoever is to join a queue is in it already."""
    pauses: list[tuple[str, str, bool, str]] = field(default_factory=list)
    failure: Exception | None = None

    async def answer(self, pbx: str, endpoint: str) -> None:
        if self.failure:
            raise self.failure
        self.answers.append((pbx, endpoint))

    async def set_paused(self, pbx: str, endpoint: str, *, is_paused: bool, reason: str) -> None:
        if self.failure:
            raise self.failure
        self.pauses.append((pbx, endpoint, is_paused, reason))

    async def join_queue(self, pbx: str, place: QueuePlace, *, is_paused: bool, reason: str) -> bool:
        if self.failure:
            raise self.failure
        self.joins.append((pbx, place, is_paused, reason))
        return not self.is_there

    async def leave_queue(self, pbx: str, queue: str, interface: str) -> None:
        if self.failure:
            raise self.failure
        self.leaves.append((pbx, queue, interface))


@dataclass
class MemoryMemberships:
    """Keeps memberships by operator, PBX and queue; `failure` is raised when set."""

    rows: dict[tuple[OperatorId, str, str], Membership] = field(default_factory=dict)
    failure: Exception | None = None

    async def all(self) -> Sequence[Membership]:
        return list(self.rows.values())

    async def keep(self, membership: Membership) -> None:
        if self.failure:
            raise self.failure
        self.rows[membership.operator_id, membership.pbx, membership.queue] = membership

    async def forget(self, membership: Membership) -> None:
        if self.failure:
            raise self.failure
        self.rows.pop((membership.operator_id, membership.pbx, membership.queue), None)


def presence_desk(
    desk: "DeskRig",
    *,
    statuses: MemoryStatuses,
    phones: PhoneControl | None = None,
    memberships: MemoryMemberships | None = None,
    plan: QueuePlan | None = None,
    pbxs: Sequence[str] = ("main",),
) -> PresenceDesk:
    """Build a presence desk that is started."""
    phones = phones or FakePhones()
    mirror = QueueMirror(phones, desk.clock, [(pbx, "PJSIP") for pbx in pbxs])
    queues = QueueSignIn(
        {"main": plan or QueuePlan()},
        phones=phones,
        mirror=mirror,
        memberships=memberships or MemoryMemberships(),
        roster=desk.roster,
        clock=desk.clock,
    )
    presence = PresenceDesk(statuses=statuses, roster=desk.roster, mirror=mirror, queues=queues, clock=desk.clock)
    presence.start(desk.tasks, desk.sessions)
    return presence


class KeepingObserver:
    """Keeps what a test looks at."""

    def __init__(self) -> None:
        self.rendered: list[float] = []
        self.missed: list[str] = []
        self.faults: list[str] = []

    def ami_event(self, pbx: str) -> None: ...

    def call_ended(self, pbx: str, direction: str, outcome: str) -> None: ...

    def card_pushed(self, seconds: float) -> None: ...

    def card_rendered(self, seconds: float) -> None:
        self.rendered.append(seconds)

    def lookup_missed(self, why: str) -> None:
        self.missed.append(why)

    def fault(self, where: str) -> None:
        self.faults.append(where)


@dataclass
class DeskRig:
    """A call desk with everything around it, and a sink for each operator."""

    desk: CallDesk
    lookup: FakeLookup
    log: MemoryLog
    clock: FakeClock
    sessions: OperatorSessions
    roster: OperatorRoster
    operators: FakeOperators
    sinks: dict[OperatorId, RecordingSink]
    observer: KeepingObserver
    drafts: MemoryDrafts
    handover: DraftHandover
    tasks: asyncio.TaskGroup

    def take(self, operator_id: OperatorId) -> list[ServerMessage]:
        return self.sinks[operator_id].take()


@asynccontextmanager
async def desk_rig(*, lookup_timeout_s: float = 30.0) -> AsyncIterator[DeskRig]:
    """Build a desk whose link is up; every operator has one socket, its snapshot already taken."""
    lookup, log, clock, operators = FakeLookup(), MemoryLog(), FakeClock(NINE), FakeOperators()
    drafts = MemoryDrafts()
    roster = OperatorRoster(operators)  # type: ignore[arg-type]  # only the methods the app uses
    await roster.reload()
    observer = KeepingObserver()
    desk = CallDesk(
        history=CallerHistory(lookup, observer, lookup_timeout_s),
        call_log=log,
        roster=roster,
        observer=observer,
        clock=clock,
        readers={"main": read},
    )
    own = OwnState(presence=Presence.READY, pause_reason="", since=NINE)
    sessions = OperatorSessions(
        epoch="e1",
        snapshot_of=lambda who, epoch, revision: Snapshot(
            epoch=epoch, revision=revision, own=own, cards=desk.cards(who), links=()
        ),
        on_rendered=lambda who, card, _revision, visible: desk.rendered(who, card, visible=visible),
        encode=AS_IT_IS,
        pages=PageWatch(clock, patience_s=BLIND_AFTER_S),
    )
    sinks = {row.id: RecordingSink() for row in operators.rows}
    handover = DraftHandover(drafts, observer, clock, max_remembered=2)
    async with asyncio.TaskGroup() as tasks:
        handover.start(tasks, sessions)
        desk.start(tasks, sessions, handover)
        desk.link_changed("main", is_up=True)
        for operator_id, sink in sinks.items():
            sessions.attach(operator_id, None, sink)
            sink.take()
        yield DeskRig(desk, lookup, log, clock, sessions, roster, operators, sinks, observer, drafts, handover, tasks)


async def settle() -> None:
    """Let every task that can run do so."""
    for _ in range(5):
        await asyncio.sleep(0)
