"""One manager's connection to a pretended PBX: banner, login, and answers in Asterisk's form."""

import asyncio
import secrets
from abc import ABC, abstractmethod
from typing import Protocol

from callbridge.ami.simulator_channel import write_message

MAX_ACTION_BYTES = 65_536
MAX_LAG_BYTES = 64 << 20
_ALL_CLASSES = frozenset({"system", "call", "agent", "user", "cdr", "dialplan", "reporting"})

Fields = dict[str, str]


class Door(Protocol):
    """What stands behind a session: whom it lets in and what it does for them."""

    def join(self, session: "Session") -> None:
        """A connection was made."""
        ...

    def leave(self, session: "Session") -> None:
        """And has ended."""
        ...

    def admits(self, fields: Fields, challenge: str, /) -> bool:
        """Tell whether a Login is right."""
        ...

    def act(self, session: "Session", fields: Fields) -> bool:
        """Do an action and answer it; False when it is not known."""
        ...


class Session(asyncio.Protocol):
    """One manager's connection."""

    def __init__(self, door: Door) -> None:
        self.classes: frozenset[str] = frozenset()
        """The event classes asked for at login; empty before it."""
        self.may_write = asyncio.Event()
        """Cleared while the peer reads more slowly than we write."""
        self.may_write.set()
        self._door = door
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._challenge = secrets.token_hex(4)
        self._is_in = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # TCP gives no other
        self._transport = transport
        self._door.join(self)
        transport.write(b"Asterisk Call Manager/11.0.0\r\n")

    def pause_writing(self) -> None:
        self.may_write.clear()

    def resume_writing(self) -> None:
        self.may_write.set()

    def connection_lost(self, _exc: Exception | None) -> None:
        self.may_write.set()
        self._door.leave(self)

    def data_received(self, data: bytes) -> None:
        *blocks, self._rest = (self._rest + data).split(b"\r\n\r\n")
        if len(self._rest) > MAX_ACTION_BYTES:
            self.cut()
        for block in blocks:
            lines = block.decode("utf-8", "replace").strip().split("\r\n")
            self._do({name: value.strip() for name, _, value in (line.partition(":") for line in lines)})

    def cut(self) -> None:
        """End the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def write(self, raw: bytes) -> None:
        """Send ready-made bytes; who reads too slowly is cut."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(raw)
            if self._transport.get_write_buffer_size() > MAX_LAG_BYTES:
                self.cut()  # a real Asterisk keeps everything for a slow reader; a demo need not

    # --- actions

    def _do(self, fields: Fields) -> None:
        action = fields.get("Action", "").lower()
        if action == "challenge":
            self.reply(fields, Response="Success", Challenge=self._challenge)
        elif action == "login":
            self._login(fields)
        elif action == "logoff":
            self.reply(fields, Response="Goodbye", Message="Thanks for all the fish.")
            if self._transport is not None:
                self._transport.close()
        elif not self._is_in:
            self.refuse(fields, "Permission denied")
        elif action == "ping":
            self.reply(fields, Response="Success", Ping="Pong")
        elif not self._door.act(self, fields):
            self.refuse(fields, f"Invalid/unknown command: {fields.get('Action', '')}.")

    def _login(self, fields: Fields) -> None:
        if not self._door.admits(fields, self._challenge):
            self.refuse(fields, "Authentication failed")
            return
        self._is_in = True
        mask = fields.get("Events", "on").lower()
        named = frozenset(mask.replace(" ", "").split(","))
        self.classes = frozenset() if mask == "off" else _ALL_CLASSES if mask == "on" else named & _ALL_CLASSES
        self.reply(fields, Response="Success", Message="Authentication accepted")
        if "system" in self.classes:
            self.write(write_message({"Event": "FullyBooted", "Privilege": "system,all", "Status": "Fully Booted"}))

    # --- answers

    def reply(self, fields: Fields, **headers: str) -> None:
        """Answer an action."""
        named = {"Response": headers.pop("Response"), "ActionID": fields.get("ActionID", "")}
        self.write(write_message({**named, **headers}))

    def refuse(self, fields: Fields, why: str) -> None:
        """Answer an action with an error."""
        self.reply(fields, Response="Error", Message=why)

    def tell_list(self, fields: Fields, name: str, items: list[dict[str, str]], complete: str) -> None:
        """Answer an action with a list; an item may bring its own Event."""
        action_id = {"ActionID": fields.get("ActionID", "")}
        self.reply(fields, Response="Success", EventList="start", Message="A list will follow")
        for item in items:
            self.write(write_message({"Event": name, **item, **action_id}))
        self.write(
            write_message({"Event": complete, **action_id, "EventList": "Complete", "ListItems": str(len(items))})
        )


class DoorKeeper(ABC):
    """A `Door` on loopback that knows who is connected; its subclass says whom it lets in, and acts."""

    def __init__(self) -> None:
        self.port = 0
        """Where it listens; 0 before the start."""
        self._sessions: set[Session] = set()
        self._server: asyncio.Server | None = None
        self._is_empty = asyncio.Event()
        self._is_empty.set()

    async def start(self, port: int = 0) -> int:
        """Listen on loopback and return the port. Raises OSError."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Session(self), "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self.port

    async def stop(self) -> None:
        """Stop listening and cut everybody."""
        if self._server is None:
            return
        self._server.close()
        self._cut()
        await self._is_empty.wait()
        await self._server.wait_closed()

    def _cut(self) -> None:
        for session in list(self._sessions):
            session.cut()

    def join(self, session: Session) -> None:
        """Remember a connection."""
        self._sessions.add(session)
        self._is_empty.clear()

    def leave(self, session: Session) -> None:
        """Forget it."""
        self._sessions.discard(session)
        if not self._sessions:
            self._is_empty.set()

    @abstractmethod
    def admits(self, fields: Fields, challenge: str, /) -> bool: ...

    @abstractmethod
    def act(self, session: Session, fields: Fields) -> bool: ...
