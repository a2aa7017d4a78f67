"""Earlier contacts of who is on the line, folded: of the person, of the number, of the organization.

The ring waits for the nearest of them alone; these are asked for when the card is on the screen.
"""

from collections.abc import Sequence
from typing import Protocol

from callbridge.app.live_calls import LiveCalls
from callbridge.crm.directory import ContactGroup
from callbridge.crm.interest import LeadRow
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Match, MatchKind

MAX_OF_GROUP = 20
MAX_AWAITING = 5


class ContactGroups(Protocol):
    """The store's part; may raise StoreUnavailable."""

    async def contact_groups(
        self, number: PhoneNumber, person_id: PersonId | None, organization_id: OrganizationId | None, limit: int
    ) -> Sequence[ContactGroup]:
        """Return the newest of each group, none in two of them; empty groups are left out."""
        ...

    async def awaiting_leads(
        self, number: PhoneNumber, person_id: PersonId | None, limit: int, *, reader_id: OperatorId
    ) -> Sequence[LeadRow]:
        """Return the leads of a number or a person, in the reader's reach, that have no result yet; newest first."""
        ...

    async def awaiting_of_entry(self, entry_id: int, limit: int, *, reader_id: OperatorId) -> Sequence[LeadRow]:
        """Return the same of somebody whom a round calls."""
        ...


class CallerContacts:
    """Implements `CallerContactCommands` of app/services.py."""

    def __init__(self, groups: ContactGroups, live: LiveCalls) -> None:
        self._groups = groups
        self._live = live

    async def groups(self, operator: Operator, call_id: CallId) -> Sequence[ContactGroup]:
        """Return them for the caller on the operator's card; nothing of a colleague, and nothing without a card.

        That is no error: a card may go in the very moment in which its page asks.
        """
        caller = self._caller(operator, call_id)
        return () if caller is None else await self._groups.contact_groups(*caller, MAX_OF_GROUP)

    async def awaiting(self, operator: Operator, call_id: CallId | None, entry_id: int | None) -> Sequence[LeadRow]:
        """Return the leads without a result of who is on the operator's card, or of whom a round calls (R52)."""
        if call_id is None:
            of_entry = self._groups.awaiting_of_entry
            return [] if entry_id is None else await of_entry(entry_id, MAX_AWAITING, reader_id=operator.id)
        caller = self._caller(operator, call_id)
        if caller is None:
            return ()
        number, person_id, _ = caller
        return await self._groups.awaiting_leads(number, person_id, MAX_AWAITING, reader_id=operator.id)

    def _caller(
        self, operator: Operator, call_id: CallId
    ) -> tuple[PhoneNumber, PersonId | None, OrganizationId | None] | None:
        """Return the number of who is on the operator's card, and whom it is sure of."""
        try:
            call, customer = self._live.on_card(operator.id, call_id)
        except NotFound:
            return None
        match = customer.match(operator.id)
        return None if match.kind in (MatchKind.WITHHELD, MatchKind.INTERNAL) else (call.number, *_certain(match))


def _certain(match: Match) -> tuple[PersonId | None, OrganizationId | None]:
    """Return the person when there is but one, and the organization when all share it; a hint is nobody."""
    if match.kind not in (MatchKind.KNOWN, MatchKind.SEVERAL):
        return None, None
    people = {each.candidate.person_id for each in match.candidates}
    organizations = {each.candidate.organization_id for each in match.candidates}
    return (
        people.pop() if len(people) == 1 else None,
        organizations.pop() if len(organizations) == 1 else None,
    )
