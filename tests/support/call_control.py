"""Doubles of what the use cases of call control ask."""

import asyncio
from dataclasses import dataclass, field

from callbridge.app.control_port import DeviceState
from callbridge.kernel.ids import OperatorId


@dataclass
class FakeCallControl:
    """Notes what a PBX was asked; `failure` is raised when set, `gate` holds every dialling back until it opens."""

    dialled: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    devices: dict[str, DeviceState] = field(default_factory=dict)
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


@dataclass
class FakeTalks:
    """Who is in a call, and whose phones are where."""

    busy: set[OperatorId] = field(default_factory=set)
    phones: dict[str, OperatorId] = field(default_factory=dict)

    def is_in_call(self, operator_id: OperatorId) -> bool:
        return operator_id in self.busy

    def at(self, pbx: str, endpoint: str) -> tuple[OperatorId, ...]:
        return (self.phones[endpoint],) if endpoint in self.phones else ()
