"""Queues of the simulated PBX; how their calls are told, tests/ami/test_simulator_calls.py holds to the recordings."""

from callbridge.ami.framing import Framer
from callbridge.ami.simulator import place_call
from callbridge.ami.simulator_calls import CallKind, SimulatedCall
from callbridge.ami.simulator_pbx import SimulatedPbx
from callbridge.telephony.ami_event import AmiEvent
from tests.support.ami_link import TickingClock


async def test_a_paused_member_is_not_called() -> None:
    events: list[AmiEvent] = []
    framer = Framer()
    pbx = SimulatedPbx(
        phones={"103": "Вера", "104": "Глеб"},
        queues={"sales": ("103", "104")},
        clock=TickingClock(),
        broadcast=lambda _, raw: events.extend(m for m in framer.feed(raw) if isinstance(m, AmiEvent)),
    )
    call = SimulatedCall(kind=CallKind.QUEUE, targets=("103", "104"), answered_by="104")
    assert pbx.pause("103", is_paused=True, reason="Обед")
    await place_call(pbx, call, pace=0)
    assert [event.get("Interface") for event in events if event.name == "AgentCalled"] == ["PJSIP/104"]
    pbx.pause("104", is_paused=True, reason="")
    await place_call(pbx, call, pace=0)
    assert [event.name for event in events][-3:] == ["QueueCallerLeave", "SoftHangupRequest", "Hangup"]
