"""Leads that programs bring: once a key, the person told by the number and never guessed."""

from dataclasses import replace
from typing import Any

from sqlalchemy import func, insert, select

from callbridge.crm.incoming_lead import Arrival, LeadRules, LeadSender
from callbridge.crm.interest import InterestForm, SavedInterest
from callbridge.kernel.ids import CampaignId, OperatorId
from callbridge.store import tables as t
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_person
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.stores import NOW, an_operator, phone

MOBILE = phone("+79161234567")
FORM = InterestForm(at=NOW, method_id=3, person_text="Пётр", content="Хочу дом")


async def bring(store: SqlStore, maker: OperatorId, form: InterestForm = FORM, **how: Any) -> SavedInterest:
    sender = LeadSender(channel=how.get("channel", "token 5"), name="Сайт", operator_id=maker)
    rules = how.get("rules", LeadRules())
    return await store.desk.save_interest(
        key=how.get("key", "k"),
        form=form,
        numbers=(MOBILE,),
        owner_id=maker,
        private_sales=False,
        at=NOW,
        arrival=Arrival(sender=sender, rules=rules, page_url="https://a.ru/x", consent="Согласен"),
    )


async def lead(store: SqlStore, lead_id: int) -> Any:
    return await store.database.read(lambda tx: tx.row(select(t.lead).where(t.lead.c.id == lead_id)))


async def test_a_brought_lead_is_nobodys_yet_and_is_listed(store: SqlStore, anna: OperatorId) -> None:
    """R52: it keeps the page and what the person agreed to; the audit trail has it under the program's name."""
    saved = await bring(store, anna)
    row = await lead(store, saved.lead_id)
    assert (row.owner_id, row.channel, row.page_url, row.consent) == (None, "token 5", "https://a.ru/x", "Согласен")
    (listed,) = await store.desk.leads()
    assert (listed.owner_id, listed.owner, listed.content) == (None, "", "Хочу дом")
    (entry,) = await store.audit.entries("lead", str(saved.lead_id), 10)
    assert (entry.operator, entry.operator_id, entry.action) == ("Сайт", anna, "record.created")


async def test_a_key_means_something_within_its_channel(store: SqlStore, anna: OperatorId) -> None:
    first = await bring(store, anna)
    assert await bring(store, anna, replace(FORM, content="other")) == replace(first, is_repeat=True)
    assert await store.desk.brought_interest(channel="token 5", key="k") == replace(first, is_repeat=True)
    other = await bring(store, anna, channel="form 5")
    by_hand = await store.desk.save_interest(key="k", form=FORM, numbers=(), owner_id=anna, private_sales=False, at=NOW)
    assert len({first.lead_id, other.lead_id, by_hand.lead_id}) == 3


async def test_its_owner_is_the_events_else_the_rules(store: SqlStore, anna: OperatorId) -> None:
    boris = await store.operators.add_operator(an_operator("boris"), "hash")

    def event(tx: Tx) -> CampaignId:
        made = add_campaign(tx, "Выставка")
        employee = tx.value(select(t.operator.c.employee_id).where(t.operator.c.id == boris))
        tx.execute(t.campaign.update().where(t.campaign.c.id == made).values(owner_id=employee))
        return made

    campaign = await store.database.run(event)
    of_event = replace(FORM, campaign_id=campaign)
    rules = LeadRules(login="ANNA")
    owners = [
        (await lead(store, (await bring(store, anna, form, key=key, rules=how)).lead_id)).owner_id
        for key, form, how in (
            ("1", of_event, rules),
            ("2", FORM, rules),
            ("3", of_event, LeadRules(by_campaign=False)),
            ("4", FORM, LeadRules(login="gone")),
        )
    ]
    assert owners == [boris, anna, None, None]


async def test_somebody_new_is_written_with_the_number(store: SqlStore, anna: OperatorId) -> None:
    saved = await bring(store, anna)
    assert saved.person_id is not None
    person = await store.desk.person(saved.person_id)
    assert person is not None
    assert [point.e164 for point in person.phones] == ["+79161234567"]


async def test_the_one_person_of_a_number_is_taken_when_the_name_may_be_theirs(
    store: SqlStore, anna: OperatorId
) -> None:
    known = await store.database.run(lambda tx: add_person(tx, "Пётр Сидоров", at=NOW, phones=(MOBILE,)))
    assert (await bring(store, anna)).person_id == known
    assert (await bring(store, anna, replace(FORM, person_text=""), key="2")).person_id == known


async def test_another_name_or_several_people_are_left_for_somebody_to_choose(
    store: SqlStore, anna: OperatorId
) -> None:
    """R148: candidates are shown, never chosen."""
    await store.database.run(lambda tx: add_person(tx, "Мария Сидорова", at=NOW, phones=(MOBILE,)))
    saved = await bring(store, anna)
    assert saved.person_id is None
    assert (await lead(store, saved.lead_id)).person_text == "Пётр"
    ivan = await store.database.run(lambda tx: add_person(tx, "Иван", at=NOW, phones=(MOBILE,)))
    assert (await bring(store, anna, replace(FORM, person_text=""), key="2")).person_id is None
    assert (await bring(store, anna, replace(FORM, person_text="иван"), key="3")).person_id == ivan
    people = await store.database.read(lambda tx: tx.value(select(func.count()).select_from(t.person)))
    assert people == 2


async def test_the_person_of_a_letter_is_told_by_the_address_and_made_with_it(
    store: SqlStore, anna: OperatorId
) -> None:
    """R52: mail programs write names as they like, so one who has the address is who wrote."""
    first = await letter(store, anna, "Пётр", "Petr@client.ru")
    again = await letter(store, anna, "P. Petrov", "petr@CLIENT.ru")
    assert (first.person_id is not None, again.person_id) == (True, first.person_id)
    await store.database.run(lambda tx: _share_address(tx, "petr@client.ru"))
    assert (await letter(store, anna, "Анна", "petr@client.ru")).person_id not in (None, first.person_id)
    assert (await letter(store, anna, "Кто-то", "petr@client.ru")).person_id is None


async def letter(store: SqlStore, maker: OperatorId, name: str, address: str) -> SavedInterest:
    sender = LeadSender(channel="mailbox", name="mailbox", operator_id=maker, method="email")
    return await store.desk.save_interest(
        key=f"{name} {address}",
        form=replace(FORM, person_text=name, extra=address),
        numbers=(),
        owner_id=maker,
        private_sales=False,
        at=NOW,
        arrival=Arrival(sender=sender, rules=LeadRules(), address=address),
    )


def _share_address(tx: Tx, address: str) -> None:
    """Give the address to another person too."""
    other = add_person(tx, "Анна", at=NOW)
    point = {"number_key": "", "extension": "", "reversed_digits": "", "is_shared": False}
    tx.execute(insert(t.contact_point).values(person_id=other, kind="email", raw=address, address_key=address, **point))
