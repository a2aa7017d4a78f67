"""A simulated PBX behind a real AMI on loopback: for the demo, for tests, and for the load bench."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Mapping
from types import TracebackType

from callbridge.ami.simulator_calls import CallKind, DialledCall, SimulatedCall
from callbridge.ami.simulator_channel import SimulatedChannel, write_message
from callbridge.ami.simulator_pbx import SimulatedPbx
from callbridge.ami.simulator_queue import QueueCall
from callbridge.kernel.clock import Clock

MAX_ACTION_BYTES = 65_536
MAX_LAG_BYTES = 64 << 20
_ALL_CLASSES = frozenset({"system", "call", "agent", "user", "cdr", "dialplan", "reporting"})

Fields = dict[str, str]


class Simulator:
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
        self.pbx = SimulatedPbx(phones=phones, queues=queues, clock=clock, broadcast=self._broadcast)
        self.username = username
        self.secret = secret
        self.port = 0
        """Where it listens; 0 before the start."""
        self._server: asyncio.Server | None = None
        self._sessions: set[_Session] = set()
        self._is_empty = asyncio.Event()
        self._is_empty.set()

    async def __aenter__(self) -> "Simulator":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> int:
        """Listen on loopback and return the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Session(self), "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self.port

    async def stop(self) -> None:
        """Stop listening and cut everybody."""
        if self._server is None:
            return
        self._server.close()
        for session in list(self._sessions):
            session.cut()
        await self._is_empty.wait()
        await self._server.wait_closed()

    async def place_call(self, call: SimulatedCall, pace: float = 1.0) -> None:
        """Let a call happen from ring to hang-up; durations are multiplied by `pace`."""
        await place_call(self.pbx, call, pace)

    def send_raw(self, raw: bytes) -> None:
        """Send ready-made bytes to everybody logged in: load for the benches."""
        for session in self._sessions:
            if session.classes:
                session.write(raw)

    def join(self, session: "_Session") -> None:
        self._sessions.add(session)
        self._is_empty.clear()

    def leave(self, session: "_Session") -> None:
        self._sessions.discard(session)
        if not self._sessions:
            self._is_empty.set()

    def _broadcast(self, kind: str, raw: bytes) -> None:
        for session in list(self._sessions):
            if kind in session.classes:
                session.write(raw)


async def place_call(pbx: SimulatedPbx, call: SimulatedCall, pace: float = 1.0) -> None:
    """Let `call` happen on `pbx` from ring to hang-up; durations are multiplied by `pace`."""
    walk = QueueCall if call.kind is CallKind.QUEUE else DialledCall
    await walk(pbx, call, pace).run()


class _Session(asyncio.Protocol):
    """One manager's connection."""

    def __init__(self, simulator: Simulator) -> None:
        self.classes: frozenset[str] = frozenset()
        """The event classes asked for at login; empty before it."""
        self._simulator = simulator
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._challenge = secrets.token_hex(4)
        self._is_in = False
        self._actions: dict[str, Callable[[Fields], None]] = {
            "bridgelist": self._bridge_list,
            "coreshowchannels": self._core_show_channels,
            "pjsipnotify": self._pjsip_notify,
            "pjsipshowendpoints": self._pjsip_show_endpoints,
            "ping": lambda fields: self._reply(fields, Response="Success", Ping="Pong"),
            "queuepause": self._queue_pause,
            "queuestatus": self._queue_status,
        }

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # TCP gives no other
        self._transport = transport
        self._simulator.join(self)
        transport.write(b"Asterisk Call Manager/11.0.0\r\n")

    def connection_lost(self, _exc: Exception | None) -> None:
        self._simulator.leave(self)

    def data_received(self, data: bytes) -> None:
        *blocks, self._rest = (self._rest + data).split(b"\r\n\r\n")
        if len(self._rest) > MAX_ACTION_BYTES:
            self.cut()
        for block in blocks:
            lines = block.decode("utf-8", "replace").strip().split("\r\n")
            self._do({name: value.strip() for name, _, value in (line.partition(":") for line in lines)})

    def cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def write(self, raw: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(raw)
            if self._transport.get_write_buffer_size() > MAX_LAG_BYTES:
                self.cut()  # a real Asterisk keeps everything for a slow reader; a demo need not

    # --- actions

    def _do(self, fields: Fields) -> None:
        action = fields.get("Action", "").lower()
        if action == "challenge":
            self._reply(fields, Response="Success", Challenge=self._challenge)
        elif action == "login":
            self._login(fields)
        elif action == "logoff":
            self._reply(fields, Response="Goodbye", Message="Thanks for all the fish.")
            if self._transport is not None:
                self._transport.close()
        elif not self._is_in:
            self._refuse(fields, "Permission denied")
        elif action in self._actions:
            self._actions[action](fields)
        else:
            self._refuse(fields, f"Invalid/unknown command: {fields.get('Action', '')}.")

    def _login(self, fields: Fields) -> None:
        simulator = self._simulator
        key = hashlib.md5(f"{self._challenge}{simulator.secret}".encode(), usedforsecurity=False).hexdigest()
        is_right = fields.get("Key") == key or fields.get("Secret") == simulator.secret
        if not is_right or fields.get("Username") != simulator.username:
            self._refuse(fields, "Authentication failed")
            return
        self._is_in = True
        mask = fields.get("Events", "on").lower()
        named = frozenset(mask.replace(" ", "").split(","))
        self.classes = frozenset() if mask == "off" else _ALL_CLASSES if mask == "on" else named & _ALL_CLASSES
        self._reply(fields, Response="Success", Message="Authentication accepted")
        if "system" in self.classes:
            self.write(write_message({"Event": "FullyBooted", "Privilege": "system,all", "Status": "Fully Booted"}))

    def _core_show_channels(self, fields: Fields) -> None:
        items = [
            {**channel.headers(), "Application": "", "Duration": "00:00:00", "BridgeId": channel.bridge_id}
            for channel in self._simulator.pbx.channels.values()
        ]
        self._list(fields, "CoreShowChannel", items, "CoreShowChannelsComplete")

    def _bridge_list(self, fields: Fields) -> None:
        bridges = self._simulator.pbx.bridges
        items = [
            {"BridgeUniqueid": bridge_id, "BridgeType": "basic", "BridgeNumChannels": str(len(channels))}
            for bridge_id, channels in bridges.items()
        ]
        self._list(fields, "BridgeListItem", items, "BridgeListComplete")

    def _queue_status(self, fields: Fields) -> None:
        pbx = self._simulator.pbx
        items: list[dict[str, str]] = []
        for queue in pbx.queues.values():
            items.append({"Event": "QueueParams", "Queue": queue.name, "Calls": str(len(queue.waiting))})
            for member in queue.members:
                headers = pbx.member_headers(queue, member)
                headers["Name"], headers["Location"] = headers.pop("MemberName"), headers.pop("Interface")
                items.append({"Event": "QueueMember", **headers})
            for position, channel in enumerate(queue.waiting, 1):
                items.append({"Event": "QueueEntry", **_entry(queue.name, position, channel)})
        self._list(fields, "", items, "QueueStatusComplete")

    def _pjsip_show_endpoints(self, fields: Fields) -> None:
        items = [{"ObjectType": "endpoint", "ObjectName": name} for name in (*self._simulator.pbx.phones, "trunk")]
        self._list(fields, "EndpointList", items, "EndpointListComplete")

    def _pjsip_notify(self, fields: Fields) -> None:
        pbx, endpoint = self._simulator.pbx, fields.get("Endpoint", "")
        if endpoint not in pbx.phones:
            self._refuse(fields, f"Unable to retrieve endpoint {endpoint}")
            return
        self._reply(fields, Response="Success", Message="NOTIFY sent")
        if fields.get("Variable") == "Event=talk":
            pbx.answer(endpoint)

    def _queue_pause(self, fields: Fields) -> None:
        extension = fields.get("Interface", "").removeprefix("PJSIP/")
        is_paused = fields.get("Paused", "").lower() in ("true", "1", "yes")
        if self._simulator.pbx.pause(extension, is_paused=is_paused, reason=fields.get("Reason", "")):
            self._reply(fields, Response="Success", Message="Interface paused successfully")
        else:
            self._refuse(fields, "Interface not found")

    # --- answers

    def _reply(self, fields: Fields, **headers: str) -> None:
        named = {"Response": headers.pop("Response"), "ActionID": fields.get("ActionID", "")}
        self.write(write_message({**named, **headers}))

    def _refuse(self, fields: Fields, why: str) -> None:
        self._reply(fields, Response="Error", Message=why)

    def _list(self, fields: Fields, name: str, items: list[dict[str, str]], complete: str) -> None:
        action_id = {"ActionID": fields.get("ActionID", "")}
        self._reply(fields, Response="Success", EventList="start", Message="A list will follow")
        for item in items:
            self.write(write_message({"Event": name, **item, **action_id}))
        self.write(
            write_message({"Event": complete, **action_id, "EventList": "Complete", "ListItems": str(len(items))})
        )


def _entry(queue: str, position: int, channel: SimulatedChannel) -> dict[str, str]:
    headers = channel.headers()
    kept = ("Channel", "Uniqueid", "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName")
    return {"Queue": queue, "Position": str(position), **{name: headers[name] for name in kept}, "Wait": "0"}
