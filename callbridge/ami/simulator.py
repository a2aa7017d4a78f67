"""A simulated PBX behind a real AMI on loopback: for the demo, for tests, and for the load bench."""

import hashlib
from collections.abc import Callable, Mapping
from types import TracebackType

from callbridge.ami.simulator_calls import CallKind, DialledCall, SimulatedCall
from callbridge.ami.simulator_channel import SimulatedChannel
from callbridge.ami.simulator_pbx import SimulatedPbx
from callbridge.ami.simulator_queue import QueueCall
from callbridge.ami.simulator_session import DoorKeeper, Fields, Session
from callbridge.kernel.clock import Clock


class Simulator(DoorKeeper):
    """The simulated PBX; `async with` starts and stops it."""

    def __init__(
        self,
        *,
        phones: Mapping[str, str],
        queues: Mapping[str, tuple[str, ...]],
        clock: Clock,
        secret: str,
        username: str = "callbridge",
    ) -> None:
        """`phones` maps extensions to operators' names, `queues` names to members' extensions."""
        super().__init__()
        self.pbx = SimulatedPbx(phones=phones, queues=queues, clock=clock, broadcast=self._broadcast)
        self.username = username
        self.secret = secret
        self._actions: dict[str, Callable[[Session, Fields], None]] = {
            "bridgelist": self._bridge_list,
            "coreshowchannels": self._core_show_channels,
            "pjsipnotify": self._pjsip_notify,
            "pjsipshowendpoints": self._pjsip_show_endpoints,
            "queuepause": self._queue_pause,
            "queuestatus": self._queue_status,
        }

    async def __aenter__(self) -> "Simulator":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def place_call(self, call: SimulatedCall, pace: float = 1.0) -> None:
        """Let a call happen from ring to hang-up; durations are multiplied by `pace`."""
        await place_call(self.pbx, call, pace)

    def send_raw(self, raw: bytes) -> None:
        """Send ready-made bytes to everybody logged in: load for the benches."""
        for session in self._sessions:
            if session.classes:
                session.write(raw)

    def admits(self, fields: Fields, challenge: str) -> bool:
        """Tell whether name and secret, or the answer to the challenge, are right."""
        key = hashlib.md5(f"{challenge}{self.secret}".encode(), usedforsecurity=False).hexdigest()
        is_right = fields.get("Key") == key or fields.get("Secret") == self.secret
        return is_right and fields.get("Username") == self.username

    def act(self, session: Session, fields: Fields) -> bool:
        """Do one of the actions that the daemon uses."""
        do = self._actions.get(fields.get("Action", "").lower())
        if do is not None:
            do(session, fields)
        return do is not None

    def _broadcast(self, kind: str, raw: bytes) -> None:
        for session in list(self._sessions):
            if kind in session.classes:
                session.write(raw)

    # --- actions

    def _core_show_channels(self, session: Session, fields: Fields) -> None:
        items = [
            {**channel.headers(), "Application": "", "Duration": "00:00:00", "BridgeId": channel.bridge_id}
            for channel in self.pbx.channels.values()
        ]
        session.tell_list(fields, "CoreShowChannel", items, "CoreShowChannelsComplete")

    def _bridge_list(self, session: Session, fields: Fields) -> None:
        bridges = self.pbx.bridges
        items = [
            {"BridgeUniqueid": bridge_id, "BridgeType": "basic", "BridgeNumChannels": str(len(channels))}
            for bridge_id, channels in bridges.items()
        ]
        session.tell_list(fields, "BridgeListItem", items, "BridgeListComplete")

    def _queue_status(self, session: Session, fields: Fields) -> None:
        pbx = self.pbx
        items: list[dict[str, str]] = []
        for queue in pbx.queues.values():
            items.append({"Event": "QueueParams", "Queue": queue.name, "Calls": str(len(queue.waiting))})
            for member in queue.members:
                headers = pbx.member_headers(queue, member)
                headers["Name"], headers["Location"] = headers.pop("MemberName"), headers.pop("Interface")
                items.append({"Event": "QueueMember", **headers})
            for position, channel in enumerate(queue.waiting, 1):
                items.append({"Event": "QueueEntry", **_entry(queue.name, position, channel)})
        session.tell_list(fields, "", items, "QueueStatusComplete")

    def _pjsip_show_endpoints(self, session: Session, fields: Fields) -> None:
        items = [{"ObjectType": "endpoint", "ObjectName": name} for name in (*self.pbx.phones, "trunk")]
        session.tell_list(fields, "EndpointList", items, "EndpointListComplete")

    def _pjsip_notify(self, session: Session, fields: Fields) -> None:
        pbx, endpoint = self.pbx, fields.get("Endpoint", "")
        if endpoint not in pbx.phones:
            session.refuse(fields, f"Unable to retrieve endpoint {endpoint}")
            return
        session.reply(fields, Response="Success", Message="NOTIFY sent")
        if fields.get("Variable") == "Event=talk":
            pbx.answer(endpoint)

    def _queue_pause(self, session: Session, fields: Fields) -> None:
        extension = fields.get("Interface", "").removeprefix("PJSIP/")
        is_paused = fields.get("Paused", "").lower() in ("true", "1", "yes")
        if self.pbx.pause(extension, is_paused=is_paused, reason=fields.get("Reason", "")):
            session.reply(fields, Response="Success", Message="Interface paused successfully")
        else:
            session.refuse(fields, "Interface not found")


async def place_call(pbx: SimulatedPbx, call: SimulatedCall, pace: float = 1.0) -> None:
    """Let `call` happen on `pbx` from ring to hang-up; durations are multiplied by `pace`."""
    walk = QueueCall if call.kind is CallKind.QUEUE else DialledCall
    await walk(pbx, call, pace).run()


def _entry(queue: str, position: int, channel: SimulatedChannel) -> dict[str, str]:
    headers = channel.headers()
    kept = ("Channel", "Uniqueid", "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName")
    return {"Queue": queue, "Position": str(position), **{name: headers[name] for name in kept}, "Wait": "0"}
