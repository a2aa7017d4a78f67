"""Deals, contracts and contacts as records: each rule's one way through the store."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert, select

from callbridge.crm.operator import Role
from callbridge.kernel.errors import Forbidden, IllegalMove, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from tests.support.records import Writer

CALL, MEETING, PRESENTATION, QUOTATION, CONTRACT, LOST = range(1, 7)
BY_CALL, BY_MEETING = 1, 4


async def test_a_deal_made_by_hand_begins_on_the_first_stage_of_its_topic(vera: Writer) -> None:
    """R71, R107, R119."""
    deal = await vera.make("deal", name="Дом", topic=1, amount="5000000", expected_close="2027-01-31", probability=20)
    assert (deal.names["stage"], deal.values["state"], deal.names["owner"]) == ("Звонок", "open", "Anna")
    assert (deal.values["amount_base"], deal.values["currency"]) == (Decimal(5_000_000), "RUB")
    assert (deal.values["expected_close"], deal.values["probability"]) == (date(2027, 1, 31), 20)
    assert await vera.history(deal.id) == [(None, CALL, "created")]


async def test_a_done_contact_passes_the_stage_that_asks_for_it(vera: Writer) -> None:
    """R77, R120, A16."""
    deal = await vera.make("deal", name="Дом", topic=1)
    for method in (BY_MEETING, BY_CALL):
        await vera.make("activity", kind="contact", at="2026-11-23T12:00:00Z", method=method, deal=deal.id)
    assert (await vera.store.records.read("deal", deal.id)).names["stage"] == "Встреча"
    assert await vera.history(deal.id) == [(None, CALL, "created"), (CALL, MEETING, "activity")]


async def test_a_planned_contact_passes_it_when_it_is_done(vera: Writer) -> None:
    deal = await vera.make("deal", name="Дом", topic=1)
    planned = await vera.make("activity", kind="next_contact", at="2026-11-24T12:00:00Z", method=BY_CALL, deal=deal.id)
    assert planned.values["done_at"] is None
    assert len(await vera.history(deal.id)) == 1
    done = await vera.change("activity", planned, kind="contact")
    assert done.values["done_at"] is not None
    assert len(await vera.history(deal.id)) == 2
    with pytest.raises(InvalidInput):
        await vera.change("activity", done, kind="next_contact")


async def test_signing_a_contract_wins_its_deal_and_the_customer_is_no_prospect(vera: Writer) -> None:
    """R121, A14; the contract says what the deal said."""
    person, event = await vera.make("person", full_name="Пётр"), await vera.make("campaign", name="Выставка")
    deal = await vera.make("deal", name="Дом", topic=1, amount="5000000", person=person.id, campaign=event.id)
    draft = await vera.make("contract", number="1/2026", deal=deal.id)
    assert (draft.values["amount"], draft.values["person"], draft.values["state"]) == (
        Decimal(5_000_000), person.id, "draft",
    )  # fmt: skip
    assert (await vera.store.records.read("deal", deal.id)).values["state"] == "open"
    await vera.change("contract", draft, state="signed", signed_on="2026-11-23")
    won = await vera.store.records.read("deal", deal.id)
    assert (won.values["state"], won.names["stage"]) == ("won", "Договор")
    assert await vera.history(deal.id) == [(None, CALL, "created"), (CALL, CONTRACT, "contract")]
    assert (await vera.store.records.read("person", person.id)).values["lifecycle"] == "customer"


async def test_a_contract_of_a_deal_is_in_the_deals_currency_unless_it_says_another(vera: Writer) -> None:
    """R20: also when another amount was agreed on."""
    deal = await vera.make("deal", name="Дом", topic=1, amount="1000", currency="USD", rate="90")
    other = await vera.make("contract", number="1", deal=deal.id, amount="1100")
    assert (other.values["currency"], other.values["amount_base"]) == ("USD", Decimal(99_000))
    roubles = await vera.make("contract", number="2", deal=deal.id, amount="95000", currency="RUB")
    assert (roubles.values["currency"], roubles.values["amount_base"]) == ("RUB", Decimal(95_000))


async def test_a_terminated_contract_leaves_its_deal_won(vera: Writer) -> None:
    """R121: it was; and what was signed is not put away."""
    deal = await vera.make("deal", name="Дом", topic=1)
    signed = await vera.make("contract", number="1", deal=deal.id, state="signed", signed_on="2026-11-23")
    ended = await vera.change("contract", signed, state="terminated")
    assert (await vera.store.records.read("deal", deal.id)).values["state"] == "won"
    with pytest.raises(IllegalMove, match=r"contract\.was_signed"):
        await vera.store.records.remove("contract", ended.id, ended.version, vera.author, at=vera.at)
    draft = await vera.make("contract", number="2", deal=deal.id)
    await vera.store.records.remove("contract", draft.id, draft.version, vera.author, at=vera.at)


async def test_a_contract_whose_deal_cannot_be_won_is_not_signed_either(vera: Writer) -> None:
    """R121: one transaction."""
    deal = await vera.make("deal", name="Дом", topic=1)
    draft = await vera.make("contract", number="1", deal=deal.id)
    nobody = Writer(vera.store, OperatorId(99))
    with pytest.raises(NotFound, match=r"operator\.not_found"):
        await nobody.change("contract", draft, state="signed", signed_on="2026-11-23")
    assert (await vera.store.records.read("contract", draft.id)).values["state"] == "draft"
    assert (await vera.store.records.read("deal", deal.id)).values["state"] == "open"


async def test_a_contract_without_a_deal_may_have_an_event_of_its_own(vera: Writer) -> None:
    """Rule 3 of the model."""
    event = await vera.make("campaign", name="Выставка")
    alone = await vera.make("contract", number="2", campaign=event.id, state="signed", signed_on="2026-11-23")
    assert alone.names["campaign"] == "Выставка"
    deal = await vera.make("deal", name="Дом", topic=1)
    with pytest.raises(InvalidInput) as refused:
        await vera.change("contract", alone, deal=deal.id)
    assert refused.value.fields == {"campaign": "campaign_of_deal"}


async def test_a_contract_of_a_deal_shows_the_deals_event_and_may_be_told_the_same(vera: Writer) -> None:
    """R32, rule 3 of the model: made in that event's tab, it says the event itself; another one is refused."""
    event, other = [await vera.make("campaign", name=name) for name in ("Выставка", "Радио")]
    deal = await vera.make("deal", name="Дом", topic=1, campaign=event.id)
    made = [
        await vera.make("contract", number="1", deal=deal.id),
        await vera.make("contract", number="2", deal=deal.id, campaign=event.id),
    ]
    for one in made:
        assert (one.values["campaign"], one.names["campaign"]) == (event.id, "Выставка")
    with pytest.raises(InvalidInput) as refused:
        await vera.change("contract", made[0], campaign=other.id)
    assert refused.value.fields == {"campaign": "campaign_of_deal"}
    moved = await vera.change("deal", deal, campaign=other.id)
    assert (await vera.store.records.read("contract", made[1].id)).names["campaign"] == "Радио"
    await vera.change("deal", moved, campaign=None)
    assert (await vera.store.records.read("contract", made[1].id)).values["campaign"] is None


async def test_only_a_manager_changes_the_event_of_a_deal(vera: Writer) -> None:
    """Rule 3 of the model: attribution is frozen, and a change of it is in the history."""
    event = await vera.make("campaign", name="Выставка")
    deal = await vera.make("deal", name="Дом", topic=1, campaign=event.id)
    boris = Writer(vera.store, vera.author.operator_id, Role.SUPERVISOR)
    with pytest.raises(Forbidden, match=r"deal\.campaign_frozen"):
        await boris.change("deal", deal, campaign=None)
    assert (await boris.change("deal", deal, name="Дом у реки")).values["campaign"] == event.id


async def test_a_topic_with_other_stages_asks_for_one_of_them(vera: Writer) -> None:
    """Rule 1 of the model; a topic of the same pipeline is just changed."""
    deal = await vera.make("deal", name="Дом", topic=1)
    same = await vera.make("sales_topic", name="Дома", pipeline=1)
    assert (await vera.change("deal", deal, topic=same.id)).names["topic"] == "Дома"


async def test_nobody_is_reminded_of_a_contact_that_is_done(vera: Writer) -> None:
    """R99, R117."""
    planned = await vera.make("activity", kind="next_contact", at="2026-11-24T12:00:00Z", method=BY_CALL)
    values = {"activity_id": planned.id, "operator_id": vera.author.operator_id, "remind_at": vera.at}
    statement = insert(t.reminder).values(**values, state="waiting").inline()
    await vera.store.database.run(lambda tx: tx.execute(statement))
    await vera.change("activity", planned, kind="contact")
    assert await vera.store.database.read(lambda tx: tx.value(select(t.reminder.c.state))) == "cancelled"


async def test_a_customer_somebody_put_back_is_left_so_by_other_changes(vera: Writer) -> None:
    person = await vera.make("person", full_name="Пётр")
    deal = await vera.make("deal", name="Дом", topic=1, person=person.id)
    promoted = await vera.store.records.read("person", person.id)
    await vera.change("person", promoted, lifecycle="prospect")
    await vera.change("deal", deal, name="Дом у реки")
    assert (await vera.store.records.read("person", person.id)).values["lifecycle"] == "prospect"
