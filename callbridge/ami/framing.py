"""Bytes in any cut → whole AMI messages; what nobody wants is dropped before it is parsed.

The sizes of messages and the price of each step were measured (docs/decisions/0002-ami.md): splitting is nearly free,
making a dict of headers is not, so an event's name is looked at first.
"""

from dataclasses import dataclass

from callbridge.kernel.errors import AmiParseError
from callbridge.telephony.ami_event import AmiEvent

MAX_MESSAGE_BYTES = 1 << 20
MAX_HEADERS = 512

_BANNER = b"Asterisk Call Manager/"
_END = b"\r\n\r\n"
_EVENT = b"Event: "
_ACTION_ID = b"\r\nActionID: "


@dataclass(frozen=True, slots=True)
class AmiResponse:
    """Asterisk's direct answer to one action; `output` are the lines of a Command."""

    headers: dict[str, str]
    output: tuple[str, ...] = ()

    @property
    def action_id(self) -> str:
        return self.headers.get("ActionID", "")

    @property
    def is_success(self) -> bool:
        return self.headers["Response"] in ("Success", "Follows", "Goodbye", "Pong")

    @property
    def message(self) -> str:
        return self.headers.get("Message", "").strip()


AmiMessage = AmiEvent | AmiResponse


class Framer:
    """Turns one connection's bytes into messages; any cut of the same bytes gives the same messages."""

    def __init__(self, wanted: frozenset[str] | None = None) -> None:
        """Parse only events named in `wanted` (None: all), besides everything that carries an ActionID."""
        self._wanted = None if wanted is None else frozenset(name.encode() for name in wanted)
        self._rest = b""
        self._is_skipping = False
        self._is_first = True
        self.version = ""
        """What the banner said, such as ``11.0.0``; ``""`` before it came."""
        self.unparsed_count = 0
        self.unparsed_bytes = 0

    @property
    def pending_bytes(self) -> int:
        """Bytes of a message whose end has not come."""
        return len(self._rest)

    @property
    def pending(self) -> bytes:
        """The beginning of a message whose end has not come; ``b""`` when it is too long to be kept."""
        return b"" if self._is_skipping else self._rest

    def wants(self, name: str) -> bool:
        """Tell whether events of this name are parsed."""
        return self._wanted is None or name.encode("utf-8", "replace") in self._wanted

    def feed(self, data: bytes) -> list[AmiMessage]:
        """Return the messages that `data` completes, oldest first; never raises on what Asterisk sends."""
        if self._rest:
            data = self._rest + data
        blocks = data.split(_END)
        rest = blocks.pop()
        messages: list[AmiMessage] = []
        wanted = self._wanted
        for block in blocks:
            # The common case, kept short: an event that nobody asked for.
            if (
                wanted is not None
                and block.startswith(_EVENT)
                and (end := block.find(b"\r\n")) > 0
                and block[7:end] not in wanted
                and _ACTION_ID not in block
                and len(block) <= MAX_MESSAGE_BYTES
                and not self._is_skipping
            ):
                continue
            self._take(block, messages)
        self._keep(rest)
        return messages

    def _keep(self, rest: bytes) -> None:
        # Three bytes more than the bound: the end mark itself may be cut, and a cut must not change the outcome.
        if self._is_skipping:
            self.unparsed_bytes += max(len(rest) - 3, 0)
            rest = rest[-3:]
        elif len(rest) > MAX_MESSAGE_BYTES + 3:
            self._is_skipping = True
            self.unparsed_count += 1
            self.unparsed_bytes += len(rest) - 3
            rest = rest[-3:]
        self._rest = rest

    def _take(self, block: bytes, messages: list[AmiMessage]) -> None:
        if self._is_skipping:
            self._is_skipping = False
            self.unparsed_bytes += len(block)
            return
        try:
            message = self._read(block)
        except AmiParseError:
            self.unparsed_count += 1
            self.unparsed_bytes += len(block)
            return
        if message is not None:
            messages.append(message)

    def _read(self, block: bytes) -> AmiMessage | None:
        if len(block) > MAX_MESSAGE_BYTES:
            raise AmiParseError(reason="too long")
        # TestEvent ends in an extra empty line, which then stands before the next message (Asterisk 16 and 22).
        block = block.lstrip(b"\r\n")
        if self._is_first and block:
            self._is_first = False
            if block.startswith(_BANNER):
                banner, _, block = block.partition(b"\r\n")
                self.version = banner[len(_BANNER) :].decode("ascii", "replace").strip()
                block = block.lstrip(b"\r\n")
        if not block or self._is_unwanted(block):
            return None
        return parse_message(block)

    def _is_unwanted(self, block: bytes) -> bool:
        return (
            self._wanted is not None
            and block.startswith(_EVENT)
            and block[7:].partition(b"\r\n")[0] not in self._wanted
            and _ACTION_ID not in block
        )


def parse_message(block: bytes) -> AmiMessage:
    """Parse one message without its end mark; of a repeated header the last stays. Raises AmiParseError."""
    text = block.decode("utf-8", "replace")
    lines = text.split("\r\n")
    if len(lines) > MAX_HEADERS and not text.startswith("Response: "):
        raise AmiParseError(reason="too many headers")
    output: tuple[str, ...] = ()
    # Stray LF (Park's answer has one) and a Command's output go the careful way.
    headers = None if text.count("\n") != len(lines) - 1 or "\r\nOutput: " in text else _read_quickly(lines)
    if headers is None:
        headers, output = _read_carefully(lines)
    name = headers.get("Event")
    if name is not None:
        return AmiEvent(name, headers)
    if "Response" in headers:
        return AmiResponse(headers, output)
    raise AmiParseError(reason="neither event nor response")


def _read_quickly(lines: list[str]) -> dict[str, str] | None:
    try:
        return dict([line.split(": ", 1) for line in lines])
    except ValueError:
        return None


def _read_carefully(lines: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    headers: dict[str, str] = {}
    output: list[str] = []
    for line in lines:
        name, colon, value = line.strip("\n").partition(":")
        if name == "Output" and colon:
            output.append(value.removeprefix(" "))
        elif colon:
            headers[name] = value.removeprefix(" ")
    return headers, tuple(output)
