"""The people of a round's audience, each with the number to call."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from callbridge.crm.entities import LISTED
from callbridge.crm.interest import InterestForm
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.operator import Language, Role
from callbridge.crm.round_roll import Party
from callbridge.kernel.ids import OrganizationId, PersonId
from tests.support.rounds import RoundRig
from tests.support.stores import NOW, phone

MOBILE, OFFICE = phone("+79161234567"), phone("+74951234567")


def query(entity_id: str, data: object = None) -> ListQuery:
    entity = LISTED[entity_id]
    reader = Reader(role=Role.SUPERVISOR, language=Language.RU, zone=ZoneInfo("Europe/Moscow"), now=NOW)
    return ListQuery(
        entity=entity, order=Order(field="id"), reader=reader, filter=read_filter(data, entity, Role.SUPERVISOR)
    )


async def everybody(rig: RoundRig, asked: ListQuery | None, campaign_id: int | None = None) -> list[Party]:
    found: list[Party] = []
    after: int | None = 0
    while after is not None:
        page = await rig.store.rounds.party_page(campaign_id, asked, after, 2)
        found += page.parties
        after = page.next
    return found


async def test_people_are_read_page_by_page_with_the_number_in_use(rig: RoundRig) -> None:
    """R55: a filtered list of people."""
    people = await rig.people(3)
    past = (NOW.date() - timedelta(days=1)).isoformat()
    await rig.writer.make(
        "contact_point", dialled=OFFICE, kind="phone", raw="8 495", person=people[0].id, is_primary=True
    )
    await rig.writer.make("contact_point", dialled=MOBILE, kind="phone", raw="8 916", person=people[1].id,
                          is_primary=True, valid_to=past)  # fmt: skip
    await rig.writer.change("person", people[2], do_not_call=True)
    found = await everybody(rig, query("person"))
    assert [(one.name, one.number_key) for one in found] == [
        ("Лицо 1", OFFICE.e164), ("Лицо 2", "+79160000002"), ("Лицо 3", "+79160000003"),
    ]  # fmt: skip
    assert [one.wants_no_calls for one in found] == [False, False, True]


async def test_the_participants_of_an_event_are_its_people(rig: RoundRig) -> None:
    """R55; R23."""
    people = await rig.people(2)
    event = await rig.writer.make("campaign", name="Выставка")
    await rig.writer.make("participant", campaign=event.id, person=people[1].id)
    assert [one.person_id for one in await everybody(rig, None, event.id)] == [people[1].id]


async def test_who_refused_is_called_at_the_number_they_called_from(rig: RoundRig) -> None:
    """R54, R55: refused interests are filtered and called once more."""
    owner = rig.writer.author.operator_id
    firm = OrganizationId((await rig.writer.make("organization", name="ООО «Ромашка»")).id)
    named = await rig.writer.make("contact_point", dialled=OFFICE, kind="phone", raw="8 495", organization=firm)
    assert named.id
    (known,) = await rig.people(1)
    forms = [
        ("known", InterestForm(at=NOW, method_id=1, outcome_id=4, person_id=PersonId(known.id)), [MOBILE]),
        ("nameless", InterestForm(at=NOW, method_id=1, outcome_id=4), [phone("+79160009999")]),
        ("firm", InterestForm(at=NOW, method_id=1, outcome_id=4, organization_id=firm), []),
        ("nobody", InterestForm(at=NOW, method_id=1, outcome_id=4), []),
        ("other", InterestForm(at=NOW, method_id=1, outcome_id=1), [phone("+79160008888")]),
    ]
    for key, form, numbers in forms:
        await rig.store.desk.save_interest(
            key=key, form=form, numbers=numbers, owner_id=owner, private_sales=False, at=NOW
        )
    refused = {"field": "outcome", "op": "in", "value": [4]}
    found = await everybody(rig, query("lead", refused))
    assert [(one.person_id, one.organization_id, one.number_key) for one in found] == [
        (known.id, None, MOBILE.e164), (None, None, "+79160009999"), (None, firm, OFFICE.e164), (None, None, ""),
    ]  # fmt: skip
    assert [one.key.split(" ", maxsplit=1)[0] for one in found] == ["person", "number", "number", "lead"]
