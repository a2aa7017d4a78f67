"""A model PBX: makes the AMI events of simple inbound calls and knows the truth about each."""

from dataclasses import dataclass, field

from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot

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
    rang: int = 0
    is_answered: bool = False
    talk_seconds: float = 0.0
    hold_seconds: float = 0.0

    @property
    def is_held(self) -> bool:
        """Say whether either side holds."""
        return self.caller.is_on_hold or (self.talker is not None and self.talker.is_on_hold)


class ModelPbx:
    """Calls in, rings, answers, holds and hang-ups; each move returns its AMI events."""

    def __init__(self) -> None:
        self.calls: list[ModelCall] = []
        self.ended: list[ModelCall] = []
        self._serial = 0

    def pass_time(self, seconds: float) -> None:
        """Let everybody who talks talk on."""
        for call in self.calls:
            if call.talker is not None and call.is_held:
                call.hold_seconds += seconds
            elif call.talker is not None:
                call.talk_seconds += seconds

    def call_in(self) -> list[AmiEvent]:
        """Let a customer call."""
        self._serial += 1
        unique_id = f"1.{self._serial}"
        caller = ModelChannel(f"PJSIP/trunk-{self._serial:08x}", unique_id, unique_id, RING, "+79160000000")
        self.calls.append(ModelCall(caller))
        return [AmiEvent("Newchannel", caller.headers())]

    def dial(self, call: ModelCall, extension: int, *, is_ringing_first: bool) -> list[AmiEvent]:
        """Ring one more phone; the two signs of it come in either order (trap 1)."""
        self._serial += 1
        phone = ModelChannel(
            f"PJSIP/{extension}-{self._serial:08x}", f"1.{self._serial}", call.caller.linked_id, DOWN, str(extension)
        )
        born = AmiEvent("Newchannel", phone.headers())
        call.ringing.append(phone)
        call.rang += 1
        phone.state = RINGING
        signs = [
            AmiEvent("DialBegin", call.caller.headers() | phone.headers("Dest")),
            AmiEvent("Newstate", phone.headers()),
        ]
        return [born, *(reversed(signs) if is_ringing_first else signs)]

    def answer(self, call: ModelCall, phone: ModelChannel) -> list[AmiEvent]:
        """Pick up one of the ringing phones; the others are cancelled."""
        phone.state = UP
        events = [AmiEvent("Newstate", phone.headers())]
        for loser in call.ringing:
            if loser is not phone:
                events += self._end_dial(call, loser, "CANCEL", "26")
        events.append(self._dial_end(call, phone, "ANSWER"))
        call.caller.state = UP
        events.append(AmiEvent("Newstate", call.caller.headers()))
        for channel in (phone, call.caller):
            events.append(AmiEvent("BridgeEnter", channel.headers() | self._bridge(call)))
        call.ringing, call.talker, call.is_answered = [], phone, True
        return events

    def give_up(self, call: ModelCall, phone: ModelChannel, status: str, cause: str) -> list[AmiEvent]:
        """End one ring: NOANSWER or BUSY."""
        call.ringing.remove(phone)
        return self._end_dial(call, phone, status, cause)

    def toggle_hold(self, channel: ModelChannel) -> list[AmiEvent]:
        """Hold or resume."""
        channel.is_on_hold = not channel.is_on_hold
        return [AmiEvent("Hold" if channel.is_on_hold else "Unhold", channel.headers())]

    def part(self, call: ModelCall) -> list[AmiEvent]:
        """Take the talking phone out of the call; the caller stays (as in a blind transfer)."""
        phone, call.talker = call.talker, None
        assert phone is not None
        events = [AmiEvent("BridgeLeave", one.headers() | self._bridge(call)) for one in (phone, call.caller)]
        return [*events, AmiEvent("Hangup", phone.headers() | {"Cause": "16"})]

    def hang_up(self, call: ModelCall) -> list[AmiEvent]:
        """Let the caller go, and with him everybody."""
        events = [AmiEvent("HangupRequest", call.caller.headers() | {"Cause": "16"})]
        for phone in call.ringing:
            events += self._end_dial(call, phone, "CANCEL", "0")
        if call.talker is not None:
            events += self.part(call)
        self.calls.remove(call)
        self.ended.append(call)
        return [*events, AmiEvent("Hangup", call.caller.headers() | {"Cause": "16"})]

    def snapshot(self) -> PbxSnapshot:
        """Return what CoreShowChannels would list now."""
        items = []
        for call in self.calls:
            bridge = {"BridgeId": f"bridge-{call.caller.unique_id}"} if call.talker is not None else {"BridgeId": ""}
            items.append(call.caller.headers() | bridge | {"Application": "Dial"})
            items += [phone.headers() | {"BridgeId": "", "Application": "AppDial"} for phone in call.ringing]
            if call.talker is not None:
                items.append(call.talker.headers() | bridge | {"Application": "AppDial"})
        return PbxSnapshot(channels=tuple(AmiEvent("CoreShowChannel", item) for item in items))

    def _end_dial(self, call: ModelCall, phone: ModelChannel, status: str, cause: str) -> list[AmiEvent]:
        return [self._dial_end(call, phone, status), AmiEvent("Hangup", phone.headers() | {"Cause": cause})]

    def _dial_end(self, call: ModelCall, phone: ModelChannel, status: str) -> AmiEvent:
        return AmiEvent("DialEnd", call.caller.headers() | phone.headers("Dest") | {"DialStatus": status})

    def _bridge(self, call: ModelCall) -> dict[str, str]:
        return {"BridgeUniqueid": f"bridge-{call.caller.unique_id}", "BridgeTechnology": "simple_bridge"}
