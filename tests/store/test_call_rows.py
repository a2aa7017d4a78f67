"""One call as the lists show it."""

from datetime import timedelta

from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.call_log import CallRow
from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_organization
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call, keep
from tests.support.stores import NOW, phone

MOBILE = phone("+79161234567")


async def test_a_call_is_listed_with_the_names_behind_its_ids(store: SqlStore, anna: OperatorId) -> None:
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка"))
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    await keep(
        store,
        a_call(1, operator_id=anna, campaign_id=campaign, outcome="answered", ended_at=NOW, queue="sales",
               caller_name="IVAN", wait_seconds=2.5, talk_seconds=60.25),
    )  # fmt: skip
    saved = await store.desk.save_interest(
        key="k", numbers=[MOBILE], owner_id=anna, private_sales=False, at=NOW,
        form=InterestForm(at=NOW, method_id=1, person_text="Иван", organization_id=acme, call_id=CallId("main:1.1")),
    )  # fmt: skip
    expected = CallRow(
        call_id=CallId("main:1.1"), started_at=NOW + timedelta(seconds=1), direction="inbound", number="+79161234567",
        caller_name="IVAN", did="+74951112233", queue="sales", outcome="answered", wait_seconds=2.5,
        talk_seconds=60.25, is_partial=False, ended_at=NOW, campaign_id=campaign, campaign="Выставка",
        person_id=saved.person_id, person="Иван", organization_id=acme, organization="Акме", operator_id=anna,
        operator="Anna", lead_id=saved.lead_id,
    )  # fmt: skip
    assert await store.desk.calls(CallFilter(), CallOrder(), None, 5) == [expected]
    assert await store.desk.call(CallId("main:1.1")) == expected
    assert await store.desk.call(CallId("main:2.1")) is None


async def test_an_unread_number_is_listed_as_received(store: SqlStore) -> None:
    await keep(store, a_call(1, number_e164="", number_raw="alice", did_e164="", did_raw="s"))
    (row,) = await store.desk.calls(CallFilter(), CallOrder(), None, 5)
    assert (row.number, row.did, row.person, row.operator) == ("alice", "s", "", "")


async def test_a_networks_word_for_nothing_is_neither_a_number_nor_a_name(store: SqlStore) -> None:
    """A9: a number withheld is told as such also after the call, and is nothing to dial."""
    await keep(store, a_call(1, number_e164="", number_raw="anonymous", caller_name="Anonymous"))
    (row,) = await store.desk.calls(CallFilter(), CallOrder(), None, 5)
    assert (row.number, row.caller_name) == ("", "")
