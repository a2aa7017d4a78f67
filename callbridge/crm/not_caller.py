"""«Не он»: of whom operators said that it is not they who call from a number. Values only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.kernel.ids import LeadId, OrganizationId, PersonId

ADDED, REMOVED = "caller.denied", "caller.restored"
"""What the audit trail of the record says."""
MAX_OF_NUMBER = 100
"""Records that are said not to call from one number: a ring reads them all."""


class CallerKind(StrEnum):
    """What a caller may be known as."""

    PERSON = "person"
    ORGANIZATION = "organization"
    LEAD = "lead"
    """An interest that alone has the number (R148)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerRecord:
    """A record that a caller may be."""

    kind: CallerKind
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCaller:
    """One record that does not call from one number, and who said so."""

    id: int
    number: str
    """E.164, or the digits of a number that fits no plan."""
    person_id: PersonId | None = None
    organization_id: OrganizationId | None = None
    lead_id: LeadId | None = None
    name: str = ""
    """What the record is called; of an interest, whom its card names."""
    organization: str = ""
    """The organization that an interest's card names."""
    operator: str
    at: datetime

    @property
    def record(self) -> CallerRecord:
        """Return which record it is."""
        if self.person_id is not None:
            return CallerRecord(kind=CallerKind.PERSON, id=self.person_id)
        if self.organization_id is not None:
            return CallerRecord(kind=CallerKind.ORGANIZATION, id=self.organization_id)
        return CallerRecord(kind=CallerKind.LEAD, id=self.lead_id or 0)
