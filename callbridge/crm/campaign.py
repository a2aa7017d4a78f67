"""Marketing events: what their participants and suppliers are, and which moves an event may make (R36, R49, R144)."""

from enum import StrEnum


class ParticipantStatus(StrEnum):
    """R49."""

    UNDEFINED = "undefined"
    POTENTIAL = "potential"
    ACTUAL = "actual"
    REFUSED = "refused"


class SupplierStatus(StrEnum):
    """R25."""

    POTENTIAL = "potential"
    ACTUAL = "actual"
