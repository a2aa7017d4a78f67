"""Earlier contacts of who is on the line: asked for whom the card is sure of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from callbridge.app.caller_contacts import CallerContacts
from callbridge.app.ports import CallerFacts
from callbridge.crm.directory import ContactGroup
from callbridge.crm.interest import LeadRow
from callbridge.kernel.ids import OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import CALL, rang, started
from tests.support.fake_desk import lead_row

IVAN = Candidate(is_exact=True, person_id=PersonId(5), person_name="Иван", organization_id=OrganizationId(7))
OLGA = Candidate(is_exact=True, person_id=PersonId(6), person_name="Ольга", organization_id=OrganizationId(7))
HINT = Candidate(is_exact=False, person_id=PersonId(8), person_name="Пётр", organization_id=OrganizationId(9))


@dataclass
class KeptGroups:
    asked: list[tuple[str, PersonId | None, OrganizationId | None]] = field(default_factory=list)

    async def contact_groups(
        self, number: PhoneNumber, person_id: PersonId | None, organization_id: OrganizationId | None, limit: int
    ) -> Sequence[ContactGroup]:
        self.asked.append((number.e164, person_id, organization_id))
        return ()

    async def awaiting_leads(
        self, number: PhoneNumber, person_id: PersonId | None, limit: int, *, reader_id: OperatorId
    ) -> Sequence[LeadRow]:
        self.asked.append((number.e164, person_id, None))
        return [lead_row(1)]

    async def awaiting_of_entry(self, entry_id: int, limit: int, *, reader_id: OperatorId) -> Sequence[LeadRow]:
        return [lead_row(2)] if entry_id == 7 else []


async def ring(rig: DeskRig, *candidates: Candidate) -> None:
    rig.lookup.facts = CallerFacts(candidates=candidates)
    for event in (started(), rang("101")):
        rig.desk.on_call_event("main", event)
    await settle()


@pytest.mark.parametrize(
    ("candidates", "person_id", "organization_id"),
    [((IVAN,), 5, 7), ((IVAN, OLGA), None, 7), ((HINT,), None, None), ((), None, None)],
)
async def test_history_is_of_whom_the_card_is_sure_of(
    candidates: tuple[Candidate, ...], person_id: int | None, organization_id: int | None
) -> None:
    """R76, A9: of several people the organization they share; a hint is nobody."""
    async with desk_rig() as rig:
        await ring(rig, *candidates)
        groups = KeptGroups()
        await CallerContacts(groups, rig.desk.live).groups(rig.operators.rows[0], CALL)
        assert groups.asked == [("+79161234567", person_id, organization_id)]


async def test_only_who_has_the_card_reads_it_and_a_hidden_number_has_none() -> None:
    groups = KeptGroups()
    async with desk_rig() as rig:
        await ring(rig, IVAN)
        assert await CallerContacts(groups, rig.desk.live).groups(rig.operators.rows[1], CALL) == ()
    async with desk_rig() as rig:
        for event in (started(number=""), rang("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        assert await CallerContacts(groups, rig.desk.live).groups(rig.operators.rows[0], CALL) == ()
    assert groups.asked == []


async def test_leads_that_wait_are_of_the_caller_by_person_and_number_or_of_the_rounds_entry() -> None:
    """R52: a hint is nobody, so only the number speaks for them."""
    groups = KeptGroups()
    async with desk_rig() as rig:
        anna = rig.operators.rows[0]
        contacts = CallerContacts(groups, rig.desk.live)
        assert await contacts.awaiting(anna, CALL, None) == ()
        await ring(rig, IVAN)
        assert [lead.id for lead in await contacts.awaiting(anna, CALL, None)] == [1]
        assert groups.asked == [("+79161234567", 5, None)]
        assert [lead.id for lead in await contacts.awaiting(anna, None, 7)] == [2]
        assert await contacts.awaiting(anna, None, None) == []
