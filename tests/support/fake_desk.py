"""The store of the desk, kept in memory for the tests of the web shell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from callbridge.crm.call_list import CallCursor, CallFilter, CallOrder, CallTotals
from callbridge.crm.call_log import CallRow, LegRow, MomentRow
from callbridge.crm.call_trace import CallTrace
from callbridge.crm.dictionary import Dictionaries
from callbridge.crm.directory import OrganizationView, PersonView, PriorContact
from callbridge.crm.draft import Draft
from callbridge.crm.interest import LeadRow, SavedInterest
from callbridge.crm.record import Author
from callbridge.kernel.errors import Conflict, StoreUnavailable
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from tests.support.web_people import ANNA, NINE


def call_row(number: int, at: datetime = NINE) -> CallRow:
    return CallRow(
        call_id=CallId(f"main:{number}.1"),
        started_at=at,
        direction="inbound",
        number="+79161234567",
        caller_name="",
        did="+74951110001",
        queue="",
        outcome="answered",
        wait_seconds=2.0,
        talk_seconds=60.0,
        is_partial=False,
        ended_at=None,
        campaign_id=None,
        campaign="",
        person_id=None,
        person="",
        organization_id=None,
        organization="",
        operator_id=ANNA.id,
        operator=ANNA.full_name,
        lead_id=None,
    )


def lead_row(number: int, at: datetime = NINE) -> LeadRow:
    texts = dict.fromkeys(
        ("phone", "organization", "person", "product", "outcome", "stage", "campaign", "content", "owner"), ""
    )
    texts |= dict.fromkeys(("refusal_reason", "project", "topic", "source", "method"), "")
    return LeadRow(
        id=LeadId(number),
        at=at,
        organization_id=None,
        is_private=False,
        person_id=None,
        rating=None,
        campaign_id=None,
        owner_id=ANNA.id,
        call_id=None,
        next_contact_at=None,
        deal_id=None,
        line_campaign_id=None,
        topic_id=None,
        source_id=None,
        product_id=None,
        project_id=None,
        version=1,
        removed_at=None,
        **texts,
    )


@dataclass
class FakeDesk:
    """Answers the calm reads; keeps drafts; remembers what it was asked."""

    calls_kept: list[CallRow] = field(default_factory=list)
    legs: list[LegRow] = field(default_factory=list)
    moments: list[MomentRow] = field(default_factory=list)
    interests: list[LeadRow] = field(default_factory=list)
    people: dict[PersonId, PersonView] = field(default_factory=dict)
    firms: dict[OrganizationId, OrganizationView] = field(
        default_factory=lambda: {OrganizationId(7): OrganizationView(id=OrganizationId(7), name="ООО «Ромашка»")}
    )
    kept: dict[tuple[OperatorId, str], Draft] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    traces: dict[CallId, CallTrace] = field(default_factory=dict)
    is_down: bool = False
    is_broken: bool = False

    def _ask(self, what: str, **how: Any) -> None:
        self.asked.append((what, how))
        if self.is_down:
            raise StoreUnavailable
        if self.is_broken:
            raise ZeroDivisionError("secret detail")

    async def calls(
        self,
        wanted: CallFilter,
        order: CallOrder,
        start: CallCursor | None,
        limit: int,
        *,
        reader_id: OperatorId | None = None,
    ) -> Sequence[CallRow]:
        self._ask("calls", wanted=wanted, order=order, start=start, limit=limit)
        place = None if start is None else (start.value, start.call_id or "")
        return [row for row in self.calls_kept if place is None or (row.started_at, row.call_id) < place][:limit]

    async def call_totals(self, wanted: CallFilter, *, reader_id: OperatorId | None = None) -> CallTotals:
        self._ask("call_totals", wanted=wanted)
        return CallTotals(count=len(self.calls_kept), answered=1, missed=0, talk_seconds=60.0, wait_seconds=2.0)

    async def call_legs(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> Sequence[LegRow]:
        self._ask("call_legs", call_id=call_id)
        return self.legs

    async def call_moments(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> Sequence[MomentRow]:
        self._ask("call_moments", call_id=call_id)
        return self.moments

    async def call(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> CallRow | None:
        self._ask("call", call_id=call_id)
        return next((row for row in self.calls_kept if row.call_id == call_id), None)

    async def calls_of(self, call_ids: Sequence[CallId], *, reader_id: OperatorId | None = None) -> Sequence[CallRow]:
        self._ask("calls_of", call_ids=call_ids)
        return [row for row in self.calls_kept if row.call_id in call_ids]

    async def call_trace(self, call_id: CallId, *, reader_id: OperatorId | None = None) -> CallTrace | None:
        return self.traces.get(call_id)

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
        self._ask("leads", campaign_id=campaign_id, person_id=person_id, organization_id=organization_id, before=before)
        return [row for row in self.interests if before is None or (row.at, row.id) < before][:limit]

    async def lead(self, lead_id: LeadId, *, reader_id: OperatorId | None = None) -> LeadRow | None:
        return next((row for row in self.interests if row.id == lead_id), None)

    async def remove_lead(self, lead_id: LeadId, version: int, reason: str, author: Author, *, at: datetime) -> None:
        raise NotImplementedError

    async def restore_lead(self, lead_id: LeadId, version: int, author: Author, *, at: datetime) -> None:
        raise NotImplementedError

    async def dictionaries(self) -> Dictionaries:
        self._ask("dictionaries")
        empty: tuple[()] = ()
        return Dictionaries(
            methods=empty,
            topics=empty,
            sources=empty,
            campaigns=empty,
            products=empty,
            projects=empty,
            outcomes=empty,
            refusal_reasons=empty,
        )

    async def person(self, person_id: PersonId) -> PersonView | None:
        return self.people.get(person_id)

    async def organization(self, organization_id: OrganizationId) -> OrganizationView | None:
        return self.firms.get(organization_id)

    async def find_persons(self, text: str, organization_id: OrganizationId | None, limit: int) -> Sequence[PersonView]:
        self._ask("find_persons", text=text, organization_id=organization_id, limit=limit)
        return tuple(self.people.values())

    async def find_organizations(self, text: str, limit: int) -> Sequence[OrganizationView]:
        self._ask("find_organizations", text=text, limit=limit)
        return ()

    async def prior_contacts(
        self,
        *,
        number: PhoneNumber | None,
        person_id: PersonId | None,
        organization_id: OrganizationId | None,
        limit: int,
    ) -> tuple[Sequence[PriorContact], int]:
        self._ask("prior_contacts", number=number, person_id=person_id, organization_id=organization_id, limit=limit)
        return (), 0

    async def brought_interest(self, **_: Any) -> SavedInterest | None:
        raise AssertionError("the web shell saves through InterestCommands")

    async def saved_interest(self, **_: Any) -> SavedInterest | None:
        raise AssertionError("the web shell saves through InterestCommands")

    async def save_interest(self, **_: Any) -> SavedInterest:
        raise AssertionError("the web shell saves through InterestCommands")

    async def drafts(self, operator_id: OperatorId) -> Sequence[Draft]:
        return [draft for (owner, _), draft in self.kept.items() if owner == operator_id]

    async def draft(self, operator_id: OperatorId, key: str) -> Draft | None:
        return self.kept.get((operator_id, key))

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
        old = self.kept.get((operator_id, key))
        if old and old.version > base_version:
            raise Conflict("draft.conflict", current=old)
        version = old.version + 1 if old else 1
        made = Draft(
            key=key,
            schema=schema,
            version=version,
            saved_at=at,
            values=dict(values),
            dirty_fields=tuple(dirty_fields),
        )
        self.kept[(operator_id, key)] = made
        return made

    async def delete_draft(self, operator_id: OperatorId, key: str) -> None:
        self.kept.pop((operator_id, key), None)
