"""The demo's company: seeded once, by the same doors people use."""

from datetime import UTC

from callbridge.commands.demo_data import CUSTOMERS, LINE_FAIR, OPERATORS, numbers
from callbridge.commands.demo_seed import CAMPAIGNS, seed
from callbridge.commands.demo_stories import STORIES
from callbridge.crm.entities import ENTITIES
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.operator import Language, Role
from callbridge.store.store import open_store
from tests.support.calls import NINE
from tests.support.clock import FakeClock

_EVENTS = ListQuery(
    entity=ENTITIES["campaign"],
    order=read_order("", ENTITIES["campaign"], Role.MANAGER),
    reader=Reader(role=Role.MANAGER, language=Language.RU, zone=UTC, now=NINE),
)


async def test_a_company_with_a_past_is_there_once(sqlite_url: str) -> None:
    """R76: number, name, organisation and previous contacts of a demo customer are found by one lookup.

    A manager sees the whole chain: what each event cost, the interests, deals, contracts and revenue it brought.
    """
    clock = FakeClock(NINE)
    async with open_store(sqlite_url, 1, clock) as store:
        await seed(store, clock.now())
        await seed(store, clock.now())
        operators = await store.operators.operators()
        assert len(operators) == len(OPERATORS)
        facts = await store.lookup.caller_facts(numbers(CUSTOMERS[0].number)[0], LINE_FAIR)
        assert [each.person_name for each in facts.candidates] == [CUSTOMERS[0].name]
        assert facts.contacts_total >= 2
        assert facts.campaign is not None
        totals = await store.lists.totals(_EVENTS)
        contracts = [story.sale for story in STORIES if story.sale and story.sale.contract]
        brought = {
            "interests": sum(story.campaign is not None for story in STORIES),
            "deals": sum(story.sale is not None for story in STORIES),
            "contracts": len(contracts),
            "revenue": sum(sale.amount for sale in contracts),
        }
        assert totals.count == len(CAMPAIGNS)
        assert {name: totals.sums[name] for name in brought} == brought
        assert all(totals.sums[name] for name in ("labour_hours", "cost_plan", "cost_fact"))
        promised = [(await store.follow_ups.open(each.id, 50))[1] for each in operators]
        assert sum(promised) == sum(story.promised_hours is not None for story in STORIES)
