"""What an operator clicked to have dialled."""

from dataclasses import dataclass
from enum import StrEnum


class DialKind(StrEnum):
    """Of which record a number is shown."""

    NONE = ""
    CALL = "call"
    LEAD = "lead"
    PERSON = "person"
    ORGANIZATION = "organization"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class DialWish:
    """Body of ``POST /api/dial``: the number as shown, perhaps with its middle hidden, and whose it is."""

    number: str = ""
    """``""``: the record's first."""
    kind: DialKind = DialKind.NONE
    id: str = ""
