"""Rights over call rounds, and whom they would call."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from callbridge.app.call_rounds import RoundDesk
from callbridge.app.round_port import PartyPage, RoundFacts
from callbridge.crm.call_round import EntryOutcome, EntryResult, RoundAction, RoundProgress, RoundState, RoundWork
from callbridge.crm.list_query import ListQuery
from callbridge.crm.mailing import Audience, AudienceKind
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.crm.round_roll import MAX_ENTRIES, Party, RoundAudience
from callbridge.kernel.errors import Forbidden, InvalidInput
from callbridge.kernel.ids import OperatorId
from tests.support.clock import FakeClock
from tests.support.web_people import ANNA, BORIS, NINE

LEADS = Audience(kind=AudienceKind.LEADS)


@dataclass
class KeptRounds:
    """A round whose audience is what a test says, and what was written."""

    people: Sequence[Party] = ()
    audience: Audience | None = LEADS
    campaign_id: int | None = None
    asked: list[Any] = field(default_factory=list)
    read_for: set[OperatorId | None] = field(default_factory=set)
    """Whose reach the people were asked for within."""

    async def facts(self, round_id: int) -> RoundFacts:
        return RoundFacts(id=round_id, campaign_id=self.campaign_id, audience=self.audience)

    async def progress(self, round_id: int) -> RoundProgress:
        return RoundProgress(id=round_id, version=2, state=RoundState.OPEN)

    async def party_page(self, campaign_id: int | None, query: ListQuery | None, after: int, limit: int) -> PartyPage:
        self.read_for.add(query.reader.operator_id if query else None)
        end = after + limit
        return PartyPage(parties=self.people[after:end], next=end if end < len(self.people) else None)

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
        self.asked.append((action, [one.key for one in parties]))

    async def work(self, round_id: int, operator: Operator, *, at: datetime) -> RoundWork:
        return RoundWork(
            id=round_id, name="", script="", state=RoundState.OPEN, campaign_id=None, entry=None, left=0
        )  # fmt: skip

    async def keep(self, entry_id: int, operator: Operator, *, at: datetime) -> None:
        self.asked.append(("keep", entry_id, at))

    async def settle(self, entry_id: int, operator: Operator, result: EntryResult, *, at: datetime) -> None:
        self.asked.append((result.outcome, entry_id, at))

    async def leave(self, operator: Operator) -> None:
        self.asked.append(("leave", operator.login))


def desk(rounds: KeptRounds) -> RoundDesk:
    return RoundDesk(rounds=rounds, clock=FakeClock(NINE))


def people(how_many: int) -> list[Party]:
    return [Party(person_id=number, number_key=f"+7916{number:07}") for number in range(how_many)]


async def test_whom_a_round_would_call_is_counted_over_every_page() -> None:
    """R55."""
    rounds = KeptRounds(
        [*people(1_200), *people(3), Party(person_id=5_000), Party(person_id=5_001, wants_no_calls=True)]
    )
    counted = await desk(rounds).audience(BORIS, 1)
    assert counted == RoundAudience(entries=1_200, without_number=1, wanting_no_calls=1, repeated=3)


async def test_beginning_writes_everybody_once_and_nobody_is_no_round() -> None:
    rounds = KeptRounds([*people(2), *people(2)])
    assert (await desk(rounds).move(BORIS, 1, 1, RoundAction.START)).state is RoundState.OPEN
    assert rounds.asked == [(RoundAction.START, ["person 0", "person 1"])]
    await desk(rounds).move(BORIS, 1, 2, RoundAction.PAUSE)
    assert rounds.asked[-1] == (RoundAction.PAUSE, [])
    for nobody in ([], [Party(person_id=1)]):
        with pytest.raises(InvalidInput) as refused:
            await desk(KeptRounds(nobody)).move(BORIS, 1, 1, RoundAction.START)
        assert refused.value.fields == {"audience": "round.nobody"}


async def test_a_round_calls_nobody_beyond_the_reach_of_who_begins_it() -> None:
    """R152: a supervisor of one branch could have had the leads of all called, and read their numbers."""
    rounds = KeptRounds(people(2))
    await desk(rounds).audience(BORIS, 1)
    await desk(rounds).move(BORIS, 1, 1, RoundAction.START)
    assert rounds.read_for == {BORIS.id}


@pytest.mark.parametrize(
    ("rounds", "fields"),
    [
        (KeptRounds(people(MAX_ENTRIES + 1)), {"audience": "round.too_many"}),
        (KeptRounds(audience=None), {"audience": "required"}),
        (KeptRounds(audience=Audience(kind=AudienceKind.PARTICIPANTS)), {"campaign": "required"}),
    ],
)
async def test_an_audience_that_cannot_be_called_is_refused_before_anything_is_written(
    rounds: KeptRounds, fields: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await desk(rounds).move(BORIS, 1, 1, RoundAction.START)
    assert refused.value.fields == fields
    assert rounds.asked == []


async def test_an_operator_works_and_moves_nothing() -> None:
    rounds = KeptRounds(people(1))
    assert (await desk(rounds).work(ANNA, 1)).left == 0
    assert (await desk(rounds).progress(ANNA, 1)).version == 2
    await desk(rounds).keep(ANNA, 3)
    await desk(rounds).settle(ANNA, 3, EntryResult(outcome=EntryOutcome.BUSY))
    await desk(rounds).leave(ANNA)
    assert rounds.asked == [("keep", 3, NINE), (EntryOutcome.BUSY, 3, NINE), ("leave", "anna")]
    for forbidden in (desk(rounds).move(ANNA, 1, 1, RoundAction.START), desk(rounds).audience(ANNA, 1)):
        with pytest.raises(Forbidden):
            await forbidden
