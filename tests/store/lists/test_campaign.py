"""The list of campaigns, on both engines."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, insert, select

from callbridge.crm.dictionary import CampaignState
from callbridge.crm.entities import ENTITIES
from callbridge.crm.entities.campaign import CAMPAIGN
from callbridge.crm.interest import InterestForm
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_person
from callbridge.store.lists import engine
from callbridge.store.lists.campaign import CAMPAIGNS
from callbridge.store.store import SqlStore, open_store
from callbridge.store.tx import Tx
from tests.support.clock import FakeClock
from tests.support.list_things import READER
from tests.support.stores import NOW


def insert_of(table: Table, **values: Any) -> Any:
    """Return the INSERT of a row with what every row of money has."""
    money = {"currency": "RUB", "rate": Decimal(1)} if "rate" in table.c else {}
    return insert(table).values(**money, **values).returning(table.c.id)


async def test_every_figure_of_an_event_is_the_sum_of_the_rows_behind_it(store: SqlStore, anna: OperatorId) -> None:
    """R15-R21, R32, A1-A4: each source apart, so that none multiplies another; a contract is its deal's event's."""

    def write(tx: Tx) -> None:
        fair = add_campaign(tx, "Выставка", date_from=NOW)
        plan = add_campaign(tx, "Семинар", state=CampaignState.PREPARING)
        employee = tx.value(select(t.operator.c.employee_id).where(t.operator.c.id == anna))
        topic = tx.rows(select(t.sales_topic.c.id, t.sales_topic.c.pipeline_id))[0]
        stage = tx.value(select(t.stage.c.id).where(t.stage.c.pipeline_id == topic.pipeline_id))
        for campaign in (fair, plan):
            for hours in ("2.5", "4"):
                tx.execute(
                    insert_of(
                        t.labour,
                        campaign_id=campaign,
                        employee_id=employee,
                        hours_plan=Decimal(hours),
                        hours_fact=Decimal(1),
                        hour_rate=Decimal("100.10"),
                    )
                )
            for amount in (1_000, 500, 7):
                tx.execute(
                    insert_of(
                        t.cost,
                        campaign_id=campaign,
                        name="Стенд",
                        plan_amount=Decimal(amount),
                        fact_amount=Decimal(amount),
                        plan_base=Decimal(amount),
                        fact_base=Decimal(amount + 1),
                    )
                )
        tx.execute(t.campaign.update().where(t.campaign.c.id == plan).values(cost_includes_labour=True))
        deals = [
            tx.value(
                insert_of(
                    t.deal,
                    name=name,
                    topic_id=topic.id,
                    pipeline_id=topic.pipeline_id,
                    stage_id=stage,
                    campaign_id=fair,
                    created_at=NOW,
                    stage_at=NOW,
                    active_at=NOW,
                    archived_at=NOW if name == "ошибка" else None,
                )
            )
            for name in ("раз", "два", "ошибка")
        ]
        for number, (deal, own, state, amount) in enumerate(
            [
                (deals[0], None, "signed", 300),
                (deals[0], None, "draft", 999),
                (None, fair, "signed", 20),
                (None, plan, "signed", 5),
                (None, None, "signed", 1),
            ]
        ):
            tx.execute(
                insert_of(
                    t.contract,
                    number=str(number),
                    deal_id=deal,
                    campaign_id=own,
                    state=state,
                    signed_on=NOW.date(),
                    amount=Decimal(amount),
                    amount_base=Decimal(amount),
                    created_at=NOW,
                )
            )

    await store.database.run(write)
    names = ("labour_hours", "cost_plan", "cost_fact", "interests", "deals", "contracts", "revenue")
    rows = (await store.lists.page(asked("name"), None, 50)).rows
    figures = {row["name"]: tuple(row[name] for name in names) for row in rows}
    assert figures == {
        "Выставка": (Decimal(2), Decimal(1507), Decimal(1510), 0, 2, 2, Decimal(320)),
        "Семинар": (
            Decimal("6.5"), Decimal(1507) + Decimal("650.65"), Decimal(1510) + Decimal("200.20"), 0, 0, 1, Decimal(5),
        ),
    }  # fmt: skip
    totals = await store.lists.totals(asked())
    assert totals.sums == {name: sum(row[name] for row in rows) for name in names}  # type: ignore[misc]
    for name in names:
        ordered = await store.lists.page(asked(f"-{name}"), None, 50)
        values = [row[name] for row in ordered.rows]
        assert values == sorted(values, reverse=True), name  # type: ignore[type-var]
    fair_id = next(row["id"] for row in rows if row["name"] == "Выставка")
    contracts = ENTITIES["contract"]
    behind = ListQuery(
        entity=contracts, order=read_order("", contracts, Role.ADMIN), reader=READER,
        filter=read_filter(
            {"all": [
                {"field": "campaign", "op": "eq", "value": fair_id},
                {"field": "state", "op": "eq", "value": "signed"},
            ]},
            contracts, Role.ADMIN,
        ),
    )  # fmt: skip
    found = await store.lists.totals(behind)
    assert (found.count, found.sums) == (2, {"amount_base": Decimal(320)})


async def test_hours_are_told_apart_and_a_person_who_came_twice_is_one(store: SqlStore, anna: OperatorId) -> None:
    """A1, A3: columns to connect beside «Труд» and «Интерес»."""

    def write(tx: Tx) -> None:
        fair = add_campaign(tx, "Выставка")
        add_campaign(tx, "Семинар")
        employee = tx.value(select(t.operator.c.employee_id).where(t.operator.c.id == anna))
        hours = {"hours_plan": Decimal("2.5"), "hours_fact": Decimal(4)}
        tx.execute(insert_of(t.labour, campaign_id=fair, employee_id=employee, **hours))
        method, people = tx.value(select(t.contact_method.c.id)), [add_person(tx, name, at=NOW) for name in "АБ"]
        for number, person in enumerate((people[0], people[0], people[1], None)):
            lead = {
                "idempotency_key": str(number), "at": NOW, "saved_at": NOW, "method_id": method, "is_private": False,
                **dict.fromkeys(("extra", "organization_text", "person_text", "content"), ""),
            }  # fmt: skip
            tx.execute(insert(t.lead).values(**lead, person_id=person, campaign_id=fair, new_deal=False, remind=False))

    await store.database.run(write)
    names = ("hours_plan", "hours_fact", "interests", "people")
    for sort in ("-people", "-hours_fact"):
        rows = (await store.lists.page(asked(sort), None, 50)).rows
        assert [tuple(row[name] for name in names) for row in rows] == [(Decimal("2.5"), 4, 4, 2), (0, 0, 0, 0)], sort


def asked(sort: str = "", tab: str = "", search: str = "", data: object = None) -> ListQuery:
    return ListQuery(
        entity=CAMPAIGN, order=read_order(sort, CAMPAIGN, Role.OPERATOR), reader=READER, search=search,
        filter=read_filter(data, CAMPAIGN, Role.OPERATOR),
        tab=next((one for one in CAMPAIGN.tabs if one.id == tab), None),
    )  # fmt: skip


async def names(store: SqlStore, query: ListQuery) -> list[object]:
    return [row["name"] for row in (await store.lists.page(query, None, 50)).rows]


async def test_events_are_listed_by_tab_with_their_interests_counted_once(store: SqlStore, anna: OperatorId) -> None:
    """R6-R10, R18: tabs by state with counters; a deleted interest counts for nothing."""

    def write(tx: Tx) -> tuple[int, ...]:
        day = timedelta(days=1)
        return (
            add_campaign(tx, "Выставка", date_from=NOW - day),
            add_campaign(tx, "Радио", date_from=NOW),
            add_campaign(tx, "Семинар", state=CampaignState.PREPARING),
        )

    fair, radio, _ = await store.database.run(write)
    for number, campaign in enumerate([fair, fair, fair, radio]):
        form = InterestForm(at=NOW, method_id=1, campaign_id=campaign, content=str(number))  # type: ignore[arg-type]
        saved = await store.desk.save_interest(
            key=str(number), form=form, numbers=[], owner_id=anna, private_sales=False, at=NOW
        )
        if number == 0:
            gone = t.lead.update().where(t.lead.c.id == saved.lead_id).values(deleted_at=NOW)
            await store.database.run(lambda tx: tx.execute(gone))  # noqa: B023
    assert await names(store, asked()) == ["Радио", "Выставка", "Семинар"]
    assert await names(store, asked("-interests")) == ["Выставка", "Радио", "Семинар"]
    assert await names(store, asked("interests", tab="running")) == ["Радио", "Выставка"]
    page = await store.lists.page(asked("name"), None, 50)
    assert [row["interests"] for row in page.rows] == [2, 1, 0]
    totals = await store.lists.totals(asked(tab="running"))
    assert (totals.count, totals.sums["interests"]) == (2, 3)
    assert totals.tabs == {"preparing": 1, "running": 2, "done": 0, "all": 3}
    assert await names(store, asked(search="выст")) == ["Выставка"]
    assert await names(store, asked(search="«»")) == []
    assert await names(store, asked(data={"field": "interests", "op": "gt", "value": 1})) == ["Выставка"]
    assert await names(store, asked(data={"field": "date_from", "op": "is_empty"})) == ["Семинар"]


async def test_the_figures_of_a_page_are_read_off_indexes_alone(sqlite_url: str) -> None:
    """R15-R21: a page of events does not read the thousands of interests, deals and contracts behind its figures."""
    plans: list[str] = []

    class Explaining(Tx):
        def _run(self, plan: Any, params: Any) -> Any:
            found = self._connection.execute("EXPLAIN QUERY PLAN " + plan.sql, plan.bind(params)).fetchall()
            plans.append("\n".join(str(row[-1]) for row in found))
            return super()._run(plan, params)

    def unit(tx: Tx) -> None:
        add_campaign(tx, "Выставка", date_from=NOW)
        plans.clear()
        engine.page(Explaining(tx._connection, tx._dialect), CAMPAIGNS, asked(), None, 50)

    async with open_store(sqlite_url, 1, FakeClock(NOW)) as store:
        await store.database.run(unit)
    for index in ("lead_kept", "deal_kept", "deal_campaign_id", "contract_campaign_id", "contract_deal_id"):
        assert f"USING COVERING INDEX ix_{index}" in plans[-1], plans[-1]
