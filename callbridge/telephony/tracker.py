"""The tracker: one PBX's AMI events in, call events out."""

from collections.abc import Callable, Mapping
from datetime import datetime

from callbridge.kernel.ids import PbxName
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot, header
from callbridge.telephony.call import is_outside_number
from callbridge.telephony.call_event import CallEvent, Direction, HungUpBy
from callbridge.telephony.channel import ChannelKind, ChannelState, state_of
from callbridge.telephony.handover import HANDOVERS
from callbridge.telephony.outcome import side_of
from callbridge.telephony.resync import HOLDING_TECHNOLOGIES, resync
from callbridge.telephony.switchboard import Switchboard
from callbridge.telephony.topology import Topology

Headers = Mapping[str, str]


class Tracker:
    """Follows every call of one PBX; pure: time comes in with each event, and no event makes it raise.

    Holds live channels only: the last Hangup of a call drops all that was known of it.
    """

    def __init__(self, pbx: PbxName, topology: Topology) -> None:
        self._board = Switchboard(pbx, topology)
        self._lost_at: datetime | None = None

    @property
    def live_channels(self) -> int:
        """Return how many channels are remembered."""
        return len(self._board.channels)

    @property
    def live_calls(self) -> int:
        """Return how many calls are remembered."""
        return len({id(call) for call in self._board.calls.values()})

    def feed(self, event: AmiEvent, at: datetime) -> list[CallEvent]:
        """Take one AMI event that arrived at `at` (aware UTC); return what it means, oldest first."""
        handler = _HANDLERS.get(event.name)
        if handler is None:
            return []
        out = self._board.begin(at)
        handler(self._board, event.headers)
        return out

    def link_lost(self, at: datetime) -> None:
        """Note that the AMI link is down: calls stay as they are until :meth:`resync`."""
        self._lost_at = self._lost_at or at

    def resync(self, snapshot: PbxSnapshot, at: datetime) -> list[CallEvent]:
        """Merge what is known with what the PBX says lives now, then the events that came meanwhile."""
        out = resync(self._board, snapshot, at, self._lost_at or at)
        self._lost_at = None
        for event in snapshot.live:
            out.extend(self.feed(event, at))
        return out


def _newchannel(board: Switchboard, headers: Headers) -> None:
    board.meet(headers, is_new=True)


def _newstate(board: Switchboard, headers: Headers) -> None:
    channel = board.meet(headers)
    if channel is None:
        return
    state = state_of(headers)
    if state is ChannelState.RINGING:
        board.ring(channel)
    elif state is ChannelState.UP:
        board.answer(channel)


def _newcallerid(board: Switchboard, headers: Headers) -> None:
    channel = board.find(headers)  # late ones come after a Hangup (t16): they bring nobody alive
    if channel is not None and channel.is_leg:
        board.identify(channel, header(headers, "CallerIDNum"), header(headers, "CallerIDName"))


def _dial_begin(board: Switchboard, headers: Headers) -> None:
    # A click-to-call's first leg is dialled by nobody: no Channel (trap 11).
    source = board.meet(headers)
    dialled = board.meet(headers, "Dest")
    if dialled is None:
        return
    if dialled.kind is ChannelKind.PHONE:
        # Popping here and not at Newstate Ringing, which a phone with early media never sends.
        board.ring(dialled)
    call = dialled.call
    if source is None or source.kind is not ChannelKind.PHONE or dialled is not call.customer:
        return
    number = header(headers, "Exten")
    if call.is_told and call.direction is Direction.OUTBOUND and is_outside_number(number, board.topology):
        board.rename(call, number, call.name)


def _dial_end(board: Switchboard, headers: Headers) -> None:
    dialled = board.find(headers, "Dest")
    if dialled is None:
        return
    status = headers.get("DialStatus", "")
    if status == "ANSWER":
        board.answer(dialled)
    elif dialled.is_leg and dialled.dial_status in ("", "CANCEL"):
        # A queue ends one attempt with NOANSWER and CANCEL (trap 2): NOANSWER says more.
        dialled.dial_status = dialled.call.dial_status = status


def _bridge_enter(board: Switchboard, headers: Headers) -> None:
    bridge_id = headers.get("BridgeUniqueid")
    channel = board.meet(headers)
    if channel is None or not bridge_id:
        return
    if channel.is_leg and state_of(headers) is ChannelState.UP:
        board.answer(channel)
    is_holding = headers.get("BridgeTechnology") in HOLDING_TECHNOLOGIES
    board.enter_bridge(channel, bridge_id, is_holding=is_holding)


def _bridge_leave(board: Switchboard, headers: Headers) -> None:
    channel = board.find(headers)
    # After a move between bridges the Leave may come behind the Enter.
    bridge = channel.bridge if channel is not None else None
    if channel is not None and bridge is not None and bridge.bridge_id == headers.get("BridgeUniqueid"):
        board.leave_bridge(channel)


def _bridge_destroy(board: Switchboard, headers: Headers) -> None:
    for channel in board.bridges.destroy(headers.get("BridgeUniqueid", "")):
        board.talks.refresh(channel.call)


def _hold(board: Switchboard, headers: Headers) -> None:
    channel = board.meet(headers)
    if channel is not None:
        board.talks.hold(channel)


def _unhold(board: Switchboard, headers: Headers) -> None:
    channel = board.meet(headers)
    if channel is not None:
        board.talks.resume(channel)


def _hangup_request(board: Switchboard, headers: Headers) -> None:
    channel = board.find(headers)
    if channel is None or not channel.is_leg:
        return
    channel.hangup_cause = _cause(headers) or channel.hangup_cause
    channel.is_hanging_up = True
    call = channel.call
    if call.customer is not None and call.customer.unique_id not in call.channels:
        return  # colleagues stay on in a conference after the customer (t50)
    # A phone that rejects ends its own ring, not the call.
    if channel.state is ChannelState.UP or channel.is_dialed is False:
        call.hung_up_by = side_of(channel, call)


def _hangup(board: Switchboard, headers: Headers) -> None:
    channel = board.find(headers)
    if channel is None:
        board.forget((headers.get("Uniqueid", ""),))
        return
    channel.hangup_cause = _cause(headers) or channel.hangup_cause
    board.hang_up(channel)


def _queue_join(board: Switchboard, headers: Headers) -> None:
    channel = board.meet(headers)
    if channel is not None:
        board.join_queue(channel, headers.get("Queue", ""), board.at)


def _queue_abandon(board: Switchboard, headers: Headers) -> None:
    channel = board.find(headers)
    if channel is not None:
        # Also sent of a caller whose time in the queue is up and who goes on to another one (t30).
        board.leave_queue(channel.call, is_abandoned=channel.call.hung_up_by is HungUpBy.CALLER)


def _queue_leave(board: Switchboard, headers: Headers) -> None:
    channel = board.find(headers)
    if channel is not None:
        board.leave_queue(channel.call, is_abandoned=False)


def _cause(headers: Headers) -> int:
    text = headers.get("Cause", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


_HANDLERS: dict[str, Callable[[Switchboard, Headers], None]] = {
    "Newchannel": _newchannel,
    "Newstate": _newstate,
    "NewCallerid": _newcallerid,
    "DialBegin": _dial_begin,
    "DialEnd": _dial_end,
    "BridgeEnter": _bridge_enter,
    "BridgeLeave": _bridge_leave,
    "BridgeDestroy": _bridge_destroy,
    "Hold": _hold,
    "Unhold": _unhold,
    "HangupRequest": _hangup_request,
    "Hangup": _hangup,
    "QueueCallerJoin": _queue_join,
    "QueueCallerAbandon": _queue_abandon,
    "QueueCallerLeave": _queue_leave,
} | HANDOVERS

TRACKED_EVENTS: frozenset[str] = frozenset(_HANDLERS)
"""Names of the AMI events worth parsing; everything else may be dropped unread."""
