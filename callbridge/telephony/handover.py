"""Transfers, pickup and parking, as Asterisk names them: who handed the call over, and to whom.

What follows from them (rings, answers, talk) is told by channels and bridges alone; these events add the names.
"""

from collections.abc import Callable, Mapping

from callbridge.telephony.ami_event import header
from callbridge.telephony.call import Call
from callbridge.telephony.call_event import TransferKind, UnparkReason
from callbridge.telephony.channel import ChannelKind
from callbridge.telephony.switchboard import Switchboard
from callbridge.telephony.topology import endpoint_of

Headers = Mapping[str, str]


def _blind_transfer(board: Switchboard, headers: Headers) -> None:
    if headers.get("Result") == "Success":
        _transferred(board, headers, "Transferer", TransferKind.BLIND, header(headers, "Extension"))


def _attended_transfer(board: Switchboard, headers: Headers) -> None:
    if headers.get("Result") == "Success":
        _transferred(board, headers, "OrigTransferer", TransferKind.ATTENDED, _taker(headers))
        if headers.get("DestType") == "App":
            _take_second_line_over(board, headers)


def _take_second_line_over(board: Switchboard, headers: Headers) -> None:
    """Let the customer have what the second line was calling: from now on it rings for them (blonde: t09, t18, t19)."""
    call = _call_of(board, headers, "Transferee", "OrigTransferer")
    line = board.find(headers, "SecondTransferer")
    other = line.call if line is not None else board.calls.get(headers.get("SecondTransfererLinkedid", ""))
    if call is not None and other is not None and call is not other:
        board.merge(call, other)


def _transferred(board: Switchboard, headers: Headers, giver: str, kind: TransferKind, target: str) -> None:
    call = _call_of(board, headers, "Transferee", giver)
    endpoint = endpoint_of(header(headers, giver + "Channel"))
    if call is not None and not target:
        target = _newest_phone(call, endpoint)
    if call is not None and _is_new(call, kind, headers.get(giver + "Uniqueid", ""), target):
        board.tell.transferred(call, kind, endpoint, target)


def _taker(headers: Headers) -> str:
    """Return ``102`` of ``PJSIP/102-…`` and of ``Local/102@…``: the second half of a consultation may be either.

    A blonde transfer has no such channel: the extension that the second line dialled stands in its place.
    """
    resource = endpoint_of(header(headers, "TransferTargetChannel")).partition("/")[2]
    return resource.partition("@")[0] or header(headers, "SecondTransfererExten")


def _newest_phone(call: Call, giver: str) -> str:
    """Return who was called last: a consultation by feature code may end without a word about its target (t27)."""
    phones = [phone.resource for phone in call.of_kind(ChannelKind.PHONE) if phone.endpoint != giver]
    return phones[-1] if phones else ""


def _pickup(board: Switchboard, headers: Headers) -> None:
    call = _call_of(board, headers, "Target", "")
    rung = board.find(headers, "Target")
    if rung is not None:
        rung.is_picked_up = True
    taker, rang = endpoint_of(header(headers, "Channel")), endpoint_of(header(headers, "TargetChannel"))
    if call is not None and _is_new(call, "pickup", headers.get("Uniqueid", ""), rang):
        board.tell.picked_up(call, taker, rang)


def _parked(board: Switchboard, headers: Headers) -> None:
    call = _call_of(board, headers, "Parkee")
    space = header(headers, "ParkingSpace")
    if call is not None and call.parking_space is None:
        call.parking_space = space
        board.tell.parked(call, header(headers, "ParkerDialString"), space)


def _unparked(reason: UnparkReason) -> Callable[[Switchboard, Headers], None]:
    def unpark(board: Switchboard, headers: Headers) -> None:
        call = _call_of(board, headers, "Parkee")
        space = header(headers, "ParkingSpace")
        if call is not None and call.parking_space == space:
            call.parking_space = None
            board.tell.unparked(call, endpoint_of(header(headers, "RetrieverChannel")), space, reason)

    return unpark


def _call_of(board: Switchboard, headers: Headers, *prefixes: str) -> Call | None:
    """Return the told call of the first channel that is known, or was a moment ago; plumbing shares its Linkedid."""
    for prefix in prefixes:
        channel = board.find(headers, prefix)
        call = channel.call if channel is not None else board.calls.get(headers.get(prefix + "Linkedid", ""))
        if call is not None and call.is_told:
            return call
    return None


def _is_new(call: Call, *handover: str) -> bool:
    """Say whether this one was not told yet; an event may come twice."""
    is_new = handover not in call.handovers
    call.handovers.add(handover)
    return is_new


HANDOVERS: dict[str, Callable[[Switchboard, Headers], None]] = {
    "BlindTransfer": _blind_transfer,
    "AttendedTransfer": _attended_transfer,
    "Pickup": _pickup,
    "ParkedCall": _parked,
    "UnParkedCall": _unparked(UnparkReason.RETRIEVED),
    "ParkedCallTimeOut": _unparked(UnparkReason.TIMED_OUT),
    "ParkedCallGiveUp": _unparked(UnparkReason.CALLER_GONE),
}
"""By the AMI event's name."""
