"""The call log: every filter, every order, pages, totals, legs, and that none of it scans the table."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from callbridge.crm.call_list import CallCursor, CallFilter, CallOrder, CallSort, CallTotals
from callbridge.crm.call_log import LegRecord, LegRow, MomentKind, MomentRecord
from callbridge.crm.interest import InterestForm
from callbridge.crm.reach import EVERYTHING
from callbridge.kernel.ids import CallId, CampaignId, LegId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.store import call_list
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_organization, add_person
from callbridge.store.statement import Plan
from callbridge.store.store import SqlStore, open_store
from callbridge.store.tx import Tx
from tests.store.test_call_records import a_call, keep
from tests.support.clock import FakeClock
from tests.support.stores import NOW, an_operator, phone

NEWEST_FIRST = CallOrder()


def leg(operator: OperatorId, number: int = 1) -> LegRecord:
    return LegRecord(leg_id=LegId(f"main:{operator}.{number}"), endpoint="PJSIP/1", operator_id=operator)


def digits(text: str) -> PhoneNumber:
    return PhoneNumber(form=NumberForm.UNREADABLE, raw=text, digits=text)


async def listed(store: SqlStore, order: CallOrder = NEWEST_FIRST, limit: int = 50, **wanted: Any) -> list[int]:
    """Return the numbers of the calls found, page after page."""
    seen: list[int] = []
    start = None
    while page := await store.desk.calls(CallFilter(**wanted), order, start, limit):
        seen += [int(row.call_id.split(":")[1].split(".")[0]) for row in page]
        value: Any = {
            CallSort.STARTED: page[-1].started_at,
            CallSort.WAIT: page[-1].wait_seconds,
            CallSort.TALK: page[-1].talk_seconds,
        }[order.sort]
        start = CallCursor(value=value, call_id=page[-1].call_id)
    return seen


def at(number: int) -> datetime:
    return NOW + timedelta(seconds=number)


@pytest.mark.parametrize("sort", list(CallSort))
@pytest.mark.parametrize("is_descending", [True, False])
async def test_pages_follow_each_other_without_gap_in_any_order(
    store: SqlStore, sort: CallSort, is_descending: bool
) -> None:
    """Also where many calls have the same value."""
    await keep(
        store,
        *(
            a_call(number, started_at=at(number // 3), talk_seconds=(number % 2) * 0.1, wait_seconds=number / 3)
            for number in range(8)
        ),
    )
    values = {
        CallSort.STARTED: [number // 3 for number in range(8)],
        CallSort.WAIT: list(range(8)),
        CallSort.TALK: [number % 2 for number in range(8)],
    }[sort]
    wanted = sorted(range(8), key=lambda number: (values[number], number), reverse=is_descending)
    for limit in (1, 2, 3, 50):
        assert await listed(store, CallOrder(sort=sort, is_descending=is_descending), limit) == wanted, limit


async def test_a_cursor_without_a_call_begins_after_its_instant(store: SqlStore) -> None:
    """What `before` held in the first version."""
    await keep(store, *(a_call(number) for number in range(4)))
    page = await store.desk.calls(CallFilter(), NEWEST_FIRST, CallCursor(value=at(2)), 50)
    assert [row.started_at for row in page] == [at(1), at(0)]


async def test_calls_are_filtered_by_what_the_network_said(store: SqlStore) -> None:
    await keep(
        store,
        a_call(1, direction="outbound", outcome="answered"),
        a_call(2, outcome="missed", queue="sales"),
        a_call(3, outcome="abandoned", queue="support", did_e164="", did_raw="s"),
        a_call(4, outcome="answered", did_e164="+74950000000"),
    )
    assert await listed(store, direction="outbound") == [1]
    assert await listed(store, outcomes=("missed",)) == [2]
    assert await listed(store, outcomes=("missed", "abandoned"), limit=1) == [3, 2]
    assert await listed(store, queue="sales") == [2]
    assert await listed(store, did="+74950000000") == [4]
    assert await listed(store, did="s") == [3]
    assert await listed(store, since=at(2), until=at(4)) == [3, 2]
    assert await listed(store, outcomes=("answered",), direction="inbound", since=at(0)) == [4]
    assert await listed(store, outcomes=("failed",)) == []


async def test_calls_are_found_by_a_number_its_beginning_or_its_end(store: SqlStore) -> None:
    await keep(
        store,
        a_call(1),
        a_call(2, number_e164="+74951234567"),
        a_call(3, number_e164="", number_raw="00 791"),
        a_call(4, number_e164="", number_raw="anonymous"),
    )
    assert await listed(store, number=phone("+79161234567")) == [1]
    assert await listed(store, number=digits("7916")) == [1]
    assert await listed(store, number=digits("1234567")) == [2, 1]
    assert await listed(store, number=digits("00791")) == [3]
    assert await listed(store, number=digits("791"), limit=1) == [3, 1]
    assert await listed(store, number=digits("555")) == []


async def test_an_operators_calls_are_those_that_rang_were_answered_or_dialled(
    store: SqlStore, anna: OperatorId
) -> None:
    boris = await store.operators.add_operator(an_operator("boris"), "hash")
    await keep(
        store,
        a_call(1, legs=(leg(anna, 1), leg(anna, 2), leg(boris))),
        a_call(2, operator_id=anna, outcome="answered"),
        a_call(3, operator_id=boris, legs=(leg(boris),)),
        a_call(4, operator_id=boris, legs=(leg(anna), leg(boris))),
    )
    assert await listed(store, operator_id=anna) == [4, 2, 1]
    assert await listed(store, operator_id=anna, limit=1) == [4, 2, 1]
    assert await listed(store, operator_id=anna, outcomes=("answered",)) == [2]
    assert await listed(store, operator_id=anna, number=phone("+79161234567")) == [4, 2, 1]
    assert await listed(store, operator_id=anna, since=at(2), until=at(4)) == [2]


async def test_a_phone_that_rang_often_in_one_call_ends_no_page_early(store: SqlStore, anna: OperatorId) -> None:
    """A queue rings the same phone again and again while the caller waits."""
    await keep(store, a_call(1, legs=(leg(anna),)), a_call(2, legs=tuple(leg(anna, number) for number in range(40))))
    page = await store.desk.calls(CallFilter(operator_id=anna), NEWEST_FIRST, None, 2)
    assert [row.call_id for row in page] == ["main:2.1", "main:1.1"]


async def _saved(store: SqlStore, anna: OperatorId) -> tuple[PersonId, OrganizationId, CampaignId]:
    """Calls 1 to 4: of a person by its number, by its lead, of nobody, and with a lead of another organization."""
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    ivan = await store.database.run(lambda tx: add_person(tx, "Иван", at=NOW, phones=[phone("+79161234567")]))
    await keep(
        store,
        a_call(1, person_id=ivan, campaign_id=campaign),
        a_call(2),
        a_call(3, number_e164="+79990000000"),
        a_call(4, organization_id=acme),
    )
    form = InterestForm(at=NOW, method_id=1, person_id=ivan, organization_id=acme, call_id=CallId("main:2.1"))
    await store.desk.save_interest(key="k", form=form, numbers=[], owner_id=anna, private_sales=False, at=NOW)
    return ivan, acme, campaign


async def test_calls_are_filtered_by_whom_and_what_they_belong_to(store: SqlStore, anna: OperatorId) -> None:
    ivan, acme, campaign = await _saved(store, anna)
    assert await listed(store, person_id=ivan) == [2, 1]
    assert await listed(store, person_id=ivan, limit=1) == [2, 1]
    assert await listed(store, organization_id=acme) == [4, 2]
    assert await listed(store, campaign_id=campaign) == [1]
    assert await listed(store, has_lead=True) == [2]
    assert await listed(store, has_lead=False) == [4, 3, 1]
    assert await listed(store, person_id=ivan, organization_id=acme) == [2]
    assert await listed(store, person_id=ivan, has_lead=False) == [1]


async def test_the_calls_of_a_deal_are_those_its_leads_and_contacts_name(store: SqlStore, anna: OperatorId) -> None:
    await keep(store, a_call(1), a_call(2), a_call(3))
    form = InterestForm(at=NOW, method_id=1, outcome_id=1, new_deal=True, call_id=CallId("main:2.1"))
    saved = await store.desk.save_interest(key="k", form=form, numbers=[], owner_id=anna, private_sales=False, at=NOW)
    assert saved.deal_id is not None
    assert await listed(store, deal_id=saved.deal_id) == [2]
    assert await listed(store, deal_id=saved.deal_id, has_lead=False) == []
    assert await listed(store, person_id=PersonId(99), deal_id=saved.deal_id) == []
    assert (await store.desk.call_totals(CallFilter(deal_id=saved.deal_id))).count == 1
    assert await listed(store, deal_id=saved.deal_id + 1) == []


async def test_calls_that_were_handed_over_are_found_and_counted(store: SqlStore, anna: OperatorId) -> None:
    """R152: a transfer of any kind, once or more; a parking is none."""
    blind, attended, parked = (
        MomentRecord(kind=kind, at=NOW, endpoint="PJSIP/101", operator_id=anna)
        for kind in (MomentKind.BLIND, MomentKind.ATTENDED, MomentKind.PARKED)
    )
    await keep(
        store, a_call(1), a_call(2, moments=(parked,)), a_call(3, moments=(blind,), operator_id=anna),
        a_call(4, moments=(blind, parked, attended)),
    )  # fmt: skip
    assert await listed(store, is_transferred=True, limit=1) == [4, 3]
    assert await listed(store, is_transferred=True, operator_id=anna) == [3]
    assert await listed(store, is_transferred=False) == [2, 1]
    assert [row.transfers for row in await store.desk.calls(CallFilter(), NEWEST_FIRST, None, 9)] == [2, 1, 0, 0]


async def test_totals_count_exactly_the_rows_of_the_list(store: SqlStore, anna: OperatorId) -> None:
    """Each figure opens to the rows behind it."""
    await _saved(store, anna)
    await keep(
        store,
        a_call(5, outcome="answered", answered_at=at(6), talk_seconds=60.0, wait_seconds=4.0, operator_id=anna),
        a_call(6, outcome="abandoned", wait_seconds=8.0, number_e164="+79995550000"),
        a_call(7, direction="outbound", outcome="answered", talk_seconds=30.0, wait_seconds=100.0),
        a_call(8, direction="outbound", outcome="failed"),
    )
    assert await store.desk.call_totals(CallFilter()) == CallTotals(
        count=8, answered=2, missed=1, talk_seconds=90.0, wait_seconds=6.0
    )
    one_sided = CallFilter(operator_id=anna)
    assert await store.desk.call_totals(one_sided) == CallTotals(
        count=1, answered=1, missed=0, talk_seconds=60.0, wait_seconds=4.0
    )
    nothing = CallTotals(count=0, answered=0, missed=0, talk_seconds=0.0, wait_seconds=0.0)
    assert await store.desk.call_totals(CallFilter(queue="none")) == nothing
    for wanted in _usual():
        assert (await store.desk.call_totals(CallFilter(**wanted))).count == len(await listed(store, **wanted))


async def test_legs_are_told_in_the_order_they_came_with_the_operators_names(store: SqlStore, anna: OperatorId) -> None:
    rang = LegRecord(
        leg_id=LegId("main:9.1"), endpoint="PJSIP/101", operator_id=anna, rang_at=at(1), answered_at=at(3),
        ended_at=at(9), ring_end="answered", ring_seconds=2.0, talk_seconds=5.5, hold_seconds=0.5,
    )  # fmt: skip
    other = LegRecord(leg_id=LegId("main:1.1"), endpoint="PJSIP/555", operator_id=None)
    await keep(store, a_call(1, legs=(rang, other)))
    nobody = LegRow(
        leg_id=LegId("main:1.1"), endpoint="PJSIP/555", operator_id=None, operator="", rang_at=None, answered_at=None,
        ended_at=None, ring_end="", ring_seconds=0.0, talk_seconds=0.0, hold_seconds=0.0,
    )  # fmt: skip
    theirs = LegRow(
        leg_id=LegId("main:9.1"), endpoint="PJSIP/101", operator_id=anna, operator="Anna", rang_at=at(1),
        answered_at=at(3), ended_at=at(9), ring_end="answered", ring_seconds=2.0, talk_seconds=5.5, hold_seconds=0.5,
    )  # fmt: skip
    assert await store.desk.call_legs(CallId("main:1.1")) == [theirs, nobody]
    assert await store.desk.call_legs(CallId("main:2.1")) == []


def _usual() -> list[dict[str, Any]]:
    """The filters people use, alone and together."""
    return [
        {},
        {"since": at(0), "until": at(9)},
        {"direction": "inbound"},
        {"outcomes": ("missed",)},
        {"outcomes": ("missed", "abandoned")},
        {"operator_id": OperatorId(1)},
        {"operator_id": OperatorId(1), "since": at(0), "outcomes": ("missed",)},
        {"queue": "sales"},
        {"did": "+74951112233"},
        {"did": "s"},
        {"campaign_id": CampaignId(1), "direction": "inbound"},
        {"number": phone("+79161234567")},
        {"number": digits("4567")},
        {"person_id": PersonId(1)},
        {"organization_id": OrganizationId(1)},
        {"has_lead": True},
        {"has_lead": False, "since": at(0)},
        {"is_missed_open": True},
        {"is_missed_open": True, "queue": "sales"},
        {"is_transferred": True},
        {"is_transferred": True, "operator_id": OperatorId(1)},
        {"is_transferred": False, "since": at(0)},
    ]


class _Explaining(Tx):
    """Answers nothing, and keeps how each statement would be done."""

    def __init__(self, tx: Tx) -> None:
        super().__init__(tx._connection, tx._dialect)
        self.plans: list[str] = []

    def rows(self, statement: Any, **params: Any) -> list[Any]:
        plan = Plan(statement, self._dialect)
        is_sqlite = self._dialect.name == "sqlite"
        if not is_sqlite:
            self._connection.execute("SET enable_seqscan = off")
        prefix = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
        found = self._connection.execute(prefix + plan.sql, plan.bind(params)).fetchall()
        self.plans.append("\n".join(str(row[-1]) for row in found))
        return []


def _scans(plan: str) -> Sequence[str]:
    """Lines that read a table from end to end; an index walked in the list's order stops at the page's end."""
    return [
        line
        for line in plan.splitlines()
        if "Seq Scan" in line or (line.startswith("SCAN") and " USING " not in line and line.split()[1] == "call")
    ]


@pytest.mark.parametrize("wanted", _usual(), ids=lambda wanted: "+".join(wanted) or "all")
async def test_no_usual_page_scans_the_calls(store: SqlStore, wanted: dict[str, Any]) -> None:
    """SQLite must choose an index; PostgreSQL, which rightly scans tables as small as these, must be able to."""

    def unit(tx: Tx) -> list[str]:
        explaining = _Explaining(tx)
        for sort in CallSort:
            value: Any = NOW if sort is CallSort.STARTED else 1.0
            for start in (None, CallCursor(value=value, call_id=CallId("main:1.1"))):
                order = CallOrder(sort=sort)
                call_list.call_page(explaining, CallFilter(**wanted), order, start, 50, reach=EVERYTHING)
        return explaining.plans

    plans = await store.database.read(unit)
    assert len(plans) == 2 * len(CallSort)
    assert [plan for plan in plans if _scans(plan)] == []


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({}, "ix_call_totals"),
        ({"since": NOW}, "ix_call_totals"),
        ({"is_missed_open": True}, "ix_call_missed"),
        ({"is_transferred": True}, "ix_call_transferred"),
        ({"direction": "inbound"}, "ix_call_direction_started_at"),
        ({"outcomes": ("missed",)}, "ix_call_outcome_started_at"),
        ({"queue": "sales"}, "ix_call_queue_started_at"),
        ({"did": "+74951112233"}, "ix_call_did_e164_started_at"),
        ({"campaign_id": 1}, "ix_call_campaign_id_started_at"),
        ({"number": phone("+79161234567")}, "ix_call_number_key_started_at"),
        ({"operator_id": 1}, "ix_call_leg_operator_id_started_at"),
        ({"number": digits("4567")}, "ix_call_reversed_digits"),
    ],
)
async def test_each_usual_filter_has_its_own_index(sqlite_url: str, wanted: dict[str, Any], index: str) -> None:

    def unit(tx: Tx) -> list[str]:
        explaining = _Explaining(tx)
        call_list.call_page(explaining, CallFilter(**wanted), NEWEST_FIRST, None, 50, reach=EVERYTHING)
        return explaining.plans

    async with open_store(sqlite_url, 1, FakeClock(NOW)) as store:
        (plan,) = await store.database.read(unit)
    assert index in plan, plan
