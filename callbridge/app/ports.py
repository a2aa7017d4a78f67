"""What the use cases need from the outside; the shells implement these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from callbridge.crm.audit import AuditEntry, AuditNote
from callbridge.crm.call_list import CallCursor, CallFilter, CallOrder, CallTotals
from callbridge.crm.call_log import CallRecord, CallRow, LegRow, MomentRow
from callbridge.crm.call_trace import CallTrace
from callbridge.crm.dictionary import Dictionaries
from callbridge.crm.directory import CampaignRef, OrganizationView, PersonView, PriorContact
from callbridge.crm.draft import Draft
from callbridge.crm.incoming_lead import Arrival
from callbridge.crm.interest import InterestForm, LeadRow, SavedInterest
from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListPage, ListQuery, ListTotals
from callbridge.crm.not_caller import NotCaller
from callbridge.crm.record import Author
from callbridge.crm.saved_view import ColumnChoice, SavedView
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerFacts:
    """All the card needs from the store, fetched in one hop."""

    candidates: tuple[Candidate, ...] = ()
    contacts: tuple[PriorContact, ...] = ()
    contacts_total: int = 0
    campaign: CampaignRef | None = None
    not_callers: tuple[NotCaller, ...] = ()
    """Who has the number and does not call from it, as operators said: no candidates."""


class CallerLookup(Protocol):
    """The hot read."""

    async def caller_facts(self, number: PhoneNumber, did_e164: str) -> CallerFacts:
        """Return candidates (exact, else suffix of 9 digits or more), the newest 20 contacts, the line's campaign.

        Raises StoreUnavailable. `number` without digits looks up the campaign alone.
        """
        ...


class CallLog(Protocol):
    """The hot write."""

    def put(self, record: CallRecord, on_kept: Callable[[], None] | None = None) -> None:
        """Keep `record` soon (batched about every 50 ms, newest of a call wins); never blocks, never raises.

        `on_kept` is called once this record, or a newer one of the same call, can be read.
        """
        ...

    async def open_calls(self, pbx: str) -> Sequence[CallRecord]:
        """Return calls of `pbx` with no end, newest first, at most 1,000: what was alive when we last looked."""
        ...

    async def kept_calls(self, call_ids: Sequence[CallId]) -> Mapping[CallId, CallRecord]:
        """Return what is kept of these calls, the ones just put included; calls that are not known are left out."""
        ...


class Desk(Protocol):
    """The calm reads and writes of the desk. Every method is one unit of work and may raise StoreUnavailable."""

    async def calls(
        self,
        wanted: CallFilter,
        order: CallOrder,
        start: CallCursor | None,
        limit: int,
        *,
        reader_id: OperatorId | None,
    ) -> Sequence[CallRow]:
        """Return calls in `order`, from `start` (exclusive) on, of those in the reader's reach.

        A reader of None is the program itself, here and below.
        """
        ...

    async def call_totals(self, wanted: CallFilter, *, reader_id: OperatorId | None) -> CallTotals:
        """Return the count and sums of all calls that `calls` would list."""
        ...

    async def call(self, call_id: CallId, *, reader_id: OperatorId | None) -> CallRow | None:
        """Return a call, None also of one out of the reader's reach: so do all that are asked of one call."""
        ...

    async def calls_of(self, call_ids: Sequence[CallId], *, reader_id: OperatorId | None) -> Sequence[CallRow]:
        """Return those of the calls that are known and in the reader's reach."""
        ...

    async def call_legs(self, call_id: CallId, *, reader_id: OperatorId | None) -> Sequence[LegRow]:
        """Return the phones of one call in the order they came; none when the call is not known."""
        ...

    async def call_moments(self, call_id: CallId, *, reader_id: OperatorId | None) -> Sequence[MomentRow]:
        """Return what happened to the customer of one call, in the order of time."""
        ...

    async def call_trace(self, call_id: CallId, *, reader_id: OperatorId | None) -> CallTrace | None:
        """Return why the call did or did not become a card, None when there is no such call."""
        ...

    async def leads(
        self,
        *,
        campaign_id: CampaignId | None = None,
        person_id: PersonId | None = None,
        organization_id: OrganizationId | None = None,
        before: tuple[datetime, LeadId] | None = None,
        limit: int = 50,
        reader_id: OperatorId | None,
    ) -> Sequence[LeadRow]:
        """Return saved interests in the reader's reach newest first (R53), from `before` (exclusive) on."""
        ...

    async def lead(self, lead_id: LeadId, *, reader_id: OperatorId | None) -> LeadRow | None: ...

    async def dictionaries(self) -> Dictionaries: ...

    async def person(self, person_id: PersonId) -> PersonView | None: ...

    async def organization(self, organization_id: OrganizationId) -> OrganizationView | None: ...

    async def find_persons(self, text: str, organization_id: OrganizationId | None, limit: int) -> Sequence[PersonView]:
        """Return people whose name (any word's beginning, case and ё/е folded) or number begins with `text`."""
        ...

    async def find_organizations(self, text: str, limit: int) -> Sequence[OrganizationView]: ...

    async def prior_contacts(
        self,
        *,
        number: PhoneNumber | None,
        person_id: PersonId | None,
        organization_id: OrganizationId | None,
        limit: int,
    ) -> tuple[Sequence[PriorContact], int]:
        """Return the newest contacts of the person, else the number, else the organization, and how many in all."""
        ...

    async def saved_interest(self, *, key: str, owner_id: OperatorId, call_id: CallId | None) -> SavedInterest | None:
        """Return what `key` of this owner saved before, None when nothing.

        Also deletes the owner's draft of `call_id` or `key`, which may have come back while the answer was lost.
        """
        ...

    async def brought_interest(self, *, channel: str, key: str) -> SavedInterest | None:
        """Return what a program's `key` brought before, None when nothing."""
        ...

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
        """Write lead, person, contact points, activity (and planned activity + reminder) at once, once per `key`.

        The form was validated by crm.qualify. Also deletes the owner's draft of `form.call_id` or `key`. With
        `arrival` a program brings it: the key is its channel's, the person is told by number, the audit trail has it.
        `line_campaign_id` is the event of the dialled number; the audit trail has it when another one was chosen.
        """
        ...

    async def remove_lead(self, lead_id: LeadId, version: int, reason: str, author: Author, *, at: datetime) -> None:
        """Take a lead out of every list (R54); NotFound, Conflict ``record.changed`` when it is at another version."""
        ...

    async def restore_lead(self, lead_id: LeadId, version: int, author: Author, *, at: datetime) -> None:
        """Bring a removed lead back; raises as `remove_lead`."""
        ...

    async def drafts(self, operator_id: OperatorId) -> Sequence[Draft]: ...

    async def draft(self, operator_id: OperatorId, key: str) -> Draft | None: ...

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
        """Merge `dirty_fields` of `values` into the draft, version + 1. InvalidInput when it grows too long.

        Conflict (code ``draft.conflict``, ``params["current"]`` the Draft) when the stored version is newer than
        `base_version` and one of its fields changed since is among `dirty_fields` with another value.
        """
        ...

    async def delete_draft(self, operator_id: OperatorId, key: str) -> None: ...


class Lists(Protocol):
    """Every list of records, and how users look at them. Every method may raise StoreUnavailable."""

    async def page(self, query: ListQuery, start: Cursor | None, limit: int) -> ListPage:
        """Return rows in the query's order, from `start` (exclusive) on."""
        ...

    async def totals(self, query: ListQuery) -> ListTotals:
        """Return the count and sums of all rows that `page` would list, and how many rows each tab has."""
        ...

    async def columns(self, operator_id: OperatorId, entity: str) -> Sequence[ColumnChoice]:
        """Return the columns that the operator chose, none when they never did."""
        ...

    async def keep_columns(
        self, operator_id: OperatorId, entity: str, chosen: Sequence[ColumnChoice], *, at: datetime
    ) -> None:
        """Remember the operator's columns; none brings back the list's own."""
        ...

    async def views(self, operator_id: OperatorId, entity: str) -> Sequence[SavedView]:
        """Return the operator's own views and the shared ones, by name."""
        ...

    async def view(self, entity: str, view_id: int) -> SavedView | None: ...

    async def add_view(self, entity: str, new: SavedView, *, at: datetime) -> SavedView:
        """Keep a new view (`new.id` is ignored). Conflict ``view.name_taken``; InvalidInput when there are too many."""
        ...

    async def change_view(self, entity: str, changed: SavedView, *, at: datetime) -> SavedView:
        """Keep a view's name, kind and query. As `add_view`, and NotFound."""
        ...

    async def delete_view(self, view_id: int) -> None: ...


class HandedDrafts(Protocol):
    """What was typed of a call, when the call goes to a colleague."""

    async def drafts(self, operator_id: OperatorId) -> Sequence[Draft]:
        """Return an operator's drafts. Raises StoreUnavailable."""
        ...

    async def copy_draft(
        self,
        key: str,
        *,
        giver_id: OperatorId,
        taker_id: OperatorId,
        at: datetime,
        given_before: Mapping[str, Any],
    ) -> Mapping[str, Any] | None:
        """Give `taker_id` the giver's draft; return the values both have now, None when there is nothing (new) to give.

        A taker with a draft gets only the fields that they left empty or as they were `given_before`. The giver keeps
        theirs: they may still be wrapping up. Raises StoreUnavailable.
        """
        ...

    async def forget_given_draft(self, key: str, *, giver_id: OperatorId, values: Mapping[str, Any]) -> bool:
        """Delete the giver's draft when `values` hold all of it; say whether it was. Raises StoreUnavailable."""
        ...


class AuditTrail(Protocol):
    """Who did what; nothing in it is ever changed."""

    async def note(self, note: AuditNote) -> None:
        """Write it, and return when it is kept. Raises StoreUnavailable: then what is audited must not happen."""
        ...

    async def entries(self, entity: str, entity_id: str, limit: int) -> Sequence[AuditEntry]:
        """Return what was done to one record, newest first."""
        ...
