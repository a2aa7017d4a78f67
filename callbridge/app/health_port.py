"""What ``/health`` tells, and who is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from callbridge.screenpop.wire import PbxLink


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrState:
    """Whether a PBX's call detail records could be read when they were last needed."""

    pbx: str
    error: str
    """An error code of kernel.text, ``""`` when all is well or nothing was asked yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxState:
    """Whether a mailbox was read when it was last looked into."""

    mailbox: str
    """What its section of the configuration is called."""
    is_read: bool
    error: str
    """An error code of kernel.text, ``""`` when all is well or it was not looked yet."""
    message: str
    """What the server said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Answer of ``/health``: green only when every link and the store work; CDR and mailboxes do not count."""

    is_ok: bool
    store_ok: bool
    links: Sequence[PbxLink]
    version: str
    cdr: Sequence[CdrState] = ()
    mailboxes: Sequence[MailboxState] = ()


class HealthSource(Protocol):
    """Tells the present health; never waits longer than a second."""

    async def health(self) -> Health: ...
