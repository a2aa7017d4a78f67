"""What the web shell may call: the operator's commands. One object, built by the daemon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from callbridge.app.ports import Desk, Operators
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.interest import InterestForm, SavedInterest
from callbridge.crm.operator import Operator, Presence
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.screenpop.wire import OwnState, PbxLink


class CardCommands(Protocol):
    """What an operator does with a card on their screen."""

    async def answer(self, operator: Operator, call_id: CallId) -> None:
        """✓ (R73): NotFound when it does not ring for them, IllegalMove, AmiUnavailable, AmiRefused."""
        ...

    async def dismiss(self, operator: Operator, call_id: CallId) -> None:
        """Close a card that is no longer ringing or talking: IllegalMove otherwise, NotFound when gone."""
        ...


class PresenceCommands(Protocol):
    """Ready or paused."""

    async def set_presence(self, operator: Operator, presence: Presence, reason: str) -> OwnState:
        """Keep it, pause the queue member, tell all the operator's tabs. InvalidInput when paused without a reason."""
        ...


class InterestCommands(Protocol):
    """Saving the interest card."""

    async def save(self, operator: Operator, key: str, form: InterestForm) -> SavedInterest:
        """Validate and write once per `key` (R116); InvalidInput names every wrong field."""
        ...


class Roster(Protocol):
    """Who works here, kept in memory because every ring asks."""

    async def reload(self) -> None:
        """Read all operators again after one was added or changed."""
        ...

    def get(self, operator_id: OperatorId) -> Operator | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Answer of ``/health``: green only when every link and the store work."""

    is_ok: bool
    store_ok: bool
    links: Sequence[PbxLink]
    version: str


class HealthSource(Protocol):
    """Tells the present health; never waits longer than a second."""

    async def health(self) -> Health: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything the web shell needs."""

    desk: Desk
    operators: Operators
    roster: Roster
    sessions: OperatorSessions
    cards: CardCommands
    presence: PresenceCommands
    interests: InterestCommands
    health: HealthSource
    pause_reasons: tuple[str, ...]
    private_sales: bool
    read_number: Callable[[str], PhoneNumber]
    """Reads a number typed by hand."""
