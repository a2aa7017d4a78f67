"""Call rounds (R55): people of a filtered list, called one by one - who is next, and what became of each.

Never a "call list": that is the list of calls (crm/call_list.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from callbridge.crm.interest import Rating
from callbridge.kernel.errors import IllegalMove, InvalidInput

MAX_NOTE_CHARS = 2_000
CLAIM_FOR = timedelta(minutes=10)
"""How long an entry is an operator's without a sign of them."""
LONGEST_DELAY = timedelta(days=90)
BUSY_AGAIN_AFTER = timedelta(minutes=15)
NOT_REACHED_AGAIN_AFTER = timedelta(hours=2)
TALKED_AGAIN_AFTER = timedelta(days=1)
"""Of a talk by hand that nobody said the result of: somebody looks at it, but not at once."""


class RoundState(StrEnum):
    """Where a round is."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class RoundAction(StrEnum):
    """What supervisors do with one."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


_MOVES: Mapping[tuple[RoundState, RoundAction], RoundState] = {
    (RoundState.DRAFT, RoundAction.START): RoundState.OPEN,
    (RoundState.OPEN, RoundAction.PAUSE): RoundState.PAUSED,
    (RoundState.OPEN, RoundAction.CLOSE): RoundState.CLOSED,
    (RoundState.PAUSED, RoundAction.RESUME): RoundState.OPEN,
    (RoundState.PAUSED, RoundAction.CLOSE): RoundState.CLOSED,
}


def moved(state: RoundState, action: RoundAction) -> RoundState:
    """Return the state after an action; raises IllegalMove when there is none from here."""
    after = _MOVES.get((state, action))
    if after is None:
        raise IllegalMove("round.illegal_move")
    return after


def brought_back(state: RoundState) -> RoundState:
    """Return the state of a round that was put away and is brought back: nobody is given its calls by that alone."""
    return RoundState.PAUSED if state is RoundState.OPEN else state


class EntryState(StrEnum):
    """What became of one entry."""

    WAITING = "waiting"
    """To be called, now or later."""
    INTERESTED = "interested"
    REFUSED = "refused"
    REACHED = "reached"
    """Talked to, with an interest that says neither."""
    WRONG_NUMBER = "wrong_number"
    SKIPPED = "skipped"
    NO_CALLS = "no_calls"
    """They asked for no calls, before or in this round."""
    NO_NUMBER = "no_number"


TALKED = (EntryState.INTERESTED, EntryState.REFUSED, EntryState.REACHED)


class EntryOutcome(StrEnum):
    """What an operator says of a call of a round, when no interest card says it."""

    NOT_REACHED = "not_reached"
    BUSY = "busy"
    REFUSED = "refused"
    WRONG_NUMBER = "wrong_number"
    NO_CALLS = "no_calls"
    SKIPPED = "skipped"


_AGAIN_AFTER: Mapping[EntryOutcome, timedelta] = {
    EntryOutcome.NOT_REACHED: NOT_REACHED_AGAIN_AFTER,
    EntryOutcome.BUSY: BUSY_AGAIN_AFTER,
}
_ENDS: Mapping[EntryOutcome, EntryState] = {
    EntryOutcome.REFUSED: EntryState.REFUSED,
    EntryOutcome.WRONG_NUMBER: EntryState.WRONG_NUMBER,
    EntryOutcome.NO_CALLS: EntryState.NO_CALLS,
    EntryOutcome.SKIPPED: EntryState.SKIPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """What an operator says of an entry."""

    outcome: EntryOutcome
    again_at: datetime | None = None
    """When to call again, of one who was not reached; by itself soon."""
    refusal_reason_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What an entry becomes."""

    state: EntryState
    next_try_at: datetime | None = None


def settle(result: EntryResult, at: datetime) -> Settlement:
    """Return what an entry becomes by an operator's word; InvalidInput names what is missing or wrong."""
    if len(result.note) > MAX_NOTE_CHARS:
        raise InvalidInput({"note": "too_long"})
    ends = _ENDS.get(result.outcome)
    if ends is not None:
        if result.outcome is EntryOutcome.REFUSED and result.refusal_reason_id is None:
            raise InvalidInput({"refusal_reason_id": "reason_required"})
        return Settlement(state=ends)
    again_at = result.again_at or at + _AGAIN_AFTER[result.outcome]
    if not at < again_at <= at + LONGEST_DELAY:
        raise InvalidInput({"again_at": "in_the_past" if again_at <= at else "out_of_range"})
    return Settlement(state=EntryState.WAITING, next_try_at=again_at)


def state_of_interest(rating: Rating | None) -> EntryState:
    """Return what an entry becomes when its interest card was saved."""
    if rating in (Rating.POSITIVE, Rating.SATISFACTORY):
        return EntryState.INTERESTED
    return EntryState.REFUSED if rating is Rating.NEGATIVE else EntryState.REACHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry that waits, as choosing the next needs it."""

    id: int
    next_try_at: datetime | None = None
    """None: never tried."""
    claimed_by: int | None = None
    claimed_until: datetime | None = None

    def is_claimed(self, at: datetime) -> bool:
        """Say whether it is some operator's now; a claim lapses by itself."""
        return self.claimed_by is not None and self.claimed_until is not None and at < self.claimed_until


def next_entry(waiting: Iterable[Waiting], operator_id: int, at: datetime) -> Waiting | None:
    """Return whom an operator calls next: who they have already, who was promised the earliest call, who is new.

    One that another operator has, or whose time has not come, is nobody's next.
    """
    free: list[Waiting] = []
    for one in waiting:
        if one.is_claimed(at):
            if one.claimed_by == operator_id:
                return one
        elif one.next_try_at is None or one.next_try_at <= at:
            free.append(one)
    return min(free, key=lambda one: (one.next_try_at is None, one.next_try_at or at, one.id), default=None)


def is_counted(claimed_at: datetime | None, last_tried_at: datetime | None) -> bool:
    """Say whether the call log has counted the try of this claim already."""
    return claimed_at is not None and last_tried_at is not None and last_tried_at >= claimed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """How far a round is."""

    id: int
    version: int
    state: RoundState
    counts: Mapping[str, int] = field(default_factory=dict)
    """Entries by `EntryState`."""
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEntry:
    """The entry an operator works on."""

    id: int
    person_id: int | None
    organization_id: int | None
    name: str
    organization: str
    job_title: str
    phone: str
    """E.164, or as it was entered when that is not known."""
    tries: int
    last_tried_at: datetime | None
    note: str
    """What was noted at the try before."""
    claimed_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWork:
    """What an operator of a round sees."""

    id: int
    name: str
    script: str
    state: RoundState
    campaign_id: int | None
    entry: RoundEntry | None
    """None: nobody is to be called now."""
    left: int
    """Entries that wait, this one and later ones included."""
    next_at: datetime | None = None
    """When the first of those that wait may be called, while there is none now."""
