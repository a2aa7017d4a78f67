"""What the directory says of who calls, and the trace of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from callbridge.app.caller_history import CallerHistory
from callbridge.app.customer import Customer
from callbridge.app.ports import CallerFacts
from callbridge.crm.directory import CampaignRef
from callbridge.kernel.ids import CampaignId, PersonId
from callbridge.matching.match import Candidate, MatchKind
from callbridge.screenpop.trace import Trace
from callbridge.telephony.call_event import Direction
from tests.support.app import FakeLookup, KeepingObserver, settle
from tests.support.calls import ANNA, NINE, live_call
from tests.support.clock import FakeClock

PETROV = CallerFacts(
    candidates=(Candidate(is_exact=True, person_id=PersonId(5), person_name="Пётр Петров"),),
    contacts_total=7,
    campaign=CampaignRef(id=CampaignId(9), name="Выставка"),
)


@dataclass
class Asking:
    """A customer, and what became of the questions."""

    tasks: asyncio.TaskGroup
    direction: Direction = Direction.INBOUND
    timeout_s: float = 30.0
    lookup: FakeLookup = field(default_factory=FakeLookup)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NINE))
    trace: Trace = field(default_factory=Trace)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        history = CallerHistory(self.lookup, KeepingObserver(), self.timeout_s)
        self.customer = Customer(live_call(self.direction), self.trace, history, self.clock)

    def ask(self) -> None:
        self.customer.look_up(self.tasks, show=lambda: self.told.append("show"), keep=lambda: self.told.append("keep"))

    @property
    def codes(self) -> list[str]:
        return [step.code.removeprefix("trace.") for step in self.trace.steps()]


@asynccontextmanager
async def asking(direction: Direction = Direction.INBOUND) -> AsyncIterator[Asking]:
    async with asyncio.TaskGroup() as tasks:
        yield Asking(tasks, direction)


async def test_cards_are_held_back_until_the_directory_answers() -> None:
    async with asking() as one:
        one.lookup.facts = PETROV
        one.ask()
        assert one.customer.is_held_back
        assert one.customer.match(ANNA).kind is MatchKind.UNCHECKED
        await settle()
        assert (one.customer.is_held_back, one.told) == (False, ["show", "keep"])
        assert one.customer.match(ANNA).kind is MatchKind.KNOWN
        assert one.customer.known == PETROV.candidates[0]
        assert one.customer.campaign == PETROV.campaign
        assert one.customer.history.total == 7
        assert one.codes == ["lookup_answered"]


async def test_an_internal_call_asks_nobody() -> None:
    async with asking(Direction.INTERNAL) as one:
        one.ask()
        assert (one.customer.is_held_back, one.lookup.asked, one.codes) == (False, [], ["lookup_internal"])


async def test_a_failed_lookup_keeps_what_was_known_before() -> None:
    async with asking() as one:
        one.lookup.facts = PETROV
        one.ask()
        await settle()
        one.lookup.is_down = True
        one.ask()
        await settle()
        assert one.customer.known == PETROV.candidates[0]
        assert one.codes == ["lookup_answered", "lookup_failed"]


async def test_only_the_answer_to_the_newest_question_counts() -> None:
    async with asking() as one:
        one.lookup.gate.clear()
        one.ask()
        one.ask()
        one.lookup.gate.set()
        await settle()
        assert (one.told, one.codes) == (["show", "keep"], ["lookup_found_nobody"])


async def test_numbers_written_while_the_directory_is_asked_are_one_more_question() -> None:
    """However many are written: the answer on its way may be older than they are, the one after it is not."""
    async with asking() as one:
        one.lookup.gate.clear()
        one.ask()
        await settle()
        assert [one.customer.is_to_be_asked_of_numbers() for _ in range(5)] == [False] * 5
        one.lookup.gate.set()
        await settle()
        assert len(one.lookup.asked) == 2
        assert one.told == ["show", "keep"] * 2


async def test_whoever_is_known_is_not_asked_for_when_a_number_is_written() -> None:
    async with asking() as one:
        one.lookup.facts = PETROV
        one.ask()
        assert not one.customer.is_to_be_asked_of_numbers()
        await settle()
        assert not one.customer.is_to_be_asked_of_numbers()
        assert len(one.lookup.asked) == 1


async def test_a_caller_whom_nobody_knows_is_asked_for_when_a_number_is_written() -> None:
    async with asking() as one:
        one.ask()
        await settle()
        assert one.customer.is_to_be_asked_of_numbers()
