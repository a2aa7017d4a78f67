"""The demo's company: seeded once, by the same doors an operator uses."""

from pathlib import Path

from callbridge.commands.demo_data import CUSTOMERS, LINE_FAIR, OPERATORS, numbers, seed
from callbridge.kernel.numbers import NumberForm
from callbridge.store.store import open_store
from tests.support.calls import NINE
from tests.support.clock import FakeClock


async def test_a_known_customer_calls_with_a_history_and_a_campaign(tmp_path: Path) -> None:
    """R76: number, name, organisation and previous contacts of a demo customer are found by one lookup."""
    clock = FakeClock(NINE)
    async with open_store(f"sqlite:///{tmp_path}/demo.db", 1, clock) as store:
        await seed(store, clock.now())
        await seed(store, clock.now())
        assert len(await store.operators.operators()) == len(OPERATORS)
        facts = await store.lookup.caller_facts(numbers(CUSTOMERS[0].number)[0], LINE_FAIR)
        assert [each.person_name for each in facts.candidates] == [CUSTOMERS[0].name]
        assert facts.contacts_total >= 2
        assert facts.campaign is not None


def test_every_customer_has_a_number_that_can_be_read() -> None:
    assert all(number.form is NumberForm.E164 for number in numbers(*(each.number for each in CUSTOMERS)))
