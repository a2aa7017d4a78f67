"""The channels and calls of the model PBX, and what truly happened to each."""

from dataclasses import dataclass, field

DOWN, RING, RINGING, UP = "0", "4", "5", "6"


@dataclass
class ModelChannel:
    """A channel of the model."""

    name: str
    unique_id: str
    linked_id: str
    state: str
    number: str
    is_on_hold: bool = False

    def headers(self, prefix: str = "") -> dict[str, str]:
        """Return the headers Asterisk describes a channel with."""
        return {
            f"{prefix}Channel": self.name,
            f"{prefix}ChannelState": self.state,
            f"{prefix}CallerIDNum": self.number,
            f"{prefix}ConnectedLineNum": "<unknown>",
            f"{prefix}Exten": "74951110002" if self.state == RING else "s",
            f"{prefix}Uniqueid": self.unique_id,
            f"{prefix}Linkedid": self.linked_id,
        }


@dataclass
class ModelCall:
    """One inbound call and what truly happened to it."""

    caller: ModelChannel
    ringing: list[ModelChannel] = field(default_factory=list)
    talker: ModelChannel | None = None
    guests: list[ModelChannel] = field(default_factory=list)
    """Colleagues in the same conference."""
    consulting: "Consultation | None" = None
    is_parked: bool = False
    queue: str = ""
    """Where the caller waits."""
    bridge_of: str = ""
    """The Uniqueid its bridge is named after, the caller's when empty."""
    rang: int = 0
    is_answered: bool = False
    talk_seconds: float = 0.0
    hold_seconds: float = 0.0
    talked: dict[str, float] = field(default_factory=dict)
    """Seconds of talk by the phone's Uniqueid."""
    stays: list[tuple[str, bool]] = field(default_factory=list)
    """Queues that were left, and whether the caller gave up there."""
    bridged_seconds: float = 0.0
    """Of all our phones with the customer, held or not, added up."""
    told: list[str] = field(default_factory=list)
    """The hand-overs, in order."""

    @property
    def partners(self) -> list[ModelChannel]:
        """Return our phones that are bridged with the customer."""
        return ([self.talker] if self.talker is not None else []) + self.guests

    def pass_time(self, seconds: float) -> None:
        """Let everybody who talks talk on."""
        talking = [one for one in self.partners if not (one.is_on_hold or self.caller.is_on_hold)]
        if talking:
            self.talk_seconds += seconds
        elif self.partners:
            self.hold_seconds += seconds
        self.bridged_seconds += seconds * len(self.partners)
        for one in talking:
            self.talked[one.unique_id] = self.talked.get(one.unique_id, 0.0) + seconds


@dataclass
class Consultation:
    """A second line of the talking phone, on which a colleague is asked."""

    line: ModelChannel
    colleague: ModelChannel
    is_answered: bool = False
