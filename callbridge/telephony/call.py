"""A call: everything under one caller's visit, whatever its Linkedids become."""

from dataclasses import dataclass, field
from datetime import datetime

from callbridge.kernel.ids import CallId, PbxName, call_id
from callbridge.telephony.call_event import Direction, HungUpBy, RingEnd
from callbridge.telephony.channel import Channel, ChannelKind, ChannelState
from callbridge.telephony.queue import QueueStay
from callbridge.telephony.talk import TalkClock
from callbridge.telephony.topology import Topology


@dataclass(slots=True, eq=False)
class Call:
    """A live call; `origin_id` is the Uniqueid of the channel that began it (its first Linkedid)."""

    pbx: PbxName
    origin_id: str
    started_at: datetime
    is_partial: bool
    call_id: CallId = field(init=False)
    linked_ids: set[str] = field(init=False)
    channels: dict[str, Channel] = field(default_factory=dict)
    customer: Channel | None = None
    """The outside channel this call is about; kept after its hang-up."""
    direction: Direction | None = None
    """None until it is sure."""
    is_told: bool = False
    """CallStarted has gone out."""
    number: str = ""
    name: str = ""
    did: str = ""
    queue: QueueStay | None = None
    parking_space: str | None = None
    """Where it is parked now."""
    handovers: set[tuple[str, ...]] = field(default_factory=set)
    """Transfers and pickups already told."""
    is_abandoned: bool = False
    talk: TalkClock = field(default_factory=TalkClock)
    first_ring_at: datetime | None = None
    last_ring_end_at: datetime | None = None
    ring_ends: set[RingEnd] = field(default_factory=set)
    first_answer_at: datetime | None = None
    wait_seconds: float = 0.0
    """Until the first answer."""
    may_be_answered: bool = False
    """Somebody was already up when we first looked: silence about an answer proves nothing."""
    is_lost: bool = False
    """Its last channel went while nobody looked."""
    hung_up_by: HungUpBy | None = None
    cause: int = 0
    dial_status: str = ""

    def __post_init__(self) -> None:
        self.call_id = call_id(self.pbx, self.origin_id)
        self.linked_ids = {self.origin_id}

    @property
    def origin(self) -> Channel | None:
        """Return the channel that began the call while it lives and is known."""
        return self.channels.get(self.origin_id)

    def of_kind(self, kind: ChannelKind) -> list[Channel]:
        """Return the live channels of one kind, oldest first."""
        return [channel for channel in self.channels.values() if channel.kind is kind]

    def decide(self, topology: Topology) -> bool:
        """Find out direction, customer and number; say whether they are sure enough to be told."""
        direction = self.direction or _direction(self, topology)
        if direction is None:
            return False
        self.find_customer(direction)
        self.number, self.name, self.did = _particulars(self, direction, topology)
        if direction is Direction.OUTBOUND and not self.number:
            self.customer = None  # the caller may still be seen, and this leg a forward of theirs (a16_t82)
            return False  # an outside leg that we dial gets its number a moment after its birth (s11)
        self.direction = direction
        return True

    def find_customer(self, direction: Direction) -> None:
        """Take the outside channel as the customer; for an outbound call the next one when a trunk failed."""
        outbound = direction is Direction.OUTBOUND
        if direction is Direction.INTERNAL:
            return
        if self.customer is not None and (not outbound or self.customer.unique_id in self.channels):
            return
        outside = self.of_kind(ChannelKind.OUTSIDE)
        wanted = [channel for channel in outside if (channel.is_dialed is True) is outbound]
        for channel in wanted or outside:
            self.customer = channel
            break

    @property
    def operator_endpoint(self) -> str:
        """Return the phone that dials, for an outbound or internal call."""
        if self.direction is Direction.INBOUND:
            return ""
        origin = self.origin
        if origin is not None and origin.kind is ChannelKind.PHONE:
            return origin.endpoint
        phones = self.of_kind(ChannelKind.PHONE)
        return phones[0].endpoint if phones else ""

    def decide_at_the_end(self, topology: Topology) -> bool:
        """Decide a call that reached nobody: a phone that dialled one of our numbers in vain is an internal call.

        Seen from its beginning: what a short number reached unseen may have been another PBX (t83).
        """
        origin = self.origin
        is_dialling_phone = origin is not None and origin.kind is ChannelKind.PHONE and origin.is_dialed is False
        is_sure = is_dialling_phone and not self.is_partial
        if self.direction is None and is_sure and topology.is_internal_number(origin.exten if origin else ""):
            self.direction = Direction.INTERNAL
        return self.decide(topology)


def _direction(call: Call, topology: Topology) -> Direction | None:
    origin = call.origin
    outside = call.of_kind(ChannelKind.OUTSIDE)
    if origin is None:
        return _direction_without_origin(call, outside)
    if origin.kind is ChannelKind.OUTSIDE:
        return _by_role(origin)
    if origin.kind is ChannelKind.PLUMBING and outside:
        return _by_role(outside[0])
    # Of a phone that was up at first sight only the leg outside proves it: a pickup takes over the line called (t22).
    is_sure = not origin.is_partial or origin.is_dialed is False or origin.state is not ChannelState.UP
    is_dialling = is_sure and any(is_outside_number(number, topology) for number in _dialled(origin))
    if outside or is_dialling:
        return Direction.OUTBOUND
    # A dialled short number may still lead outside (112): internal only when another phone of ours is there.
    return Direction.INTERNAL if len(call.of_kind(ChannelKind.PHONE)) > 1 else None


def _direction_without_origin(call: Call, outside: list[Channel]) -> Direction | None:
    """Read the direction off the outside legs; a lone phone proves nothing, whatever its display shows (t09, t59).

    A leg that we dial is outbound only while a phone of ours is there: it may be a customer's way to a mobile (t39).
    """
    callers = [channel for channel in outside if not channel.is_dialed]
    if callers:
        return Direction.INBOUND
    return Direction.OUTBOUND if outside and call.of_kind(ChannelKind.PHONE) else None


def _by_role(outside: Channel) -> Direction:
    return Direction.OUTBOUND if outside.is_dialed else Direction.INBOUND


def _dialled(origin: Channel | None) -> tuple[str, ...]:
    """Return where the number an originating phone calls may stand.

    A phone that dials has it as its first extension. Of a click-to-call's phone, which is dialled itself, only the
    caller ID tells it, because the Originate set it so (trap 11, s12).
    """
    if origin is None or origin.kind is not ChannelKind.PHONE:
        return ()
    if origin.is_dialed is False or origin.exten[:1].isdigit():
        return (origin.exten,)
    if origin.exten.startswith("*"):
        return ()  # a feature code, such as a pickup: the display shows somebody else's customer (t20)
    return (origin.number,) if origin.is_dialed else ()


def _particulars(call: Call, direction: Direction, topology: Topology) -> tuple[str, str, str]:
    customer, origin = call.customer, call.origin
    if direction is Direction.INTERNAL:
        return (origin.resource, origin.caller_name, "") if origin is not None else ("", "", "")
    if direction is Direction.OUTBOUND:
        return _outbound_number(call, topology), "", ""
    if customer is None:
        return "", "", ""
    return customer.number, customer.caller_name, _did(customer, topology)


def _outbound_number(call: Call, topology: Topology) -> str:
    numbers = _dialled(call.origin)
    for number in numbers:
        if is_outside_number(number, topology):
            return number
    # A short number that leads outside (112, another PBX) as it was dialled: the far side may show another one (t80).
    if call.origin is not None and not call.origin.is_dialed and numbers and numbers[0].isdigit():
        return numbers[0]
    return call.customer.number if call.customer is not None else ""


def _did(customer: Channel, topology: Topology) -> str:
    """Return the line called: the first extension, unless it was seen too late to be sure that it is the first."""
    if not customer.exten[:1].isdigit() and not customer.exten.startswith("+"):
        return ""
    return "" if customer.is_partial and topology.is_internal_number(customer.exten) else customer.exten


def is_outside_number(number: str, topology: Topology) -> bool:
    """Say whether a dialled or shown number is a number and not one of ours; feature codes (``*8``) are not."""
    digits = number.removeprefix("+")
    return digits[:1].isdigit() and not topology.is_internal_number(number)
