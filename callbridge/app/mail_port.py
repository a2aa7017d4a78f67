"""What the use cases of mailings need from the store and from the mail server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from callbridge.crm.list_query import ListQuery
from callbridge.crm.mailing import Addressee, Audience, MailingAction, MailingProgress, RecipientState
from callbridge.crm.record import Author
from callbridge.kernel.ids import OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one address."""

    to: str
    to_name: str
    subject: str
    text: str
    html: str
    message_id: str
    unsubscribe_url: str = field(repr=False)
    """The way out of the mailing; ``""`` of a letter that belongs to none."""
    at: datetime


class Verdict(Enum):
    """What came of giving a letter to the server."""

    ACCEPTED = "accepted"
    LATER = "later"
    """Refused for now (4yz), this address alone."""
    REFUSED = "refused"
    """Refused for good (5yz)."""
    NOT_TAKEN = "not_taken"
    """The server takes no letters of ours now, whoever they are for; this one surely did not go."""
    UNKNOWN = "unknown"
    """Silence after the whole letter was given: it may have been taken or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The server's verdict in its own words."""

    verdict: Verdict
    words: str = ""


class MailServer(Protocol):
    """The way out; one letter at a time."""

    async def ready(self) -> None:
        """Be connected and logged in, so that the next letter can go; raises MailUnavailable."""
        ...

    async def send(self, letter: Letter) -> Answer:
        """Give the server one letter; never raises for what the server or the network does."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingFacts:
    """A mailing as sending and looking at it need it."""

    id: int
    version: int
    campaign_id: int | None
    event: str
    """What its event is called."""
    subject: str
    body: str
    audience: Audience | None
    per_minute: int
    is_addressed: bool
    """Its recipients are all written."""
    owner_id: int | None = None
    """The employee as far as whose reach its audience goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudiencePage:
    """Some of an audience's people, and where the next begin; None at the end."""

    people: Sequence[Addressee]
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One address of a mailing about to be written."""

    person_id: int | None
    address: str
    key: str
    """What is there once in a mailing."""
    state: RecipientState
    problem: str = ""
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A recipient whose letter is about to go: written as `sending` before it does."""

    recipient_id: int
    addressee: Addressee
    token: str = field(repr=False)
    message_id: str
    """The one given, or that of the first try: a server that has seen the letter may know it again."""
    tries: int
    """This one among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingDue:
    """No letter of a mailing can go now; `until` None: it has ended, or is no longer being sent."""

    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a letter."""

    state: RecipientState
    problem: str = ""
    next_try_at: datetime | None = None
    is_counted: bool = True
    """False gives the try back: it was no fault of this address."""


class Mailings(Protocol):
    """Mailings in the store. Every method is one unit of work and may raise StoreUnavailable."""

    async def facts(self, mailing_id: int, *, reader_id: OperatorId | None) -> MailingFacts:
        """Return a mailing in the reader's reach; raises NotFound."""
        ...

    async def progress(self, mailing_id: int, *, reader_id: OperatorId | None) -> MailingProgress:
        """Count what became of its recipients; raises NotFound."""
        ...

    async def move(
        self,
        mailing_id: int,
        version: int,
        action: MailingAction,
        author: Author,
        *,
        at: datetime,
        due: datetime | None,
    ) -> None:
        """Do what people ask; raises NotFound, IllegalMove, and Conflict ``record.changed`` at another version."""
        ...

    async def send_again(self, mailing_id: int, recipient_id: int, author: Author, *, at: datetime) -> None:
        """Let an address whose letter failed, or went nobody knows where, be tried once more; IllegalMove, NotFound."""
        ...

    async def audience_page(self, facts: MailingFacts, query: ListQuery | None, after: int, limit: int) -> AudiencePage:
        """Return people of an audience behind `after`; `query` is that of a list, None of participants."""
        ...

    async def addressee(self, person_id: int) -> Addressee:
        """Return one person; raises NotFound."""
        ...

    async def own_address(self, operator_id: int) -> str:
        """Return the address of the employee whose login it is, ``""`` when there is none."""
        ...

    async def unsubscribed(self, keys: Sequence[str]) -> frozenset[str]:
        """Return those of the keys that want no mailing."""
        ...

    async def undeliverable(self, keys: Sequence[str]) -> frozenset[str]:
        """Return those of the keys from which letters come back for good."""
        ...

    async def begin_due(self, now: datetime) -> None:
        """Begin the scheduled mailings whose time has come."""
        ...

    async def being_sent(self) -> Sequence[MailingFacts]:
        """Return the mailings that are being sent."""
        ...

    async def add_recipients(self, mailing_id: int, recipients: Sequence[Recipient]) -> None:
        """Write those that are not there yet; who wants no mailing is written as such."""
        ...

    async def addressed(self, mailing_id: int, *, at: datetime) -> None:
        """Say that all recipients are written."""
        ...

    async def claim(self, mailing_id: int, message_id: str, *, at: datetime) -> Claim | NothingDue:
        """Take the next recipient and write that its letter is being sent; ends a mailing that has none left."""
        ...

    async def settle(self, recipient_id: int, outcome: Outcome, *, at: datetime) -> None:
        """Write what became of it; a letter that went out is a touch of its person, once (rule 3 of the model)."""
        ...

    async def doubt(self, *, at: datetime) -> int:
        """Mark what was being sent when the program died as uncertain; return how many."""
        ...

    async def trouble(self, problem: str) -> None:
        """Say on every mailing being sent why nothing goes out, ``""``: it does again."""
        ...

    async def unsubscribe(self, token: str, *, at: datetime) -> bool:
        """Let the address behind a letter's token get no mailing any more; False when there is no such token."""
        ...

    async def knows(self, token: str) -> bool:
        """Say whether a letter went out with that token."""
        ...
