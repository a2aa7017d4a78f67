"""Which layer of the directory somebody is in (A14): prospects are hidden from it until they become more."""

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
