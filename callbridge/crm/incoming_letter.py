"""A letter that came to a mailbox of ours, as it was read: what it is, who wrote it, what it says, what it reports."""

from dataclasses import dataclass, field
from enum import StrEnum

from callbridge.crm.mail_address import address_key

MAX_SUBJECT = 300
MAX_TEXT = 15_000
"""Characters of a letter that are kept in the text of a lead."""


class LetterKind(StrEnum):
    """What a letter is to us."""

    LEAD = "lead"
    """Somebody wrote it to us."""
    BOUNCE = "bounce"
    """A mail server tells what became of a letter of ours."""
    AUTOMATIC = "automatic"
    """A program wrote it: a holiday answer, a newsletter, a receipt; or nobody can be answered."""
    OURS = "ours"
    """We wrote it."""


class Fate(StrEnum):
    """What a mail server says became of a letter (RFC 3464, 2.3.3 and 2.3.4)."""

    HARD = "hard"
    """It came back for good (5.x.x)."""
    SOFT = "soft"
    """It came back, for what may pass (4.x.x), or nobody knows why."""
    DELAYED = "delayed"
    """It has not arrived yet, and is still being tried."""
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class BounceReport:
    """What a mail server tells of one letter."""

    message_ids: tuple[str, ...]
    """Those it quotes, the likeliest first; one of them may be ours."""
    fate: Fate
    words: str
    """The server's own, on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFile:
    """A file that hangs on a letter."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLetter:
    """A letter as it was read; every text is clean and bounded."""

    kind: LetterKind
    address: str = ""
    """Whom an answer goes to."""
    name: str = ""
    subject: str = ""
    text: str = ""
    files: tuple[LetterFile, ...] = ()
    report: BounceReport | None = None
    """Of a bounce that says what became of a letter."""
    is_cut: bool = False
    """Its end was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMail:
    """By what letters of ours are known."""

    addresses: frozenset[str] = frozenset()
    """Keys of the addresses that we write from."""
    domain: str = ""
    """What our Message-IDs end in."""

    def writes_from(self, address: str) -> bool:
        """Say whether an address is ours."""
        return address_key(address) in self.addresses
