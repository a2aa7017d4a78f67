"""`Desk` of app/ports.py: each method one unit of work."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from callbridge.crm.call_list import CallCursor, CallFilter, CallOrder, CallTotals
from callbridge.crm.call_log import CallRow, LegRow, MomentRow
from callbridge.crm.call_trace import CallTrace
from callbridge.crm.dictionary import Dictionaries
from callbridge.crm.directory import OrganizationView, PersonView, PriorContact
from callbridge.crm.draft import Draft
from callbridge.crm.incoming_lead import Arrival
from callbridge.crm.interest import InterestForm, LeadRow, SavedInterest
from callbridge.crm.record import Author
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import call_list, contacts, dictionaries, directory, drafts, leads
from callbridge.store.arrivals import brought_interest
from callbridge.store.call_moments import call_moments
from callbridge.store.call_rows import call_by_id, calls_by_ids
from callbridge.store.call_traces import call_trace
from callbridge.store.database import Database
from callbridge.store.interests import Saving, save_interest, saved_interest
from callbridge.store.number_key import number_key
from callbridge.store.reach import is_call_within, reach_of
from callbridge.store.removed_leads import remove_lead, restore_lead
from callbridge.store.tx import Tx

T = TypeVar("T")


class SqlDesk:
    """The calm reads and writes of the desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def calls(
        self,
        wanted: CallFilter,
        order: CallOrder,
        start: CallCursor | None,
        limit: int,
        *,
        reader_id: OperatorId | None = None,
    ) -> Sequence[CallRow]:
        return await self._database.read(
            lambda tx: call_list.call_page(tx, wanted, order, start, limit, reach=reach_of(tx, reader_id))
        )

    async def call_totals(self, wanted: CallFilter, *, reader_id: OperatorId | None = None) -> CallTotals:
        return await self._database.read(lambda tx: call_list.call_totals(tx, wanted, reach_of(tx, reader_id)))

    async def call(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> CallRow | None:
        return await self._of_call(call_id, reader_id, call_by_id, None)

    async def calls_of(self, call_ids: Sequence[CallId], *, reader_id: OperatorId | None = None) -> Sequence[CallRow]:
        return await self._database.read(lambda tx: calls_by_ids(tx, call_ids, reach_of(tx, reader_id)))

    async def call_legs(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> Sequence[LegRow]:
        return await self._of_call(call_id, reader_id, call_list.call_legs, [])

    async def call_moments(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> Sequence[MomentRow]:
        return await self._of_call(call_id, reader_id, call_moments, [])

    async def call_trace(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> CallTrace | None:
        return await self._of_call(call_id, reader_id, call_trace, None)

    async def _of_call(
        self, call_id: CallId, reader_id: OperatorId | None, read: Callable[[Tx, str], T], nothing: T
    ) -> T:
        """Read something of a call that is in the reader's reach."""
        return await self._database.read(
            lambda tx: read(tx, call_id) if is_call_within(tx, call_id, reader_id) else nothing
        )

    async def leads(
        self,
        *,
        campaign_id: CampaignId | None = None,
        person_id: PersonId | None = None,
        organization_id: OrganizationId | None = None,
        before: tuple[datetime, LeadId] | None = None,
        limit: int = 50,
        reader_id: OperatorId | None = None,
    ) -> Sequence[LeadRow]:
        asked = {"campaign_id": campaign_id, "person_id": person_id, "organization_id": organization_id}
        filters = {name: int(value) for name, value in asked.items() if value is not None}
        return await self._database.read(
            lambda tx: leads.leads(tx, filters, before, limit, reach=reach_of(tx, reader_id))
        )

    async def lead(self, lead_id: LeadId, *, reader_id: OperatorId | None = None) -> LeadRow | None:
        return await self._database.read(lambda tx: leads.lead_by_id(tx, lead_id, reach_of(tx, reader_id)))

    async def dictionaries(self) -> Dictionaries:
        return await self._database.read(dictionaries.dictionaries)

    async def person(self, person_id: PersonId) -> PersonView | None:
        return await self._database.read(lambda tx: directory.person(tx, person_id))

    async def organization(self, organization_id: OrganizationId) -> OrganizationView | None:
        return await self._database.read(lambda tx: directory.organization(tx, organization_id))

    async def find_persons(self, text: str, organization_id: OrganizationId | None, limit: int) -> Sequence[PersonView]:
        return await self._database.read(lambda tx: directory.find_persons(tx, text, organization_id, limit))

    async def find_organizations(self, text: str, limit: int) -> Sequence[OrganizationView]:
        return await self._database.read(lambda tx: directory.find_organizations(tx, text, limit))

    async def prior_contacts(
        self,
        *,
        number: PhoneNumber | None,
        person_id: PersonId | None,
        organization_id: OrganizationId | None,
        limit: int,
    ) -> tuple[Sequence[PriorContact], int]:
        key = number_key(number) if number else ""
        return await self._database.read(
            lambda tx: contacts.contacts(
                tx, person_id=person_id, number_key=key, organization_id=organization_id, limit=limit
            )
        )

    async def remove_lead(self, lead_id: LeadId, version: int, reason: str, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: remove_lead(tx, lead_id, version, reason, author, at=at))

    async def restore_lead(self, lead_id: LeadId, version: int, author: Author, *, at: datetime) -> None:
        await self._database.run(lambda tx: restore_lead(tx, lead_id, version, author, at=at))

    async def saved_interest(self, *, key: str, owner_id: OperatorId, call_id: CallId | None) -> SavedInterest | None:
        return await self._database.run(lambda tx: saved_interest(tx, owner_id, key, call_id))

    async def brought_interest(self, *, channel: str, key: str) -> SavedInterest | None:
        return await self._database.read(lambda tx: brought_interest(tx, channel, key))

    async def save_interest(
        self,
        *,
        key: str,
        form: InterestForm,
        numbers: Sequence[PhoneNumber],
        owner_id: OperatorId,
        private_sales: bool,
        at: datetime,
        arrival: Arrival | None = None,
        line_campaign_id: CampaignId | None = None,
    ) -> SavedInterest:
        saving = Saving(
            key=key,
            form=form,
            numbers=tuple(numbers),
            owner_id=owner_id,
            private_sales=private_sales,
            at=at,
            arrival=arrival,
            line_campaign_id=line_campaign_id,
        )
        return await self._database.run(lambda tx: save_interest(tx, saving))

    async def drafts(self, operator_id: OperatorId) -> Sequence[Draft]:
        return await self._database.read(lambda tx: drafts.drafts(tx, operator_id))

    async def draft(self, operator_id: OperatorId, key: str) -> Draft | None:
        return await self._database.read(lambda tx: drafts.draft(tx, operator_id, key))

    async def put_draft(
        self,
        operator_id: OperatorId,
        key: str,
        *,
        schema: int,
        base_version: int,
        values: Mapping[str, Any],
        dirty_fields: Sequence[str],
        at: datetime,
    ) -> Draft:
        write = drafts.DraftWrite(
            schema=schema, base_version=base_version, values=values, dirty_fields=dirty_fields, at=at
        )
        return await self._database.run(lambda tx: drafts.put_draft(tx, operator_id, key, write))

    async def copy_draft(
        self,
        key: str,
        *,
        giver_id: OperatorId,
        taker_id: OperatorId,
        at: datetime,
        given_before: Mapping[str, Any],
    ) -> Mapping[str, Any] | None:
        parties = drafts.Parties(giver_id=giver_id, taker_id=taker_id)
        return await self._database.run(lambda tx: drafts.copy_draft(tx, key, parties, at, given_before))

    async def forget_given_draft(self, key: str, *, giver_id: OperatorId, values: Mapping[str, Any]) -> bool:
        return await self._database.run(lambda tx: drafts.forget_given_draft(tx, key, giver_id, values))

    async def delete_draft(self, operator_id: OperatorId, key: str) -> None:
        await self._database.run(lambda tx: drafts.delete_draft(tx, operator_id, key))
