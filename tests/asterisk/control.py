"""The rig's own hand on its Asterisk: a blocking manager connection, one per question.

Deliberately not `callbridge.ami`: the rig must not stand on what it tests.
"""

import socket
from collections.abc import Iterator
from types import TracebackType

from tests.asterisk.config import AmiUser

Message = list[tuple[str, str]]


class Control:
    """A logged-in connection; use it in a `with`."""

    def __init__(self, host: str, port: int, user: AmiUser, *, timeout_s: float = 30.0) -> None:
        self._socket = socket.create_connection((host, port), timeout=timeout_s)
        self._reader = self._socket.makefile("rb")
        self._reader.readline()  # the banner
        answer = self.action("Login", Username=user.name, Secret=user.secret)
        if ("Response", "Success") not in answer:
            raise PermissionError(str(answer))

    def __enter__(self) -> "Control":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()
        self._socket.close()

    def action(self, name: str, **fields: str) -> Message:
        """Send one action and return its response; events on the way are skipped."""
        lines = [f"Action: {name}", *(f"{key}: {value}" for key, value in fields.items())]
        self._socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
        return next(message for message in self.messages() if message[0][0] == "Response")

    def command(self, text: str) -> str:
        """Run a console command and return what it prints."""
        return "\n".join(value for key, value in self.action("Command", Command=text) if key == "Output")

    def wait_for_event(self, name: str) -> Message:
        return next(message for message in self.messages() if ("Event", name) in message)

    def messages(self) -> Iterator[Message]:
        """Yield messages until Asterisk closes the connection, then raise ConnectionError."""
        message: Message = []
        while line := self._reader.readline():
            text = line.decode("utf-8", "replace").strip("\r\n")
            if text:
                key, _, value = text.partition(":")
                message.append((key, value.strip()))
            elif message:
                yield message
                message = []
        raise ConnectionError("Asterisk closed the manager connection")
