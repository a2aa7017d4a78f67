"""One folder of a mailbox over IMAP, opened with EXAMINE: the server itself lets nothing of it be changed."""

import asyncio
import re
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from callbridge.app.mailbox_port import FolderPlace, LetterHead
from callbridge.config import MailboxConfig
from callbridge.kernel.errors import MailUnavailable
from callbridge.mail.imap import ImapAnswer, ImapConnection, ImapFault, ImapRefusal, folder_name, quoted
from callbridge.tls import client_tls

MAX_HEAD = 1 << 16
CONTENT_WAITS = 10
"""How many times longer than another answer a letter's content may take."""
_BROKEN = (ImapFault, ImapRefusal, OSError, TimeoutError)
_CODE = r"^\* OK \[%s (\d{1,10})\]"
_UID_VALIDITY = re.compile(_CODE % "UIDVALIDITY", re.IGNORECASE)
_UID_NEXT = re.compile(_CODE % "UIDNEXT", re.IGNORECASE)
_UID = re.compile(r"[( ]UID (\d{1,10})[ )]", re.IGNORECASE)
_SIZE = re.compile(r"[( ]RFC822\.SIZE (\d{1,12})[ )]", re.IGNORECASE)
_DATE = re.compile(
    r'INTERNALDATE "([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"', re.IGNORECASE | re.ASCII
)
_BODY = re.compile(r'BODY\[[^\]]*\](?:<\d+>)? (?:(\{\})|"((?:[^"\\]|\\.)*)")', re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class ImapMailbox:
    """`Mailbox` over IMAP. One connection is kept from look to look; whatever breaks it is MailUnavailable."""

    def __init__(self, config: MailboxConfig) -> None:
        self._config = config
        self._password = config.secret()
        self._tls = _tls_of(config)
        self._connection: ImapConnection | None = None

    async def look(self) -> FolderPlace:
        connection = self._connection or await self._connect()
        try:
            answers = await connection.command(f"EXAMINE {quoted(folder_name(self._config.folder))}")
        except ImapRefusal as error:
            self._drop()
            raise MailUnavailable("mailbox.no_folder", folder=self._config.folder, message=str(error)) from error
        except _BROKEN as error:
            raise self._broken(error) from error
        validity, next_uid = _number(_UID_VALIDITY, answers), _number(_UID_NEXT, answers)
        if next_uid is None:  # older servers do not tell it
            next_uid = max(await self.after(0), default=0) + 1
        return FolderPlace(uid_validity=validity or 0, next_uid=next_uid)

    async def after(self, uid: int) -> Sequence[int]:
        # n:* always has the last letter in it, whatever n is
        answers = await self._ask(f"UID SEARCH UID {uid + 1}:*")
        found = [word for answer in answers for word in _text(answer).split()[2:] if _is_search(answer)]
        return sorted({int(word) for word in found if word.isascii() and word.isdigit() and int(word) > uid})

    async def head(self, uid: int) -> LetterHead | None:
        command = f"UID FETCH {uid} (UID INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER]<0.{MAX_HEAD}>)"
        for answer in await self._ask(command, most=MAX_HEAD):
            text, body = _text(answer), _body(answer)
            if _is_of(text, uid) and body is not None:
                size = _SIZE.search(text)
                return LetterHead(uid=uid, at=_instant(text), size=int(size[1]) if size else 0, head=body)
        return None

    async def content(self, uid: int, limit: int) -> bytes | None:
        patience_s = self._config.timeout_s * CONTENT_WAITS
        for answer in await self._ask(f"UID FETCH {uid} (UID BODY.PEEK[]<0.{limit}>)", within_s=patience_s, most=limit):
            body = _body(answer)
            if _is_of(_text(answer), uid) and body is not None:
                return body
        return None

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _ask(self, command: str, *, within_s: float = 0, most: int = 0) -> Sequence[ImapAnswer]:
        if self._connection is None:
            raise MailUnavailable("mailbox.unavailable", message="connection lost")
        try:
            return await self._connection.command(command, within_s=within_s, most=most)
        except _BROKEN as error:
            raise self._broken(error) from error
        except asyncio.CancelledError:
            self._drop()  # its answer would be taken for the next command's
            raise

    async def _connect(self) -> ImapConnection:
        config = self._config
        connection = None
        try:
            tls = self._tls if config.security == "tls" else None
            connection = await ImapConnection.open(config.host, config.port, tls, config.timeout_s)
            if config.security == "starttls" and self._tls is not None:
                await connection.start_tls(self._tls, config.host)
            await self._log_in(connection)
        except BaseException as error:
            if connection is not None:
                connection.abort()
            if isinstance(error, _BROKEN):
                raise self._broken(error) from error
            raise
        self._connection = connection
        return connection

    async def _log_in(self, connection: ImapConnection) -> None:
        try:
            await connection.log_in(self._config.login, self._password)
        except ImapRefusal as error:
            raise MailUnavailable("mailbox.login_refused", message=str(error)) from error

    def _broken(self, error: Exception) -> MailUnavailable:
        self._drop()
        return MailUnavailable("mailbox.unavailable", message=str(error) or type(error).__name__)

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.abort()


def _text(answer: ImapAnswer) -> str:
    return answer.line.decode("latin-1")


def _is_search(answer: ImapAnswer) -> bool:
    return answer.line[:8].upper() == b"* SEARCH"


def _is_of(text: str, uid: int) -> bool:
    found = _UID.search(text)
    return found is not None and int(found[1]) == uid


def _number(pattern: re.Pattern[str], answers: Sequence[ImapAnswer]) -> int | None:
    return next((int(found[1]) for answer in answers if (found := pattern.search(_text(answer)))), None)


def _body(answer: ImapAnswer) -> bytes | None:
    """Return the section that was asked for: a literal, or where it is short perhaps a quoted string."""
    found = _BODY.search(_text(answer))
    if found is None:
        return None
    if found[1]:
        return answer.literals[-1] if answer.literals else None
    return re.sub(r"\\(.)", r"\1", found[2]).encode("latin-1")


def _instant(text: str) -> datetime:
    """Return when a letter came; the earliest instant of all where the server says it wrongly."""
    found = _DATE.search(text)
    try:
        if found is None:
            return datetime.min.replace(tzinfo=UTC)
        day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        at = datetime(
            int(year), _MONTHS.index(month.lower()) + 1, int(day), int(hour), int(minute), int(second),
            tzinfo=timezone(offset),
        )  # fmt: skip
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)


def _tls_of(config: MailboxConfig) -> ssl.SSLContext | None:
    if config.security == "none":
        return None
    return client_tls(config.place, config.tls_ca)
