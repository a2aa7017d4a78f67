"""What the use cases of mailboxes need from the mail server and from the store."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from callbridge.crm.incoming_letter import BounceReport, LetterKind
from callbridge.kernel.ids import LeadId


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPlace:
    """How the letters of a folder are numbered now (RFC 3501, 2.3.1.1)."""

    uid_validity: int
    """Another one means that all letters have other numbers."""
    next_uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHead:
    """A letter of a folder, its content not read yet."""

    uid: int
    at: datetime
    """When it came."""
    size: int
    head: bytes = field(repr=False)


class Mailbox(Protocol):
    """One folder on a mail server, read only: nothing in it is changed. Methods raise MailUnavailable."""

    async def look(self) -> FolderPlace:
        """Be connected and logged in, and return how letters are numbered now."""
        ...

    async def after(self, uid: int) -> Sequence[int]:
        """Return the numbers of the letters behind one, in order."""
        ...

    async def head(self, uid: int) -> LetterHead | None:
        """Return what is known of a letter without reading it; None when it is gone."""
        ...

    async def content(self, uid: int, limit: int) -> bytes | None:
        """Return the first `limit` bytes of a letter; None when it is gone."""
        ...

    async def close(self) -> None:
        """Say goodbye."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxMark:
    """How far a mailbox was read."""

    uid_validity: int
    last_uid: int
    renumbered_below: int
    """Letters of a lower number are those that were there when all got other numbers."""
    begun_at: datetime
    """When it was first looked at: what had come before is left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandledLetter:
    """A letter that was read, and what came of it."""

    mailbox: str
    uid: int
    key: str
    kind: LetterKind
    lead_id: LeadId | None = None


class MailboxMemory(Protocol):
    """What was read of each mailbox. Every method is one unit of work and may raise StoreUnavailable."""

    async def mark(self, mailbox: str) -> MailboxMark | None:
        """Return how far a mailbox was read; None when it never was."""
        ...

    async def set_mark(self, mailbox: str, mark: MailboxMark) -> None:
        """Write how far a mailbox was read."""
        ...

    async def is_known(self, mailbox: str, key: str) -> bool:
        """Say whether a letter was handled before, under whatever number."""
        ...

    async def remember(self, letter: HandledLetter, report: BounceReport | None, *, at: datetime) -> bool:
        """Write that a letter was handled, with what it reports, all or nothing; say whether it tells of one of ours.

        A letter that was remembered before changes nothing but the mark.
        """
        ...
