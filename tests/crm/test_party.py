"""The two layers of the directory (A14)."""

import pytest

from callbridge.crm.party import (
    Happening,
    OrganizationLifecycle,
    PersonLifecycle,
    organization_as_customer,
    person_as_customer,
    promotes,
)


@pytest.mark.parametrize(
    ("happening", "promote_on", "is_enough"),
    [
        (Happening.DEAL, Happening.DEAL, True),
        (Happening.CONTRACT, Happening.DEAL, True),
        (Happening.DEAL, Happening.CONTRACT, False),
        (Happening.CONTRACT, Happening.CONTRACT, True),
    ],
)
def test_a_prospect_becomes_more_when_the_parameter_says(
    happening: Happening, promote_on: Happening, is_enough: bool
) -> None:
    """R106, A14: `directory.promote_on`."""
    assert promotes(happening, promote_on) is is_enough


def test_a_supplier_who_buys_is_both() -> None:
    become = {before: organization_as_customer(before) for before in OrganizationLifecycle}
    assert become == {
        OrganizationLifecycle.PROSPECT: OrganizationLifecycle.CUSTOMER,
        OrganizationLifecycle.CUSTOMER: OrganizationLifecycle.CUSTOMER,
        OrganizationLifecycle.SUPPLIER: OrganizationLifecycle.BOTH,
        OrganizationLifecycle.BOTH: OrganizationLifecycle.BOTH,
    }


def test_a_person_is_the_customer_unless_their_organization_is() -> None:
    prospect, contact, customer = PersonLifecycle
    assert [person_as_customer(each, has_organization=True) for each in PersonLifecycle] == [contact, contact, customer]
    assert {person_as_customer(each, has_organization=False) for each in PersonLifecycle} == {customer}
    assert prospect is PersonLifecycle.PROSPECT
