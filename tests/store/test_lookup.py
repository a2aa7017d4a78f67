"""Who is behind a number."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from callbridge.crm.dictionary import CampaignState
from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import OperatorId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.matching.match import Candidate
from callbridge.store import tables as t
from callbridge.store.call_records import write_calls
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call
from tests.support.records import Writer
from tests.support.stores import NOW, phone

MOBILE = phone("+79161234567")
DID = "+74951112233"


async def person(store: SqlStore, name: str, *phones: PhoneNumber) -> PersonId:
    return await store.database.run(lambda tx: add_person(tx, name, at=NOW, phones=phones))


async def interest(store: SqlStore, owner: OperatorId, name: str, number: PhoneNumber, at: datetime = NOW) -> None:
    form = InterestForm(at=at, method_id=1, person_text=name, organization_text="ООО Ромашка")
    await store.desk.save_interest(
        key=f"{name} {at} {number}", form=form, numbers=[number], owner_id=owner, private_sales=False, at=at
    )


async def candidates(store: SqlStore, number: PhoneNumber) -> tuple[Candidate, ...]:
    return (await store.lookup.caller_facts(number, "")).candidates


async def test_a_number_of_the_directory_finds_its_person(store: SqlStore) -> None:
    """R76, R86."""
    ivan = await person(store, "Иван", MOBILE)
    await person(store, "Ольга", phone("+79160000000"))
    assert await candidates(store, MOBILE) == (Candidate(is_exact=True, person_id=ivan, person_name="Иван"),)


async def test_the_person_comes_with_organization_last_contact_and_who_looks_after(
    store: SqlStore, anna: OperatorId
) -> None:
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW))
    ivan = await store.database.run(
        lambda tx: add_person(tx, "Иван", at=NOW, phones=[MOBILE], organization_id=acme, is_private=True)
    )
    await interest(store, anna, "Иван", MOBILE, NOW - timedelta(days=2))
    await store.database.run(
        lambda tx: write_calls(tx, [a_call(1, person_id=ivan, started_at=NOW - timedelta(days=1))])
    )
    assert await candidates(store, MOBILE) == (
        Candidate(
            is_exact=True, person_id=ivan, person_name="Иван", organization_id=acme, organization_name="Акме",
            is_private=True, last_contact_at=NOW - timedelta(days=1), responsible_id=anna,
        ),
    )  # fmt: skip


async def test_a_number_known_only_from_an_earlier_interest_is_found(store: SqlStore, anna: OperatorId) -> None:
    """R148."""
    await interest(store, anna, "", MOBILE, NOW - timedelta(days=30))
    await interest(store, anna, "", MOBILE, NOW - timedelta(days=3))
    (found,) = await candidates(store, MOBILE)
    assert found.lead_id is not None
    assert found == Candidate(
        is_exact=True, organization_name="ООО Ромашка", lead_id=found.lead_id,
        last_contact_at=NOW - timedelta(days=3), responsible_id=anna,
    )  # fmt: skip


async def test_a_person_and_their_own_interests_are_one_candidate(store: SqlStore, anna: OperatorId) -> None:
    for day in range(3):
        await interest(store, anna, "Иван", MOBILE, NOW - timedelta(days=day))
    assert [found.person_name for found in await candidates(store, MOBILE)] == ["Иван"]


async def test_several_people_on_a_shared_number_are_all_found(store: SqlStore, anna: OperatorId) -> None:
    await interest(store, anna, "Иван", MOBILE)
    await interest(store, anna, "Ольга", MOBILE)
    found = await candidates(store, MOBILE)
    assert {(one.person_name, one.is_shared) for one in found} == {("Иван", True), ("Ольга", True)}


async def test_the_extension_tells_people_behind_a_switchboard_apart(store: SqlStore) -> None:
    await person(store, "Иван", phone(DID, "101"))
    await person(store, "Ольга", phone(DID, "102"))
    assert [found.person_name for found in await candidates(store, phone(DID, "102"))] == ["Ольга"]
    assert len(await candidates(store, phone(DID, "999"))) == 2
    assert len(await candidates(store, phone(DID))) == 2


async def test_a_switchboard_finds_the_organization(store: SqlStore) -> None:
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW, phones=[phone(DID)]))
    expected = Candidate(is_exact=True, organization_id=acme, organization_name="Акме")
    assert await candidates(store, phone(DID)) == (expected,)


async def test_nine_equal_last_digits_are_a_hint_and_not_an_identity(store: SqlStore, anna: OperatorId) -> None:
    await person(store, "Иван", phone("+79161234567"))
    await interest(store, anna, "", phone("+380161234567"))
    found = await candidates(store, phone("+49161234567"))
    assert {(one.is_exact, one.person_name, one.lead_id is not None) for one in found} == {
        (False, "Иван", False),
        (False, "", True),
    }


async def test_eight_equal_last_digits_are_nothing(store: SqlStore) -> None:
    await person(store, "Иван", phone("+79161234567"))
    assert await candidates(store, phone("+78161234567")) != ()
    assert await candidates(store, phone("+79261234567")) == ()


async def test_an_exact_number_silences_similar_ones(store: SqlStore) -> None:
    await person(store, "Иван", MOBILE)
    await person(store, "Ольга", phone("+49161234567"))
    assert [found.person_name for found in await candidates(store, MOBILE)] == ["Иван"]


async def test_a_number_of_no_plan_is_found_only_by_equal_digits(store: SqlStore) -> None:
    odd = PhoneNumber(form=NumberForm.UNREADABLE, raw="5550123", digits="5550123")
    await person(store, "Иван", odd)
    assert [found.person_name for found in await candidates(store, replace(odd, raw="555-01-23"))] == ["Иван"]
    assert await candidates(store, replace(odd, digits="15550123")) == ()


@pytest.mark.parametrize("form", [NumberForm.WITHHELD, NumberForm.INTERNAL, NumberForm.OWN])
async def test_a_number_that_may_not_be_matched_still_finds_the_lines_campaign(
    store: SqlStore, form: NumberForm
) -> None:
    campaign = await store.database.run(lambda tx: add_campaign(tx, "Выставка", dids=[DID]))
    number = PhoneNumber(form=form, raw="101", e164=DID if form is NumberForm.OWN else "", digits="101")
    await person(store, "Иван", phone(DID))
    facts = await store.lookup.caller_facts(number, DID)
    assert facts.campaign is not None
    assert (facts.campaign.id, facts.candidates, facts.contacts_total) == (campaign, (), 0)


async def test_a_running_campaign_has_its_line_before_others(store: SqlStore) -> None:
    """A11."""
    for state in (CampaignState.CANCELLED, CampaignState.DONE, CampaignState.RUNNING, CampaignState.PREPARING):
        await store.database.run(partial(add_campaign, name=state.value, state=state, dids=[DID]))
    facts = await store.lookup.caller_facts(MOBILE, DID)
    assert facts.campaign is not None
    assert facts.campaign.name == "running"


@pytest.mark.parametrize(
    ("begins", "ends", "is_found"),
    [(None, None, True), (-1, 1, True), (0, None, True), (1, None, False), (None, 0, False), (-2, -1, False)],
)
async def test_a_line_belongs_to_a_campaign_only_between_its_dates(
    store: SqlStore, begins: int | None, ends: int | None, is_found: bool
) -> None:
    date_from = None if begins is None else NOW + timedelta(days=begins)
    date_to = None if ends is None else NOW + timedelta(days=ends)
    await store.database.run(lambda tx: add_campaign(tx, "Акция", dids=[DID], date_from=date_from, date_to=date_to))
    assert ((await store.lookup.caller_facts(MOBILE, DID)).campaign is not None) == is_found


async def test_an_interest_an_admin_removed_is_no_longer_found(store: SqlStore, anna: OperatorId) -> None:
    await interest(store, anna, "", MOBILE)
    await store.database.run(lambda tx: tx.execute(update(t.lead).values(deleted_at=NOW)))
    facts = await store.lookup.caller_facts(MOBILE, "")
    assert (facts.candidates, facts.contacts) == ((), ())


async def test_a_caller_with_an_open_deal_is_told_first(store: SqlStore, anna: OperatorId) -> None:
    """R77, A10: with the reason; a deal that is over counts no more."""
    vera = Writer(store, anna)
    person = await vera.make("person", full_name="Пётр")
    number = phone("+79161234567")
    await vera.make("contact_point", person=person.id, kind="phone", raw=number.raw, dialled=number)
    deal = await vera.make("deal", name="Дом", topic=1, person=person.id)
    (candidate,) = (await store.lookup.caller_facts(number, "")).candidates
    assert candidate.open_deals == 1
    await vera.move(deal, 6, refusal_reason_id=1)
    (candidate,) = (await store.lookup.caller_facts(number, "")).candidates
    assert candidate.open_deals == 0


@pytest.mark.parametrize(("day", "is_theirs"), [("2026-11-22", False), ("2026-11-23", True), ("2026-11-24", True)])
async def test_a_number_is_somebodys_while_it_is_valid(
    store: SqlStore, anna: OperatorId, day: str, is_theirs: bool
) -> None:
    """R142: a number given up is another's today; NOW is the 23rd, the last day still counts."""
    vera = Writer(store, anna)
    person = await vera.make("person", full_name="Пётр")
    number = phone("+79161234567")
    await vera.make("contact_point", person=person.id, kind="phone", raw=number.raw, dialled=number, valid_to=day)
    facts = await store.lookup.caller_facts(number, "")
    assert bool(facts.candidates) is is_theirs
