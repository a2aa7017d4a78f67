"""What the use cases of call rounds need from the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callbridge.crm.call_round import EntryResult, RoundAction, RoundProgress, RoundWork
from callbridge.crm.list_query import ListQuery
from callbridge.crm.mailing import Audience
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.crm.round_roll import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """A round as beginning it needs it."""

    id: int
    campaign_id: int | None
    audience: Audience | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPage:
    """Some of an audience's people, and where the next begin; None at the end."""

    parties: Sequence[Party]
    next: int | None


class CallRounds(Protocol):
    """Call rounds in the store; every method is one unit of work and may raise StoreUnavailable."""

    async def facts(self, round_id: int) -> RoundFacts:
        """Return a round; raises NotFound."""
        ...

    async def progress(self, round_id: int) -> RoundProgress:
        """Count a round's entries; raises NotFound."""
        ...

    async def party_page(self, campaign_id: int | None, query: ListQuery | None, after: int, limit: int) -> PartyPage:
        """Return people of an audience behind `after`; `query` is that of a list, None of an event's participants."""
        ...

    async def move(
        self,
        round_id: int,
        version: int,
        action: RoundAction,
        author: Author,
        *,
        at: datetime,
        parties: Sequence[Party],
    ) -> None:
        """Begin (with these people), pause, go on, close; NotFound, IllegalMove, Conflict at another version."""
        ...

    async def work(self, round_id: int, operator: Operator, *, at: datetime) -> RoundWork:
        """Take the next entry for an operator, or the one they have; NotFound, Forbidden ``round.not_assigned``."""
        ...

    async def keep(self, entry_id: int, operator: Operator, *, at: datetime) -> None:
        """Let an operator have an entry for a while more; NotFound, Forbidden, Conflict ``round.taken``."""
        ...

    async def settle(self, entry_id: int, operator: Operator, result: EntryResult, *, at: datetime) -> None:
        """Write what became of a call; saying the same again writes nothing. NotFound, Conflict, InvalidInput."""
        ...

    async def leave(self, operator: Operator) -> None:
        """Give back whatever the operator has and has not settled."""
        ...
