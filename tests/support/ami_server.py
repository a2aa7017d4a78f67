"""A small AMI server on loopback whose every answer a test may script."""

import asyncio
import hashlib
import ssl
from collections.abc import Callable
from types import TracebackType

Fields = dict[str, str]
Handler = Callable[[Fields], bytes | None]

SECRET = "s3cret"
CHALLENGE = "840415273"


def message(**headers: str) -> bytes:
    """Write one message; ``_`` in a name stands for ``-``."""
    return "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()).encode() + b"\r\n"


def success(fields: Fields, text: str = "ok") -> bytes:
    return message(Response="Success", ActionID=fields["ActionID"], Message=text)


def error(fields: Fields, text: str) -> bytes:
    return message(Response="Error", ActionID=fields["ActionID"], Message=text)


def listing(fields: Fields, complete: str, *items: bytes) -> bytes:
    """Write a list answer; `items` come without their ActionID."""
    action_id = fields["ActionID"]
    head = message(Response="Success", ActionID=action_id, EventList="start", Message="will follow")
    body = b"".join(item[:-2] + f"ActionID: {action_id}\r\n\r\n".encode() for item in items)
    return head + body + message(Event=complete, ActionID=action_id, EventList="Complete", ListItems=str(len(items)))


def unknown(fields: Fields) -> bytes:
    """Answer as Asterisk does when no module brings the action."""
    return error(fields, f"Invalid/unknown command: {fields['Action']}. Use Action: ListCommands to show available.")


class FakeAmi:
    """Answers logins, pings and empty lists by itself; `handlers` override by action name (None: no answer)."""

    def __init__(self, *, is_system: bool = True, tls: ssl.SSLContext | None = None) -> None:
        self.handlers: dict[str, Handler] = {}
        self.actions: list[Fields] = []
        self.connections = 0
        self.port = 0
        self.is_system = is_system
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []
        self._serving = 0
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> "FakeAmi":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen, on the same port as before when there was one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening and cut everybody."""
        assert self._server is not None
        self._server.close()
        self.drop()
        await self._server.wait_closed()
        async with self._changed:
            await self._changed.wait_for(lambda: self._serving == 0)

    def drop(self) -> None:
        """Cut all connections."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def send(self, data: bytes) -> None:
        """Send bytes to everybody connected."""
        for writer in self._writers:
            writer.write(data)

    async def until(self, action: str, count: int = 1) -> Fields:
        """Wait until `action` came `count` times, and return the last of them."""
        async with asyncio.timeout(60), self._changed:
            await self._changed.wait_for(lambda: len(self.named(action)) >= count)
        return self.named(action)[count - 1]

    def named(self, action: str) -> list[Fields]:
        return [fields for fields in self.actions if fields.get("Action") == action]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        async with self._changed:
            self.connections += 1
            self._serving += 1
            self._changed.notify_all()
        try:
            writer.write(b"Asterisk Call Manager/11.0.0\r\n")
            while True:
                block = await reader.readuntil(b"\r\n\r\n")
                lines = block.decode().strip().split("\r\n")
                fields = dict((line + ": ").split(": ", 1) for line in lines)
                fields = {name: value.removesuffix(": ") for name, value in fields.items()}
                answer = self.handlers.get(fields["Action"], self._answer)(fields)
                if answer is not None:
                    writer.write(answer)
                async with self._changed:
                    self.actions.append(fields)
                    self._changed.notify_all()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.transport.abort()
            async with self._changed:
                self._serving -= 1
                self._changed.notify_all()

    def _answer(self, fields: Fields) -> bytes:
        action_id = fields["ActionID"]
        own: dict[str, Handler] = {
            "Challenge": lambda _: message(Response="Success", ActionID=action_id, Challenge=CHALLENGE),
            "Login": self._login,
            "Ping": lambda _: message(Response="Success", ActionID=action_id, Ping="Pong", Timestamp="1.0"),
            "Logoff": lambda _: message(Response="Goodbye", ActionID=action_id, Message="Thanks for all the fish."),
            "CoreShowChannels": lambda _: listing(fields, "CoreShowChannelsComplete"),
            "BridgeList": lambda _: listing(fields, "BridgeListComplete"),
            "QueueStatus": lambda _: listing(fields, "QueueStatusComplete"),
        }
        answer = own.get(fields["Action"], unknown)(fields)
        assert answer is not None
        return answer

    def _login(self, fields: Fields) -> bytes:
        key = hashlib.md5((CHALLENGE + SECRET).encode(), usedforsecurity=False).hexdigest()
        if fields.get("Secret") != SECRET and fields.get("Key") != key:
            return error(fields, "Authentication failed")
        booted = message(Event="FullyBooted", Privilege="system,all", Status="Fully Booted", Uptime="1")
        return success(fields, "Authentication accepted") + (booted if self.is_system else b"")
