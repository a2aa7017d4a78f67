"""Whom a mailing goes to, read from the tables some at a time."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from callbridge.crm.entities import LISTED
from callbridge.crm.interest import InterestForm
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.mailing import Addressee, AudienceKind
from callbridge.crm.operator import Language, Role
from callbridge.crm.record import Stored
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CampaignId, OrganizationId, PersonId
from tests.support.mailings import MailRig
from tests.support.stores import NOW

TODAY = NOW.date()


def query(kind: AudienceKind, data: object = None) -> ListQuery:
    entity = LISTED[{"leads": "lead", "persons": "person"}[kind]]
    reader = Reader(role=Role.MANAGER, language=Language.RU, zone=ZoneInfo("Europe/Moscow"), now=NOW)
    return ListQuery(
        entity=entity, order=Order(field="id"), reader=reader, filter=read_filter(data, entity, Role.MANAGER)
    )


async def everybody(rig: MailRig, mailing: Stored, asked: ListQuery | None, limit: int = 2) -> list[Addressee]:
    facts = await rig.store.mailings.facts(mailing.id)
    found: list[Addressee] = []
    after: int | None = 0
    while after is not None:
        page = await rig.store.mailings.audience_page(facts, asked, after, limit)
        found += page.people
        after = page.next
    return found


async def test_the_participants_of_an_event_are_read_page_by_page(rig: MailRig) -> None:
    """R27."""
    event = await rig.event(participants=5)
    mailing = await rig.mailing(event)
    found = await everybody(rig, mailing, None)
    assert [one.address for one in found] == [f"p{number}@example.ru" for number in range(1, 6)]
    other = await rig.mailing(await rig.writer.make("campaign", name="Другое"))
    assert await everybody(rig, other, None) == []


async def test_an_address_in_use_is_taken_the_primary_one_first(rig: MailRig) -> None:
    company = await rig.writer.make("organization", name="ООО «Ромашка»")
    anna = await rig.writer.make("person", full_name="Анна", job_title="директор", organization=company.id)
    past = (TODAY - timedelta(days=1)).isoformat()
    for raw, more in (
        ("old@example.ru", {"valid_to": past, "is_primary": True}),
        ("first@example.ru", {}),
        ("main@example.ru", {"is_primary": True}),
        ("last@example.ru", {}),
    ):
        await rig.writer.make("contact_point", person=anna.id, kind="email", raw=raw, **more)
    wanted = Addressee(
        person_id=anna.id,
        full_name="Анна",
        organization="ООО «Ромашка»",
        job_title="директор",
        address="main@example.ru",
    )
    assert await rig.store.mailings.addressee(anna.id) == wanted
    mailing = await rig.mailing(audience='{"to": "persons"}')
    assert await everybody(rig, mailing, query(AudienceKind.PERSONS)) == [wanted]


async def test_a_person_who_was_put_away_gets_nothing(rig: MailRig) -> None:
    anna = await rig.writer.make("person", full_name="Анна")
    await rig.store.records.remove("person", anna.id, anna.version, rig.writer.author, at=NOW)
    with pytest.raises(NotFound):
        await rig.store.mailings.addressee(anna.id)


async def test_filtered_leads_lead_to_their_people_or_else_to_their_organization(rig: MailRig) -> None:
    """R55: a filtered set of interests is turned into a mailing."""
    event, other = await rig.event(participants=2, first=1001), await rig.writer.make("campaign", name="Другое")
    company = await rig.writer.make("organization", name="ООО «Ромашка»")
    await rig.writer.make("contact_point", organization=company.id, kind="email", raw="office@example.ru")
    asked: tuple[dict[str, Any], ...] = (
        {"person_id": PersonId(1001)}, {"person_id": PersonId(1001)}, {"organization_id": OrganizationId(company.id)},
        {"person_text": "Незнакомец", "is_private": True}, {"person_id": PersonId(1002), "campaign_id": other.id},
    )  # fmt: skip
    choices = await rig.store.desk.dictionaries()
    source = next(one.id for one in choices.sources if one.kind == "campaign")
    for number, who in enumerate(asked):
        form = InterestForm(
            at=NOW,
            method_id=choices.methods[0].id,
            outcome_id=choices.outcomes[0].id,
            source_id=source,
            **({"campaign_id": CampaignId(event.id)} | who),
        )
        await rig.store.desk.save_interest(
            key=f"lead {number}", form=form, numbers=[], owner_id=rig.writer.author.operator_id, private_sales=False,
            at=NOW,
        )  # fmt: skip
    mailing = await rig.mailing(audience='{"to": "leads"}')
    wanted = query(AudienceKind.LEADS, {"field": "campaign", "op": "in", "value": [event.id]})
    found = await everybody(rig, mailing, wanted, limit=100)
    assert [(one.full_name or one.organization, one.address) for one in found] == [
        ("Лицо 1001", "p1001@example.ru"),
        ("Незнакомец", ""),
        ("ООО «Ромашка»", "office@example.ru"),
    ]


async def test_ones_own_address_is_that_of_the_employee(rig: MailRig) -> None:
    operator_id = rig.writer.author.operator_id
    assert await rig.store.mailings.own_address(operator_id) == ""
    employee = await rig.store.records.read("employee", 1)
    await rig.writer.change("employee", employee, email="anna@example.ru")
    assert await rig.store.mailings.own_address(operator_id) == "anna@example.ru"
