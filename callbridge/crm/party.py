"""Which layer of the directory somebody is in (A14): prospects are hidden from it until they become more.

The card always writes the person, which is what makes the next call recognisable, and never a counterparty; a prospect
becomes a customer by a deal or, where `promote_on` says so, only by a contract (R106, R116).
"""

from enum import StrEnum


class OrganizationLifecycle(StrEnum):
    """What an organization is to us."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    BOTH = "both"
    """Customer and supplier."""


class PersonLifecycle(StrEnum):
    """What a person is to us."""

    PROSPECT = "prospect"
    CONTACT = "contact"
    """Somebody of an organization we deal with."""
    CUSTOMER = "customer"


class Happening(StrEnum):
    """What may make a prospect more, in the order in which it comes."""

    DEAL = "deal"
    CONTRACT = "contract"


def promotes(happening: Happening, promote_on: Happening) -> bool:
    """Say whether `happening` is enough where the parameter asks for `promote_on`."""
    order = list(Happening)
    return order.index(happening) >= order.index(promote_on)


def organization_as_customer(lifecycle: OrganizationLifecycle) -> OrganizationLifecycle:
    """Return what an organization is once it buys."""
    is_supplier = lifecycle in (OrganizationLifecycle.SUPPLIER, OrganizationLifecycle.BOTH)
    return OrganizationLifecycle.BOTH if is_supplier else OrganizationLifecycle.CUSTOMER


def person_as_customer(lifecycle: PersonLifecycle, *, has_organization: bool) -> PersonLifecycle:
    """Return what a person is once they, or their organization, buy: the organization is then the customer."""
    if lifecycle is PersonLifecycle.CUSTOMER:
        return lifecycle
    return PersonLifecycle.CONTACT if has_organization else PersonLifecycle.CUSTOMER
