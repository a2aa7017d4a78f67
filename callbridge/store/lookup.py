"""The hot read: who is behind a number, what was with them before, and which campaign the line belongs to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, case, func, or_, select

from callbridge.app.ports import CallerFacts
from callbridge.crm.deal import DealState
from callbridge.crm.dictionary import CampaignState
from callbridge.crm.directory import CampaignRef, ContactGroup
from callbridge.crm.interest import LeadRow
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate
from callbridge.matching.not_caller import without
from callbridge.store import tables as t
from callbridge.store.contacts import contact_groups, contacts
from callbridge.store.database import Database
from callbridge.store.folding import fold
from callbridge.store.kept_contacts import is_kept
from callbridge.store.leads import awaiting_leads, awaiting_of_entry
from callbridge.store.not_callers import not_callers_of
from callbridge.store.number_key import is_valid, number_key, suffix_range
from callbridge.store.reach import reach_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

MAX_CANDIDATES = 20
MAX_CONTACTS = 20


def _point_candidates(where: ColumnElement[bool]) -> Prepared:
    """People and organizations that have the number in the directory."""
    point, person, organization = t.contact_point, t.person, t.organization
    latest = t.lead.alias("latest")
    wide = point.outerjoin(person, person.c.id == point.c.person_id).outerjoin(
        organization, organization.c.id == func.coalesce(person.c.organization_id, point.c.organization_id)
    )
    last_activity = (
        select(func.max(t.activity.c.done_at))
        .where(t.activity.c.person_id == point.c.person_id, is_kept(t.activity))
        .scalar_subquery()
    )
    last_call = select(func.max(t.call.c.started_at)).where(t.call.c.person_id == point.c.person_id).scalar_subquery()
    responsible = (
        select(latest.c.owner_id)
        .where(latest.c.person_id == point.c.person_id, latest.c.deleted_at.is_(None))
        .order_by(latest.c.at.desc(), latest.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    open_deals = _open_deals(point.c.person_id)
    return Prepared(
        select(
            point.c.person_id,
            point.c.extension,
            point.c.is_shared,
            person.c.full_name.label("person_name"),
            person.c.is_private,
            organization.c.id.label("organization_id"),
            organization.c.name.label("organization_name"),
            last_activity.label("last_activity_at"),
            last_call.label("last_call_at"),
            responsible.label("responsible_id"),
            open_deals.label("open_deals"),
        )
        .select_from(wide)
        .where(where, point.c.kind == "phone", is_valid(point))
        .limit(MAX_CANDIDATES)
    )


def _open_deals(person_id: ColumnElement[int]) -> ScalarSelect[int]:
    deal = t.deal
    return (
        select(func.count())
        .select_from(deal)
        .where(deal.c.person_id == person_id, deal.c.state == DealState.OPEN.value, deal.c.archived_at.is_(None))
        .scalar_subquery()
    )


def _lead_candidates(where: ColumnElement[bool]) -> Prepared:
    """Earlier interests that have the number (R148)."""
    phone, lead, person, organization = t.lead_phone, t.lead, t.person, t.organization
    wide = (
        phone.join(lead, lead.c.id == phone.c.lead_id)
        .outerjoin(person, person.c.id == lead.c.person_id)
        .outerjoin(organization, organization.c.id == lead.c.organization_id)
    )
    return Prepared(
        select(
            lead.c.id.label("lead_id"),
            lead.c.at,
            lead.c.owner_id,
            lead.c.is_private,
            lead.c.person_id,
            func.coalesce(person.c.full_name, lead.c.person_text).label("person_name"),
            lead.c.organization_id,
            func.coalesce(organization.c.name, lead.c.organization_text).label("organization_name"),
            _open_deals(lead.c.person_id).label("open_deals"),
        )
        .select_from(wide)
        .where(where, lead.c.deleted_at.is_(None))
        .order_by(phone.c.at.desc())
        .limit(MAX_CANDIDATES)
    )


def _between(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return (column >= bindparam("low")) & (column < bindparam("high"))


_POINT_EXACT = _point_candidates(t.contact_point.c.number_key == bindparam("number_key"))
_POINT_SUFFIX = _point_candidates(_between(t.contact_point.c.reversed_digits))
_LEAD_EXACT = _lead_candidates(t.lead_phone.c.number_key == bindparam("number_key"))
_LEAD_SUFFIX = _lead_candidates(_between(t.lead_phone.c.reversed_digits))

_number = t.campaign_number
_CAMPAIGN = Prepared(
    select(t.campaign.c.id, t.campaign.c.name)
    .select_from(_number.join(t.campaign, t.campaign.c.id == _number.c.campaign_id))
    .where(
        _number.c.did_e164 == bindparam("did_e164"),
        or_(_number.c.valid_from.is_(None), _number.c.valid_from <= bindparam("now", type_=_number.c.valid_from.type)),
        or_(_number.c.valid_to.is_(None), _number.c.valid_to > bindparam("now", type_=_number.c.valid_to.type)),
        t.campaign.c.state != CampaignState.CANCELLED.value,
    )
    .order_by(
        case(
            (t.campaign.c.state == CampaignState.RUNNING.value, 0),
            (t.campaign.c.state == CampaignState.PREPARING.value, 1),
            else_=2,
        ),
        _number.c.valid_from.desc().nulls_last(),
        t.campaign.c.id.desc(),
    )
    .limit(1)
)


class SqlCallerLookup:
    """`CallerLookup` of app/ports.py, and `ContactGroups` of app/caller_contacts.py."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def caller_facts(self, number: PhoneNumber, did_e164: str) -> CallerFacts:
        key, now = number_key(number), self._clock.now()
        return await self._database.read(lambda tx: caller_facts(tx, key, number.extension, did_e164, now))

    async def contact_groups(
        self, number: PhoneNumber, person_id: PersonId | None, organization_id: OrganizationId | None, limit: int
    ) -> Sequence[ContactGroup]:
        return await self._database.read(
            lambda tx: contact_groups(
                tx,
                person_id=person_id,
                number_key=number_key(number),
                organization_id=organization_id,
                limit=limit,
            )
        )

    async def awaiting_leads(
        self, number: PhoneNumber, person_id: PersonId | None, limit: int, *, reader_id: OperatorId
    ) -> Sequence[LeadRow]:
        key = number_key(number)
        return await self._database.read(
            lambda tx: awaiting_leads(tx, key, person_id, limit, reach=reach_of(tx, reader_id))
        )

    async def awaiting_of_entry(self, entry_id: int, limit: int, *, reader_id: OperatorId) -> Sequence[LeadRow]:
        return await self._database.read(
            lambda tx: awaiting_of_entry(tx, entry_id, limit, reach=reach_of(tx, reader_id))
        )


def caller_facts(tx: Tx, key: str, extension: str, did_e164: str, now: datetime) -> CallerFacts:
    """The unit behind `SqlCallerLookup.caller_facts`."""
    found = tx.row(_CAMPAIGN, did_e164=did_e164, now=now) if did_e164 else None
    campaign = CampaignRef(id=found.id, name=found.name) if found else None
    if not key:
        return CallerFacts(campaign=campaign)
    today = now.date()
    said = not_callers_of(tx, key)
    candidates = without(_exact(tx, key, extension, today), said)
    person_id, organization_id = _identity(candidates)
    newest, total = contacts(
        tx, person_id=person_id, number_key=key, organization_id=organization_id, limit=MAX_CONTACTS
    )
    return CallerFacts(
        candidates=tuple(candidates or without(_similar(tx, key, today), said)),
        contacts=newest,
        contacts_total=total,
        campaign=campaign,
        not_callers=tuple(said),
    )


def _exact(tx: Tx, key: str, extension: str, today: date) -> list[Candidate]:
    points = tx.rows(_POINT_EXACT, number_key=key, today=today)
    if extension:
        points = [row for row in points if row.extension == extension] or points
    return _candidates(points, tx.rows(_LEAD_EXACT, number_key=key), is_exact=True)


def _similar(tx: Tx, key: str, today: date) -> list[Candidate]:
    bounds = suffix_range(key)
    if bounds is None:
        return []
    low, high = bounds
    points = tx.rows(_POINT_SUFFIX, low=low, high=high, today=today)
    return _candidates(points, tx.rows(_LEAD_SUFFIX, low=low, high=high), is_exact=False)


def _candidates(points: list[Row], leads: list[Row], *, is_exact: bool) -> list[Candidate]:
    """Join both, each person once, and each nameless or merely typed name once (its newest interest)."""
    found: dict[object, Candidate] = {}
    for row in points:
        who = ("person", row.person_id) if row.person_id else ("organization", row.organization_id)
        found.setdefault(who, _from_point(row, is_exact=is_exact))
    for row in leads:
        who = ("person", row.person_id) if row.person_id else ("lead", fold(row.person_name))
        found.setdefault(who, _from_lead(row, is_exact=is_exact))
    return list(found.values())


def _from_point(row: Row, *, is_exact: bool) -> Candidate:
    return Candidate(
        is_exact=is_exact,
        person_id=row.person_id,
        person_name=row.person_name or "",
        organization_id=row.organization_id,
        organization_name=row.organization_name or "",
        is_shared=row.is_shared,
        is_private=bool(row.is_private),
        last_contact_at=max((at for at in (row.last_activity_at, row.last_call_at) if at is not None), default=None),
        responsible_id=row.responsible_id,
        open_deals=row.open_deals,
    )


def _from_lead(row: Row, *, is_exact: bool) -> Candidate:
    return Candidate(
        is_exact=is_exact,
        person_id=row.person_id,
        person_name=row.person_name,
        organization_id=row.organization_id,
        organization_name=row.organization_name,
        lead_id=None if row.person_id else row.lead_id,
        is_private=row.is_private,
        last_contact_at=row.at,
        responsible_id=row.owner_id,
        open_deals=row.open_deals,
    )


def _identity(candidates: list[Candidate]) -> tuple[int | None, int | None]:
    """Return the person when there is exactly one, and the organization when all share it."""
    people = {candidate.person_id for candidate in candidates if candidate.person_id is not None}
    organizations = {candidate.organization_id for candidate in candidates}
    return (
        people.pop() if len(people) == 1 else None,
        organizations.pop() if len(organizations) == 1 else None,
    )
