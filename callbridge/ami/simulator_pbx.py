"""What lives on the simulated PBX: phones, channels, bridges and queues, and the events that tell of them."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from callbridge.ami.simulator_channel import DOWN, RINGING, UP, SimulatedChannel, event_class, write_message
from callbridge.kernel.clock import Clock

Broadcast = Callable[[str, bytes], None]
"""Takes an event's read class and its bytes."""


@dataclass(slots=True, kw_only=True)
class SimulatedQueue:
    """A queue with its members and who waits, first come first."""

    name: str
    members: tuple[str, ...]
    paused: dict[str, str] = field(default_factory=dict)
    """Paused members with their reasons."""
    waiting: list[SimulatedChannel] = field(default_factory=list)


class SimulatedPbx:
    """The state; every change is told through `broadcast` in Asterisk's words."""

    def __init__(
        self, *, phones: Mapping[str, str], queues: Mapping[str, tuple[str, ...]], clock: Clock, broadcast: Broadcast
    ) -> None:
        """`phones` maps extensions to names, `queues` names to members' extensions."""
        self.phones = dict(phones)
        self.queues = {name: SimulatedQueue(name=name, members=members) for name, members in queues.items()}
        self.channels: dict[str, SimulatedChannel] = {}
        self.bridges: dict[str, list[SimulatedChannel]] = {}
        self._clock = clock
        self._broadcast = broadcast
        self._ringing: dict[str, asyncio.Future[str]] = {}
        self._channel_numbers = itertools.count()
        self._bridge_numbers = itertools.count(1)

    # --- phones

    def is_free(self, extension: str) -> bool:
        """Tell whether no channel of this phone exists."""
        return all(channel.endpoint != extension for channel in self.channels.values())

    def ring(self, extension: str, answered: "asyncio.Future[str]") -> None:
        """Let `answered` be set to `extension` when its phone is told to go off hook."""
        self._ringing[extension] = answered

    def unring(self, extension: str) -> None:
        self._ringing.pop(extension, None)

    def answer(self, extension: str) -> bool:
        """Take the ringing call of a phone off hook; False when nothing rings there."""
        answered = self._ringing.get(extension)
        if answered is None or answered.done():
            return False
        answered.set_result(extension)
        return True

    def pause(self, extension: str, *, is_paused: bool, reason: str) -> bool:
        """Pause a member in all its queues; False when it is in none."""
        mine = [queue for queue in self.queues.values() if extension in queue.members]
        for queue in mine:
            queue.paused.pop(extension, None)
            if is_paused:
                queue.paused[extension] = reason
            self.emit("QueueMemberPause", self.member_headers(queue, extension))
        return bool(mine)

    # --- events

    def emit(self, name: str, *parts: Mapping[str, str], **more: str) -> None:
        """Tell an event made of `parts` and `more`, in this order."""
        kind = event_class(name)
        stamp = f"{self._clock.now().timestamp():.6f}"
        headers = {"Event": name, "Privilege": f"{kind},all", "Timestamp": stamp}
        for part in parts:
            headers.update(part)
        headers.update(more)
        self._broadcast(kind, write_message(headers))

    def tell(self, name: str, channel: SimulatedChannel, **more: str) -> None:
        """Tell an event of one channel."""
        self.emit(name, channel.headers(), **more)

    def tell_dial(self, name: str, caller: SimulatedChannel, leg: SimulatedChannel, **more: str) -> None:
        """Tell an event of a caller and the end that is dialled."""
        self.emit(name, caller.headers(), leg.headers("Dest"), **more)

    def tell_phone(self, extension: str, status: int, text: str) -> None:
        """Tell the hint's state of a phone; nothing for a trunk."""
        if extension in self.phones:
            hint = f"PJSIP/{extension}"
            self.emit(
                "ExtensionStatus", Exten=extension, Context="hints", Hint=hint, Status=str(status), StatusText=text
            )

    def tell_member(self, queue: SimulatedQueue, extension: str, status: int) -> None:
        self.emit("QueueMemberStatus", self.member_headers(queue, extension, status))

    def member_headers(self, queue: SimulatedQueue, extension: str, status: int = 1) -> dict[str, str]:
        """Return a queue member as events write it."""
        return {
            "Queue": queue.name,
            "MemberName": self.phones[extension],
            "Interface": f"PJSIP/{extension}",
            "StateInterface": f"PJSIP/{extension}",
            "Membership": "static",
            "Penalty": "0",
            "CallsTaken": "0",
            "LastCall": "0",
            "LastPause": "0",
            "LoginTime": "0",
            "InCall": "1" if status == 2 else "0",
            "Status": str(status),
            "Paused": "1" if extension in queue.paused else "0",
            "PausedReason": queue.paused.get(extension, ""),
            "Ringinuse": "0",
            "Wrapuptime": "0",
        }

    # --- channels and bridges

    def new_channel(
        self,
        endpoint: str,
        *,
        number: str,
        name: str,
        exten: str,
        state: int = DOWN,
        of: SimulatedChannel | None = None,
    ) -> SimulatedChannel:
        """Make a channel, of the call of `of` or of a call of its own, and tell it."""
        serial = next(self._channel_numbers)
        unique_id = f"{int(self._clock.now().timestamp())}.{serial}"
        channel = SimulatedChannel(
            endpoint=endpoint,
            name=f"PJSIP/{endpoint}-{serial:08x}",
            unique_id=unique_id,
            linked_id=of.linked_id if of else unique_id,
            number=number,
            caller_name=name,
            context="from-internal" if endpoint in self.phones else "from-trunk",
            exten=exten,
            state=state,
        )
        self.channels[unique_id] = channel
        self.tell("Newchannel", channel)
        return channel

    def change_state(self, channel: SimulatedChannel, state: int) -> None:
        channel.state = state
        self.tell("Newstate", channel)
        if state == RINGING:
            self.tell_phone(channel.endpoint, 8, "Ringing")
        elif state == UP:
            self.tell_phone(channel.endpoint, 1, "InUse")

    def hang_up(self, channel: SimulatedChannel, cause: int) -> None:
        """End a channel (Q.850 cause), and tell its phone idle."""
        self.tell("Hangup", channel, Cause=str(cause), **{"Cause-txt": _CAUSES[cause]})
        self.channels.pop(channel.unique_id, None)
        self.unring(channel.endpoint)
        self.tell_phone(channel.endpoint, 0, "Idle")

    def bridge(self, *channels: SimulatedChannel) -> str:
        """Join channels in a new bridge, in this order, and return its id."""
        bridge_id = f"00000000-0000-4000-8000-{next(self._bridge_numbers):012x}"
        members = self.bridges[bridge_id] = []
        self.emit("BridgeCreate", self._bridge_headers(bridge_id))
        for channel in channels:
            channel.bridge_id = bridge_id
            members.append(channel)
            self.emit("BridgeEnter", self._bridge_headers(bridge_id), channel.headers())
        return bridge_id

    def leave_bridge(self, channel: SimulatedChannel) -> None:
        bridge_id, channel.bridge_id = channel.bridge_id, ""
        self.bridges[bridge_id].remove(channel)
        self.emit("BridgeLeave", self._bridge_headers(bridge_id), channel.headers())

    def destroy_bridge(self, bridge_id: str) -> None:
        headers = self._bridge_headers(bridge_id)
        del self.bridges[bridge_id]
        self.emit("BridgeDestroy", headers)

    def _bridge_headers(self, bridge_id: str) -> dict[str, str]:
        return {
            "BridgeUniqueid": bridge_id,
            "BridgeType": "basic",
            "BridgeTechnology": "simple_bridge",
            "BridgeCreator": "<unknown>",
            "BridgeName": "<unknown>",
            "BridgeNumChannels": str(len(self.bridges[bridge_id])),
            "BridgeVideoSourceMode": "none",
        }

    def tell_record(self, caller: SimulatedChannel, leg: SimulatedChannel, disposition: str, talk_s: float) -> None:
        """Tell the call's detail record."""
        now = self._clock.now().strftime("%Y-%m-%d %H:%M:%S")
        self.emit(
            "Cdr",
            AccountCode="",
            Source=caller.number,
            Destination=caller.exten,
            DestinationContext=caller.context,
            CallerID=f'"{caller.caller_name}" <{caller.number}>',
            Channel=caller.name,
            DestinationChannel=leg.name,
            LastApplication="Dial",
            LastData=f"PJSIP/{leg.endpoint}",
            StartTime=now,
            AnswerTime=now if disposition == "ANSWERED" else "",
            EndTime=now,
            Duration=str(round(talk_s)),
            BillableSeconds=str(round(talk_s)),
            Disposition=disposition,
            AMAFlags="DOCUMENTATION",
            UniqueID=caller.unique_id,
            UserField="",
        )


_CAUSES = {
    0: "Unknown",
    16: "Normal Clearing",
    17: "User busy",
    26: "Answered elsewhere",
    127: "Interworking, unspecified",
}
