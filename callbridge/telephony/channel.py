"""One channel of Asterisk as the tracker remembers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from callbridge.kernel.ids import LegId, leg_id
from callbridge.telephony.ami_event import header
from callbridge.telephony.talk import TalkClock
from callbridge.telephony.topology import Topology, endpoint_of

if TYPE_CHECKING:
    from callbridge.telephony.bridge import Bridge
    from callbridge.telephony.call import Call

_PLUMBING = frozenset(
    {"Local", "Message", "Surrogate", "AsyncGoto", "CBAnn", "CBRec", "Announcer", "Recorder", "Snoop"}
)
"""Channel technologies Asterisk uses inside itself: nobody sits at their end."""


_DIALED_APPLICATIONS = frozenset({"AppDial", "AppDial2", "AppQueue"})
"""What CoreShowChannels says a called leg runs ("(Outgoing Line)")."""


class ChannelKind(StrEnum):
    """What is at the channel's other end."""

    PHONE = "phone"
    """One of our operators' phones."""
    OUTSIDE = "outside"
    """The network: a trunk."""
    PLUMBING = "plumbing"
    """Asterisk itself, such as a ``Local/`` half: joins bridges, never a leg."""


class ChannelState(IntEnum):
    """Asterisk's channel states that matter here (``ChannelState`` header, include/asterisk/channelstate.h)."""

    DOWN = 0
    RING = 4
    """It dials us."""
    RINGING = 5
    """We dial it and it rings."""
    UP = 6
    OTHER = 99


_STATES = {"0": ChannelState.DOWN, "4": ChannelState.RING, "5": ChannelState.RINGING, "6": ChannelState.UP}


@dataclass(slots=True, eq=False)
class Channel:
    """A live channel; found by its Uniqueid, which never changes, unlike its Linkedid (trap 7)."""

    unique_id: str
    leg_id: LegId
    name: str
    endpoint: str
    kind: ChannelKind
    linked_id: str
    call: "Call"
    state: ChannelState
    exten: str
    """The first extension seen; later ones belong to whoever dials from here."""
    number: str
    caller_name: str
    connected_number: str
    is_dialed: bool | None
    """Whether the PBX called it (true) or it called the PBX (false); None when it was up at first sight."""
    bridge: "Bridge | None" = None
    ring_since: datetime | None = None
    """Rings now, since."""
    has_rung: bool = False
    is_ring_told: bool = False
    is_picked_up: bool = False
    """A colleague took the call that rang here."""
    is_partial: bool = False
    """Found in the middle of its life."""
    answered_at: datetime | None = None
    is_answer_told: bool = False
    is_left_told: bool = False
    """Its part in the talk is over."""
    talk: TalkClock = field(default_factory=TalkClock)
    """With the customer."""
    dial_status: str = ""
    """The first DialEnd about it; a queue sends a second, less telling one (trap 2)."""
    hold_since: datetime | None = None
    is_hold_told: bool = False
    hangup_cause: int = 0
    is_hanging_up: bool = False
    """It asked for its end."""

    @property
    def is_leg(self) -> bool:
        """Say whether a person or the network is at its end."""
        return self.kind is not ChannelKind.PLUMBING

    @property
    def resource(self) -> str:
        """Return ``101`` of ``PJSIP/101``."""
        return self.endpoint.partition("/")[2]


def state_of(headers: Mapping[str, str], prefix: str = "") -> ChannelState:
    """Return the ``ChannelState`` of the channel whose headers begin with `prefix`."""
    return _STATES.get(headers.get(prefix + "ChannelState", ""), ChannelState.OTHER)


def kind_of(endpoint: str, topology: Topology) -> ChannelKind:
    """Tell phones, the network and Asterisk's own plumbing apart by the endpoint."""
    if endpoint.partition("/")[0] in _PLUMBING:
        return ChannelKind.PLUMBING
    return ChannelKind.PHONE if topology.is_internal(endpoint) else ChannelKind.OUTSIDE


def read_channel(headers: Mapping[str, str], prefix: str, call: "Call", topology: Topology, *, is_new: bool) -> Channel:
    """Build the channel described by the headers that begin with `prefix`; `is_new` when its birth is told."""
    unique_id = headers[prefix + "Uniqueid"]
    name = headers.get(prefix + "Channel", "")
    linked_id = headers.get(prefix + "Linkedid") or unique_id
    endpoint = endpoint_of(name)
    state = state_of(headers, prefix)
    return Channel(
        unique_id=unique_id,
        leg_id=leg_id(call.pbx, unique_id),
        name=name,
        endpoint=endpoint,
        kind=kind_of(endpoint, topology),
        linked_id=linked_id,
        call=call,
        state=state,
        exten=header(headers, prefix + "Exten"),
        number=header(headers, prefix + "CallerIDNum"),
        caller_name=header(headers, prefix + "CallerIDName"),
        connected_number=header(headers, prefix + "ConnectedLineNum"),
        is_dialed=_is_dialed(state, headers.get("Application", ""), is_first=unique_id == linked_id),
        is_partial=not is_new,
    )


def _is_dialed(state: ChannelState, application: str, *, is_first: bool) -> bool | None:
    if state in (ChannelState.DOWN, ChannelState.RINGING):
        return True
    if state is ChannelState.RING:
        return False
    if application and (is_first or application in _DIALED_APPLICATIONS):
        return application in _DIALED_APPLICATIONS
    # Up at first sight: whatever is not the first of its call was most likely called by it.
    return None if is_first else True
