"""Every message on the operator's socket. The TypeScript types are generated from this module.

Server: ``hello`` → (client ``auth``) → ``snapshot`` → live messages, each with a revision one higher than the last.
Client: ``auth`` once, then ``rendered`` for every card drawn, and ``alive`` as long as its page answers. Commands go
over HTTP, not here. See docs/protocol.md.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Literal

from callbridge.crm.follow_up import NOTHING_DUE, ReminderBell
from callbridge.crm.operator import Presence
from callbridge.crm.task import NOTHING_WAITS, TaskBell
from callbridge.kernel.ids import CallId
from callbridge.screenpop.card import Card

PROTOCOL_VERSION = 2


class CloseCode(IntEnum):
    """Why the server closed the socket: one code a cause."""

    BAD_MESSAGE = 4400
    NOT_AUTHENTICATED = 4401
    FORBIDDEN_ORIGIN = 4403
    AUTH_TIMEOUT = 4408
    SESSION_ENDED = 4410
    """Logged out, deactivated or expired."""
    TOO_SLOW = 4413
    TOO_MANY_SOCKETS = 4429
    SERVER_STOPPING = 4503


class WithdrawReason(StrEnum):
    """Why a card left."""

    ANSWERED_ELSEWHERE = "answered_elsewhere"
    CALLER_GONE = "caller_gone"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    DISMISSED = "dismissed"
    """Closed by the operator, perhaps in another tab."""
    SKIPPED = "skipped"
    """The operator does not want it for this call; it can be fetched back while the call lives."""
    SAVED = "saved"
    LOST = "lost"
    """The PBX no longer has the call (restart); what became of it is not known."""


class QueueState(StrEnum):
    """How an operator stands in one queue, as the PBX tells it."""

    MEMBER = "member"
    PAUSED = "paused"
    REMOVED = "removed"
    """Somebody at the PBX took them out; getting ready puts them in again."""
    MISSING = "missing"
    """They belong there and the PBX has not taken them in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQueue:
    """One queue of the operator's; `error` is an error code when the PBX did not do as it was told."""

    pbx: str
    queue: str
    state: QueueState
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnState:
    """The operator's own status."""

    presence: Presence
    pause_reason: str
    since: datetime
    due_at: datetime | None = None
    """When a wrap-up ends by itself."""
    cause: str = ""
    """What changed it last, a `Cause` of crm/status.py; ``""``: nothing since it is kept."""
    error: str = ""
    """An error code of kernel.text when a PBX did not take it, ``""`` when all is well."""
    queues: tuple[OwnQueue, ...] = ()
    """What the PBXs say, whatever the status is here: each queue they are in or belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxLink:
    """Whether one PBX is reachable; `error` is an error code when it is not."""

    pbx: str
    is_up: bool
    since: datetime
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """First message on every socket."""

    protocol: int
    server_version: str
    server_at: datetime
    beat_s: float
    """How often the page is to say ``alive``."""
    type: Literal["hello"] = "hello"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All the operator should see now; replaces whatever the client held."""

    epoch: str
    """Changes when the daemon restarts: revisions of another epoch mean nothing."""
    revision: int
    own: OwnState
    cards: tuple[Card, ...]
    links: tuple[PbxLink, ...]
    tasks: TaskBell = NOTHING_WAITS
    reminders: ReminderBell = NOTHING_DUE
    type: Literal["snapshot"] = "snapshot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """Answer to ``auth`` with a revision we still remember: the missed messages follow."""

    epoch: str
    revision: int
    """The revision the client is at; the next message is one higher."""
    type: Literal["resumed"] = "resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChanged:
    """A card appeared or changed: the whole card."""

    revision: int
    card: Card
    type: Literal["card"] = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWithdrawn:
    """A card left; `by` names the colleague who answered, else ``""``."""

    revision: int
    card_id: CallId
    reason: WithdrawReason
    by: str = ""
    type: Literal["withdrawn"] = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStateChanged:
    """The operator's status changed, perhaps in another tab."""

    revision: int
    own: OwnState
    type: Literal["own"] = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChanged:
    """A PBX link went up or down."""

    revision: int
    link: PbxLink
    type: Literal["link"] = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsChanged:
    """A list on the screen may have new rows: fetch it again."""

    revision: int
    lists: tuple[Literal["calls", "missed", "live", "leads", "drafts", "dictionaries"], ...]
    """``calls``: of the operator's own calls; ``missed``: of the calls to be returned, told to everybody.

    ``live``: of the calls that go on, told to everybody too.
    """
    type: Literal["lists"] = "lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksChanged:
    """What waits for the operator of tasks and messages is another; the last one tells all."""

    revision: int
    tasks: TaskBell
    type: Literal["tasks"] = "tasks"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersChanged:
    """What stands before the operator of what they promised is another; the last one tells all."""

    revision: int
    reminders: ReminderBell
    type: Literal["reminders"] = "reminders"


LiveMessage = (
    CardChanged | CardWithdrawn | OwnStateChanged | LinkChanged | ListsChanged | TasksChanged | RemindersChanged
)
ServerMessage = Hello | Snapshot | Resumed | LiveMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Where the client stood before the socket dropped."""

    epoch: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Auth:
    """First message from the client; the login itself is the session cookie of the upgrade request."""

    csrf: str
    tab: str
    resume: Resume | None = None
    type: Literal["auth"] = "auth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The card of `revision` is on the screen (visible tells whether the tab was in the foreground)."""

    revision: int
    card_id: CallId
    visible: bool
    type: Literal["rendered"] = "rendered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """The page answers: its main thread runs. A browser answers pings for a page that is frozen or hung."""

    type: Literal["alive"] = "alive"


ClientMessage = Auth | Rendered | Alive
