"""As much of IMAP4rev1 (RFC 3501) as reading a folder needs: commands, answers, literals, each bounded and timed."""

import asyncio
import base64
import contextlib
import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

MAX_LINE = 4 << 20
"""Bytes of one line: the numbers of a folder's letters all stand on one."""
MAX_ANSWERS = 10_000
"""Untagged answers to one command."""
MAX_WORDS = 500
_LITERAL = re.compile(rb"~?\{(\d{1,12})\}\r?\n\Z")
_QUOTED = re.compile(r"[\x20-\x7e]*")


class ImapFault(Exception):
    """The connection broke, or speaks no IMAP."""


class ImapRefusal(Exception):
    """The server answered NO, BAD or BYE; the text is its own."""


@dataclass(frozen=True, slots=True)
class ImapAnswer:
    """One untagged answer: its line without the literals in it, and those."""

    line: bytes
    literals: tuple[bytes, ...] = ()


class ImapConnection:
    """One connection; commands go one after another."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, timeout_s: float) -> None:
        self._reader = reader
        self._writer = writer
        self._timeout_s = timeout_s
        self._tags = 0

    @classmethod
    async def open(cls, host: str, port: int, tls: ssl.SSLContext | None, timeout_s: float) -> "ImapConnection":
        """Connect and be greeted; raises OSError, TimeoutError, ImapFault, ImapRefusal."""
        async with asyncio.timeout(timeout_s):
            reader, writer = await asyncio.open_connection(host, port, ssl=tls, limit=MAX_LINE)
        connection = cls(reader, writer, timeout_s)
        try:
            async with asyncio.timeout(timeout_s):
                greeting = (await connection._answer(0)).line
        except BaseException:
            connection.abort()
            raise
        if not greeting.upper().startswith(b"* OK"):
            connection.abort()
            raise ImapRefusal(words_of(greeting))
        return connection

    async def command(self, command: str, *, within_s: float = 0, most: int = 0) -> Sequence[ImapAnswer]:
        """Give a command and return its untagged answers, literals of `most` bytes together at the most.

        Raises ImapRefusal, and when the connection is of no use any more ImapFault, OSError or TimeoutError.
        """
        tag = await self._say(command)
        async with asyncio.timeout(within_s or self._timeout_s):
            return await self._answers(tag, most)

    async def log_in(self, login: str, password: str) -> None:
        """Log in as the server likes it; raises as `command`."""
        offered = b" ".join(answer.line.upper() for answer in await self.command("CAPABILITY"))
        if b"AUTH=PLAIN" in offered:
            await self._authenticate(f"\0{login}\0{password}")
            return
        if b"LOGINDISABLED" in offered:
            raise ImapRefusal("LOGINDISABLED")
        await self.command(f"LOGIN {quoted(login)} {quoted(password)}")

    async def start_tls(self, tls: ssl.SSLContext, host: str) -> None:
        """Go on encrypted."""
        await self.command("STARTTLS")
        async with asyncio.timeout(self._timeout_s):
            await self._writer.start_tls(tls, server_hostname=host)

    async def close(self) -> None:
        """Say goodbye, and hang up."""
        with contextlib.suppress(OSError, TimeoutError, ImapFault, ImapRefusal):
            await self.command("LOGOUT", within_s=min(self._timeout_s, 2.0))
        self.abort()

    def abort(self) -> None:
        """Hang up at once."""
        self._writer.transport.abort()

    async def _authenticate(self, secret: str) -> None:
        tag = await self._say("AUTHENTICATE PLAIN")
        async with asyncio.timeout(self._timeout_s):
            answer = await self._answer(0)
            if answer.line.startswith(b"+"):
                self._writer.write(base64.b64encode(secret.encode()) + b"\r\n")
                await self._answers(tag, 0)
            else:
                _ended(answer.line, tag)
                raise ImapFault("no challenge")

    async def _say(self, command: str) -> bytes:
        self._tags += 1
        tag = f"c{self._tags}"
        self._writer.write(f"{tag} {command}\r\n".encode())
        async with asyncio.timeout(self._timeout_s):
            await self._writer.drain()
        return tag.encode()

    async def _answers(self, tag: bytes, most: int) -> list[ImapAnswer]:
        answers: list[ImapAnswer] = []
        while len(answers) < MAX_ANSWERS:
            answer = await self._answer(most)
            if _ended(answer.line, tag):
                return answers
            most -= sum(map(len, answer.literals))
            answers.append(answer)
        raise ImapFault("too many answers")

    async def _answer(self, most: int) -> ImapAnswer:
        """Read one answer; a literal is announced at the end of a line, and the line goes on behind it."""
        line, literals = b"", list[bytes]()
        while True:
            line += await self._line()
            if len(line) > MAX_LINE:
                raise ImapFault("too long an answer")
            announced = _LITERAL.search(line)
            if announced is None:
                return ImapAnswer(line.rstrip(b"\r\n"), tuple(literals))
            size = int(announced[1])
            if size > most:
                raise ImapFault(f"a literal of {size} bytes")
            most -= size
            try:
                literals.append(await self._reader.readexactly(size))
            except asyncio.IncompleteReadError as error:
                raise ImapFault("connection lost") from error
            line = line[: announced.start()] + b"{}"

    async def _line(self) -> bytes:
        try:
            line = await self._reader.readline()
        except ValueError as error:
            raise ImapFault("too long a line") from error
        if not line.endswith(b"\n"):
            raise ImapFault("connection lost")
        return line


def quoted(text: str) -> str:
    """Return a quoted string (RFC 3501, 4.3); raises ImapRefusal for what cannot be in one."""
    if not _QUOTED.fullmatch(text):
        raise ImapRefusal("LOGIN takes ASCII only")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def folder_name(name: str) -> str:
    """Return a folder's name in modified UTF-7 (RFC 3501, 5.1.3)."""

    def shifted(match: re.Match[str]) -> str:
        code = base64.b64encode(match[0].encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
        return f"&{code}-"

    return re.sub(r"[^\x20-\x7e]+", shifted, name.replace("&", "&-"))


def words_of(line: bytes) -> str:
    """Return what a server said as one line fit to be kept and shown."""
    text = line.decode("utf-8", "replace")
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:MAX_WORDS]


def _ended(line: bytes, tag: bytes) -> bool:
    """Say whether a line ends a command well; raises ImapRefusal when it ends badly."""
    told, _, rest = line.partition(b" ")
    if told == tag:
        if rest.upper().startswith(b"OK"):
            return True
        raise ImapRefusal(words_of(rest))
    if line.upper().startswith(b"* BYE"):
        raise ImapFault(words_of(line[2:]))
    if told != b"*":
        raise ImapFault(f"not IMAP: {words_of(line)[:80]}")
    return False
