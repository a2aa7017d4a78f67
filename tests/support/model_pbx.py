"""A model PBX: makes the AMI events of inbound calls, handed over, picked up, parked, and knows the truth of each."""

from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from tests.support.model_call import DOWN, RING, RINGING, UP, Consultation, ModelCall, ModelChannel

_SIMPLE = {"BridgeTechnology": "simple_bridge"}


class ModelPbx:
    """Calls in, rings, answers, holds and hang-ups; each move returns its AMI events."""

    def __init__(self) -> None:
        self.calls: list[ModelCall] = []
        self.ended: list[ModelCall] = []
        self._serial = 0

    def pass_time(self, seconds: float) -> None:
        """Let everybody who talks talk on."""
        for call in self.calls:
            call.pass_time(seconds)

    def call_in(self) -> list[AmiEvent]:
        """Let a customer call."""
        caller = self._channel("trunk", "", RING, "+79160000000")
        self.calls.append(ModelCall(caller))
        return [AmiEvent("Newchannel", caller.headers())]

    def dial(self, call: ModelCall, extension: int, *, is_ringing_first: bool) -> list[AmiEvent]:
        """Ring one more phone; the two signs of it come in either order (trap 1)."""
        phone = self._channel(str(extension), call.caller.linked_id, DOWN)
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
        events += self._leave_queue(call, "QueueCallerLeave", is_abandoned=False)
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

    def transfer_blindly(self, call: ModelCall, target: str) -> list[AmiEvent]:
        """Hand the caller over; the new phone is dialled by a move of its own."""
        assert call.talker is not None
        call.told.append("blind")
        named = call.talker.headers("Transferer") | call.caller.headers("Transferee")
        return [AmiEvent("BlindTransfer", named | {"Result": "Success", "Extension": target}), *self.part(call)]

    def consult(self, call: ModelCall, extension: int) -> list[AmiEvent]:
        """Let the talking phone hold the caller and call a colleague on a second line."""
        assert call.talker is not None
        own = call.talker.name.removeprefix("PJSIP/").partition("-")[0]
        line = self._channel(own, "", RING)
        colleague = self._channel(str(extension), line.unique_id, DOWN)
        call.consulting = Consultation(line, colleague)
        call.talker.is_on_hold = True
        born = [AmiEvent("Newchannel", line.headers() | {"Exten": str(extension)})]
        born += [AmiEvent("Hold", call.talker.headers()), AmiEvent("Newchannel", colleague.headers())]
        colleague.state = RINGING
        return [*born, AmiEvent("DialBegin", line.headers() | colleague.headers("Dest"))]

    def join_consultation(self, call: ModelCall) -> list[AmiEvent]:
        """Let the colleague answer the second line."""
        consultation = call.consulting
        assert consultation is not None
        consultation.is_answered = True
        consultation.line.state = consultation.colleague.state = UP
        bridge = self._bridge_of(consultation.line)
        pair = (consultation.colleague, consultation.line)
        events = [AmiEvent("Newstate", one.headers()) for one in pair]
        return events + [AmiEvent("BridgeEnter", one.headers() | bridge) for one in pair]

    def transfer_attended(self, call: ModelCall) -> list[AmiEvent]:
        """Join the caller and the colleague, who was asked (recording t05)."""
        consultation, giver = call.consulting, call.talker
        assert consultation is not None
        assert giver is not None
        call.told.append("attended")
        old, new = self._bridge(call), self._bridge_of(consultation.line)
        named = giver.headers("OrigTransferer") | call.caller.headers("Transferee")
        named |= consultation.colleague.headers("TransferTarget") | {"Result": "Success"}
        line = consultation.line.headers()
        events = [AmiEvent("Unhold", giver.headers()), AmiEvent("BridgeLeave", call.caller.headers() | old)]
        events += [AmiEvent("BridgeLeave", line | new), AmiEvent("BridgeEnter", call.caller.headers() | new)]
        events += [AmiEvent("AttendedTransfer", named), AmiEvent("BridgeLeave", giver.headers() | old)]
        events += [AmiEvent("Hangup", one | {"Cause": "16"}) for one in (giver.headers(), line)]
        consultation.colleague.linked_id = call.caller.linked_id
        call.talker, call.consulting, call.bridge_of = consultation.colleague, None, consultation.line.unique_id
        return events

    def transfer_while_ringing(self, call: ModelCall) -> list[AmiEvent]:
        """Give the caller the colleague's ringing phone: a blonde transfer (recordings t09, t19)."""
        consultation, giver = call.consulting, call.talker
        assert consultation is not None
        assert giver is not None
        call.told.append("attended")
        named = giver.headers("OrigTransferer") | call.caller.headers("Transferee")
        named |= consultation.line.headers("SecondTransferer") | {"Result": "Success", "DestType": "App"}
        events = [AmiEvent("Unhold", giver.headers()), AmiEvent("AttendedTransfer", named)]
        call.consulting = None
        events += self.part(call)
        call.ringing.append(consultation.colleague)
        call.rang += 1
        return [*events, AmiEvent("Hangup", consultation.line.headers() | {"Cause": "16"})]

    def join_conference(self, call: ModelCall, extension: int) -> list[AmiEvent]:
        """Let one more colleague dial into the bridge of caller and operator (recording t50)."""
        guest = self._channel(str(extension), "", RING)
        born = AmiEvent("Newchannel", guest.headers() | {"Exten": "610"})
        guest.state = UP
        up = AmiEvent("Newstate", guest.headers() | {"Exten": "610"})
        call.guests.append(guest)
        entered = AmiEvent("BridgeEnter", guest.headers() | self._bridge(call))
        guest.linked_id = call.caller.linked_id
        return [born, up, entered]

    def leave_conference(self, call: ModelCall, guest: ModelChannel) -> list[AmiEvent]:
        """Let a colleague who dialled in hang up; the others stay."""
        call.guests.remove(guest)
        left = AmiEvent("BridgeLeave", guest.headers() | self._bridge(call))
        return [left, AmiEvent("Hangup", guest.headers() | {"Cause": "16"})]

    def enter_queue(self, call: ModelCall) -> list[AmiEvent]:
        """Let the caller wait in a queue."""
        call.queue = "sales"
        return [AmiEvent("QueueCallerJoin", call.caller.headers() | {"Queue": call.queue})]

    def time_out_of_queue(self, call: ModelCall) -> list[AmiEvent]:
        """End the wait without an answer; the caller goes on elsewhere (recording t30)."""
        return self._leave_queue(call, "QueueCallerAbandon", is_abandoned=False)

    def give_consultation_up(self, call: ModelCall) -> list[AmiEvent]:
        """End the second line; the phone takes the caller off hold by a move of its own."""
        consultation, call.consulting = call.consulting, None
        assert consultation is not None
        events = []
        if consultation.is_answered:
            bridge = self._bridge_of(consultation.line)
            pair = (consultation.colleague, consultation.line)
            events = [AmiEvent("BridgeLeave", one.headers() | bridge) for one in pair]
        both = (consultation.colleague.headers(), consultation.line.headers())
        return events + [AmiEvent("Hangup", one | {"Cause": "16"}) for one in both]

    def pick_up(self, call: ModelCall, ringing: ModelChannel, extension: int) -> list[AmiEvent]:
        """Let a colleague take the call from a ringing phone (recording t20); the others are cancelled."""
        taker = self._channel(str(extension), "", RING)
        born = AmiEvent("Newchannel", taker.headers() | {"Exten": "*8"})
        taker.state = call.caller.state = UP
        call.told.append("pickup")
        events = [born, AmiEvent("Newstate", taker.headers() | {"Exten": "*8"})]
        events.append(AmiEvent("Pickup", taker.headers() | ringing.headers("Target")))
        events += [AmiEvent("Hangup", loser.headers() | {"Cause": "26"}) for loser in call.ringing]
        events += self._leave_queue(call, "QueueCallerLeave", is_abandoned=False)
        events.append(AmiEvent("Newstate", call.caller.headers()))
        events += [AmiEvent("BridgeEnter", one.headers() | self._bridge(call)) for one in (taker, call.caller)]
        taker.linked_id = call.caller.linked_id
        call.ringing, call.talker, call.is_answered = [], taker, True
        return events

    def park(self, call: ModelCall) -> list[AmiEvent]:
        """Let the talking phone put the caller into the parking lot and leave."""
        events = self.part(call)
        call.is_parked = True
        call.told.append("parked")
        lot = {"BridgeUniqueid": "lot", "BridgeTechnology": "holding_bridge"}
        parked = call.caller.headers("Parkee") | {"ParkingSpace": "701", "ParkerDialString": "PJSIP/101"}
        return [*events, AmiEvent("BridgeEnter", call.caller.headers() | lot), AmiEvent("ParkedCall", parked)]

    def fetch(self, call: ModelCall, extension: int) -> list[AmiEvent]:
        """Let a colleague fetch the parked caller (recording t23)."""
        taker = self._channel(str(extension), "", RING)
        born = AmiEvent("Newchannel", taker.headers() | {"Exten": "701"})
        taker.state = UP
        left = self._unpark(call, taker)
        taker.linked_id = call.caller.linked_id
        events = [born, AmiEvent("Newstate", taker.headers()), *left]
        call.talker, call.is_answered = taker, True
        return events + [AmiEvent("BridgeEnter", one.headers() | self._bridge(call)) for one in (taker, call.caller)]

    def hang_up(self, call: ModelCall) -> list[AmiEvent]:
        """Let the caller go, and with him everybody."""
        events = [AmiEvent("HangupRequest", call.caller.headers() | {"Cause": "16"})]
        if call.consulting is not None:
            events += self.give_consultation_up(call)
        if call.is_parked:
            events += self._unpark(call, None)
        events += self._leave_queue(call, "QueueCallerAbandon", is_abandoned=True)
        for phone in call.ringing:
            events += self._end_dial(call, phone, "CANCEL", "0")
        while call.guests:
            events += self.leave_conference(call, call.guests[0])
        if call.talker is not None:
            events += self.part(call)
        self.calls.remove(call)
        self.ended.append(call)
        return [*events, AmiEvent("Hangup", call.caller.headers() | {"Cause": "16"})]

    def snapshot(self) -> PbxSnapshot:
        """Return what CoreShowChannels and BridgeList would list now."""
        items: list[dict[str, str]] = []
        for call in self.calls:
            bridge = {"BridgeId": self._bridge(call)["BridgeUniqueid"] if call.talker is not None else ""}
            if call.is_parked:
                bridge = {"BridgeId": "lot"}
            items.append(call.caller.headers() | bridge | {"Application": "Dial"})
            items += [phone.headers() | {"BridgeId": "", "Application": "AppDial"} for phone in call.ringing]
            if call.talker is not None:
                items.append(call.talker.headers() | bridge | {"Application": "AppDial"})
            if call.consulting is not None:
                items += self._consultation_items(call.consulting)
            items += [guest.headers() | bridge | {"Application": "ConfBridge"} for guest in call.guests]
        lot = AmiEvent("BridgeListItem", {"BridgeUniqueid": "lot", "BridgeTechnology": "holding_bridge"})
        channels = tuple(AmiEvent("CoreShowChannel", item) for item in items)
        queues = [AmiEvent("QueueParams", {"Queue": "sales"})]
        for call in self.calls:
            if call.queue:
                waiting = {"Queue": call.queue, "Uniqueid": call.caller.unique_id, "Wait": "0"}
                queues.append(AmiEvent("QueueEntry", waiting))
        return PbxSnapshot(channels=channels, bridges=(lot,), queues=tuple(queues))

    def _consultation_items(self, consultation: Consultation) -> list[dict[str, str]]:
        bridge = self._bridge_of(consultation.line)["BridgeUniqueid"] if consultation.is_answered else ""
        return [
            consultation.line.headers() | {"BridgeId": bridge, "Application": "Dial"},
            consultation.colleague.headers() | {"BridgeId": bridge, "Application": "AppDial"},
        ]

    def _unpark(self, call: ModelCall, taker: ModelChannel | None) -> list[AmiEvent]:
        call.is_parked = False
        call.told.append("unparked")
        named = call.caller.headers("Parkee") | {"ParkingSpace": "701"}
        if taker is not None:
            named |= taker.headers("Retriever")
        lot = {"BridgeUniqueid": "lot", "BridgeTechnology": "holding_bridge"}
        out = AmiEvent("BridgeLeave", call.caller.headers() | lot)
        return [AmiEvent("UnParkedCall" if taker is not None else "ParkedCallGiveUp", named), out]

    def _leave_queue(self, call: ModelCall, event: str, *, is_abandoned: bool) -> list[AmiEvent]:
        if not call.queue:
            return []
        left = AmiEvent(event, call.caller.headers() | {"Queue": call.queue})
        call.stays.append((call.queue, is_abandoned))
        call.queue = ""
        return [left]

    def _channel(self, endpoint: str, linked_id: str, state: str, number: str = "") -> ModelChannel:
        self._serial += 1
        unique_id = f"1.{self._serial}"
        name = f"PJSIP/{endpoint}-{self._serial:08x}"
        return ModelChannel(name, unique_id, linked_id or unique_id, state, number or endpoint)

    def _end_dial(self, call: ModelCall, phone: ModelChannel, status: str, cause: str) -> list[AmiEvent]:
        return [self._dial_end(call, phone, status), AmiEvent("Hangup", phone.headers() | {"Cause": cause})]

    def _dial_end(self, call: ModelCall, phone: ModelChannel, status: str) -> AmiEvent:
        return AmiEvent("DialEnd", call.caller.headers() | phone.headers("Dest") | {"DialStatus": status})

    def _bridge(self, call: ModelCall) -> dict[str, str]:
        return {"BridgeUniqueid": f"bridge-{call.bridge_of or call.caller.unique_id}"} | _SIMPLE

    def _bridge_of(self, line: ModelChannel) -> dict[str, str]:
        return {"BridgeUniqueid": f"bridge-{line.unique_id}"} | _SIMPLE
