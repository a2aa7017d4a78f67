"""Ready-made AMI bytes for the benches: calls as the simulator tells them, with or without the dialplan's noise.

The busy mix is invented after FreePBX's habit: for each event of a call about three VarSet and Newexten.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from callbridge.ami.simulator_channel import RING, RINGING, UP, SimulatedChannel, event_class, write_message
from callbridge.ami.simulator_pbx import SimulatedPbx

NOISE_PER_EVENT = 7


class _Ticking:
    def __init__(self) -> None:
        self._at = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def now(self) -> datetime:
        self._at += timedelta(microseconds=137)
        return self._at

    def monotonic(self) -> float:
        return self._at.timestamp()


def answered_calls(count: int, *, is_busy: bool) -> Iterator[bytes]:
    """Yield the bytes of `count` whole answered calls, one a piece; `is_busy` mixes in VarSet and Newexten."""
    told: list[bytes] = []
    pbx = SimulatedPbx(
        phones={"101": "Operator 101"}, queues={}, clock=_Ticking(), broadcast=lambda _, raw: told.append(raw)
    )
    for number in range(count):
        _walk(pbx, f"+7916{number:07d}")
        yield b"".join(_with_noise(told) if is_busy else told)
        told.clear()


def _walk(pbx: SimulatedPbx, number: str) -> None:
    caller = pbx.new_channel("trunk", number=number, name="Иван Петров", exten="74951110002", state=RING)
    leg = pbx.new_channel("101", number="101", name="Operator 101", exten="s", of=caller)
    leg.connect_to(caller)
    pbx.tell("NewConnectedLine", leg)
    pbx.tell_dial("DialBegin", caller, leg, DialString="101")
    caller.connect_to(leg)
    pbx.tell("NewConnectedLine", caller)
    pbx.change_state(leg, RINGING)
    pbx.tell_dial("DialState", caller, leg, DialStatus="RINGING")
    pbx.change_state(leg, UP)
    pbx.tell_dial("DialEnd", caller, leg, DialStatus="ANSWER")
    pbx.change_state(caller, UP)
    bridge_id = pbx.bridge(leg, caller)
    pbx.tell("HangupRequest", caller, Cause="16")
    pbx.leave_bridge(caller)
    pbx.tell("SoftHangupRequest", caller, Cause="16")
    pbx.leave_bridge(leg)
    pbx.destroy_bridge(bridge_id)
    pbx.tell_record(caller, leg, "ANSWERED", 3)
    pbx.hang_up(caller, 16)
    pbx.hang_up(leg, 16)


def _with_noise(told: list[bytes]) -> Iterator[bytes]:
    channel = SimulatedChannel(
        endpoint="trunk",
        name="PJSIP/trunk-00000000",
        unique_id="1795402943.0",
        linked_id="1795402943.0",
        number="+79161234567",
        caller_name="Иван Петров",
        context="from-trunk",
        exten="74951110002",
        state=RING,
    )
    noise = [_noise(channel, serial) for serial in range(NOISE_PER_EVENT)]
    for raw in told:
        yield raw
        yield from noise


def _noise(channel: SimulatedChannel, serial: int) -> bytes:
    name = "Newexten" if serial % 5 in (1, 3) else "VarSet"
    head = {"Event": name, "Privilege": f"{event_class(name)},all", "Timestamp": "1795402943.590868"}
    tail = (
        {"Extension": channel.exten, "Application": "Set", "AppData": f"__CB_STEP_{serial}=from-did-direct"}
        if name == "Newexten"
        else {"Variable": f"__FROM_DID_{serial}", "Value": "74951110002"}
    )
    return write_message({**head, **channel.headers(), **tail})
