"""«Не он»: who is passed over."""

from datetime import UTC, datetime

from callbridge.crm.not_caller import NotCaller
from callbridge.kernel.ids import LeadId, OrganizationId, PersonId
from callbridge.matching.match import Candidate
from callbridge.matching.not_caller import without

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
IVAN = Candidate(is_exact=True, person_id=PersonId(5), person_name="Иван", organization_id=OrganizationId(7))
OLGA = Candidate(is_exact=True, person_id=PersonId(6), person_name="Ольга")
ACME = Candidate(is_exact=True, organization_id=OrganizationId(7), organization_name="Акме")
TYPED = Candidate(is_exact=True, lead_id=LeadId(9), person_name="Пётр", organization_name="Ромашка")


def said(person: int | None = None, organization: int | None = None, lead: int | None = None) -> NotCaller:
    return NotCaller(
        id=1,
        number="+79161234567",
        person_id=None if person is None else PersonId(person),
        organization_id=None if organization is None else OrganizationId(organization),
        lead_id=None if lead is None else LeadId(lead),
        name="ПЁТР" if lead else "",
        organization="ромашка" if lead else "",
        operator="Анна",
        at=AT,
    )


def test_only_the_record_that_was_named_is_passed_over() -> None:
    """R76: an organization is not its people, nor the other way about."""
    assert without([IVAN, OLGA, ACME, TYPED], [said(person=5)]) == [OLGA, ACME, TYPED]
    assert without([IVAN, ACME], [said(organization=7)]) == [IVAN]
    assert without([IVAN, OLGA], []) == [IVAN, OLGA]


def test_the_next_interest_of_the_same_names_is_the_same_caller() -> None:
    """R148: a name typed into an interest has no record of its own."""
    later = Candidate(is_exact=True, lead_id=LeadId(10), person_name="Пётр", organization_name="Ромашка")
    other = Candidate(is_exact=True, lead_id=LeadId(11), person_name="Пётр", organization_name="Лютик")
    named = Candidate(is_exact=True, person_id=PersonId(8), person_name="Пётр", organization_name="Ромашка")
    assert without([TYPED, later, other, named], [said(lead=9)]) == [other, named]
