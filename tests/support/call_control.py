"""Doubles of what the use cases of call control ask."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from callbridge.app.control_port import DeviceState, NotedTape
from callbridge.crm.call_board import Colleague, ColleagueState, ListenWay, LiveCallView, TransferWish
from callbridge.crm.operator import Operator
from callbridge.crm.taping import TapeOrder
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, LegId, OperatorId
from tests.support.web_people import BORIS, CALL


@dataclass
class FakeCallControl:
    """Notes what a PBX was asked; `failure` is raised when set, `gate` holds every dialling back until it opens."""

    dialled: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    done: list[tuple[str, ...]] = field(default_factory=list)
    devices: dict[str, DeviceState] = field(default_factory=dict)
    noted: dict[LegId, NotedTape] = field(default_factory=dict)
    failure: Exception | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def device(self, pbx: str, endpoint: str) -> DeviceState:
        return self.devices.get(endpoint, DeviceState.FREE)

    async def dial(self, pbx: str, endpoint: str, number: str, context: str, *, click: str) -> None:
        await self.gate.wait()
        if self.failure:
            raise self.failure
        self.dialled.append((pbx, endpoint, number, context, click))

    async def hand_over(self, leg_id: LegId, extension: str, context: str) -> None:
        self.done.append(("hand over", leg_id, extension, context))

    async def consult(self, leg_id: LegId, extension: str, context: str) -> None:
        self.done.append(("consult", leg_id, extension, context))

    async def pick_up(self, pbx: str, endpoint: str, ringing: str) -> None:
        self.done.append(("pick up", endpoint, ringing))

    async def listen(self, endpoint: str, leg_id: LegId, way: ListenWay) -> None:
        self.done.append((way.value, endpoint, leg_id))

    async def start_tape(self, leg_id: LegId, file: str) -> str:
        await self.gate.wait()
        if self.failure:
            raise self.failure
        self.done.append(("start tape", leg_id, file))
        return "0x1"

    async def pause_tape(self, leg_id: LegId, *, is_paused: bool) -> None:
        self.done.append(("pause tape" if is_paused else "resume tape", leg_id))

    async def stop_tape(self, leg_id: LegId, tape_id: str) -> None:
        self.done.append(("stop tape", leg_id, tape_id))

    async def noted_tape(self, leg_id: LegId) -> NotedTape | None:
        if self.failure:
            raise self.failure
        return self.noted.get(leg_id)


@dataclass
class FakeControlDesk:
    """Notes what was asked over HTTP; one call, CALL, is known."""

    asked: list[tuple[str, OperatorId, str]] = field(default_factory=list)

    def colleagues(self, operator: Operator) -> Sequence[Colleague]:
        return [Colleague(id=BORIS.id, full_name=BORIS.full_name, extension="102", state=ColleagueState.FREE)]

    async def live(self, operator: Operator) -> Sequence[LiveCallView]:
        return []

    async def transfer(self, operator: Operator, call_id: CallId, wish: TransferWish) -> None:
        self._note(f"{wish.way.value} to {wish.to}", operator, call_id)

    async def park(self, operator: Operator, call_id: CallId) -> None:
        self._note("park", operator, call_id)

    async def fetch(self, operator: Operator, call_id: CallId) -> None:
        self._note("fetch", operator, call_id)

    async def listen(self, operator: Operator, call_id: CallId, way: ListenWay) -> None:
        self._note(way.value, operator, call_id)

    async def order(self, operator: Operator, call_id: CallId, do: TapeOrder) -> None:
        self._note(f"tape {do.value}", operator, call_id)

    def _note(self, what: str, operator: Operator, call_id: CallId) -> None:
        if call_id != CALL:
            raise NotFound
        self.asked.append((what, operator.id, call_id))


@dataclass
class FakeTalks:
    """Who is in a call, and whose phones are where."""

    busy: set[OperatorId] = field(default_factory=set)
    phones: dict[str, OperatorId] = field(default_factory=dict)

    def is_in_call(self, operator_id: OperatorId) -> bool:
        return operator_id in self.busy

    def at(self, pbx: str, endpoint: str) -> tuple[OperatorId, ...]:
        return (self.phones[endpoint],) if endpoint in self.phones else ()
