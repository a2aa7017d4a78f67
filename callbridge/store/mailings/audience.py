"""The people of a mailing's audience, some at a time, each with one address."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Date, Integer, and_, bindparam, literal, or_, select

from callbridge.app.mail_port import AudiencePage, MailingFacts
from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListQuery
from callbridge.crm.mailing import Addressee
from callbridge.kernel.errors import NotFound
from callbridge.store import tables as t
from callbridge.store.lists.bindings import BINDINGS
from callbridge.store.lists.keys import page_keys
from callbridge.store.reach import reach_of_employee
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_SIZES = (1, 50, 500)
_PARTICIPANTS = Prepared(
    select(t.participant.c.id, t.participant.c.person_id)
    .where(t.participant.c.campaign_id == bindparam("campaign_id"), t.participant.c.id > bindparam("after"))
    .order_by(t.participant.c.id)
    .limit(bindparam("limit"))
)
_OWN_ADDRESS = Prepared(
    select(t.employee.c.email)
    .select_from(t.operator.join(t.employee, t.employee.c.id == t.operator.c.employee_id))
    .where(t.operator.c.id == bindparam("operator_id"))
)


def audience_page(
    tx: Tx, facts: MailingFacts, query: ListQuery | None, after: int, limit: int, today: date
) -> AudiencePage:
    """Return the people behind the place `after`."""
    if query is None:
        rows = tx.rows(_PARTICIPANTS, campaign_id=facts.campaign_id, after=after, limit=limit)
        places = [row.id for row in rows]
        people = persons(tx, [row.person_id for row in rows], today)
    else:
        reach = reach_of_employee(tx, facts.owner_id)
        start = Cursor(value=after, id=after) if after else None
        places = [key.id for key in page_keys(tx, BINDINGS[query.entity.id], query, start, limit, reach=reach)]
        people = _of_leads(tx, places, today) if query.entity.id == "lead" else persons(tx, places, today)
    return AudiencePage(people=people, next=places[-1] if len(places) == limit else None)


def persons(tx: Tx, ids: Sequence[int], today: date) -> list[Addressee]:
    """Return these people in that order, each once; who was put away is left out."""
    if not ids:
        return []
    found = {row.id: row for row in tx.rows(_people(_size(ids)), **_padded(ids))}
    addresses = _addresses(tx, t.contact_point.c.person_id, list(found), today)
    return [_addressee(found[one], addresses.get(one, "")) for one in dict.fromkeys(ids) if one in found]


@lru_cache(maxsize=len(_SIZES))
def _people(size: int) -> Prepared:
    wide = t.person.outerjoin(t.organization, t.organization.c.id == t.person.c.organization_id)
    columns = (t.person.c.id, t.person.c.full_name, t.person.c.job_title, t.organization.c.name.label("organization"))
    kept = t.person.c.archived_at.is_(None) & t.person.c.merged_into_id.is_(None)
    return Prepared(select(*columns).select_from(wide).where(t.person.c.id.in_(_places(size)), kept))


def _addressee(row: Row, address: str) -> Addressee:
    return Addressee(
        person_id=row.id,
        full_name=row.full_name,
        organization=row.organization or "",
        job_title=row.job_title,
        address=address,
    )


def _of_leads(tx: Tx, lead_ids: Sequence[int], today: date) -> list[Addressee]:
    """Return the people of these leads; of a lead that names only an organization, the organization."""
    if not lead_ids:
        return []
    lead = t.lead
    asked = select(lead.c.id, lead.c.person_id, lead.c.organization_id, lead.c.person_text, lead.c.organization_text)
    rows = {row.id: row for row in tx.rows(asked.where(lead.c.id.in_(_each(lead_ids)), lead.c.deleted_at.is_(None)))}
    ordered = [rows[one] for one in lead_ids if one in rows]
    known = persons(tx, [row.person_id for row in ordered if row.person_id is not None], today)
    companies = [row.organization_id for row in ordered if row.person_id is None and row.organization_id is not None]
    typed = [row for row in ordered if row.person_id is None and row.organization_id is None]
    names = dict.fromkeys(row.person_text or row.organization_text or f"№{row.id}" for row in typed)
    return [
        *known,
        *_organizations(tx, list(dict.fromkeys(companies)), today),
        *(Addressee(person_id=None, full_name=name) for name in names),
    ]


def _organizations(tx: Tx, ids: Sequence[int], today: date) -> list[Addressee]:
    if not ids:
        return []
    kept = t.organization.c.archived_at.is_(None)
    asked = select(t.organization.c.id, t.organization.c.name).where(t.organization.c.id.in_(_each(ids)), kept)
    addresses = _addresses(tx, t.contact_point.c.organization_id, ids, today)
    return [
        Addressee(person_id=None, full_name="", organization=row.name, address=addresses.get(row.id, ""))
        for row in tx.rows(asked.order_by(t.organization.c.id))
    ]


def _addresses(tx: Tx, owner: Column[Any], ids: Sequence[int], today: date) -> dict[int, str]:
    """Return the address of each owner that is in use: the primary one, else the oldest."""
    if not ids:
        return {}
    rows = tx.rows(_points(owner.name, _size(ids)), today=today, **_padded(ids))
    return {row.owner: row.raw for row in rows}


@lru_cache(maxsize=2 * len(_SIZES))
def _points(owner: str, size: int) -> Prepared:
    point = t.contact_point
    today = bindparam("today", type_=Date)
    is_valid = and_(
        or_(point.c.valid_from.is_(None), point.c.valid_from <= today),
        or_(point.c.valid_to.is_(None), point.c.valid_to >= today),
    )
    return Prepared(
        select(point.c[owner].label("owner"), point.c.raw)
        .where(point.c[owner].in_(_places(size)), point.c.kind == "email", is_valid)
        .order_by(point.c.is_primary, point.c.id.desc())
    )


def _size(ids: Sequence[int]) -> int:
    """Return how many places a statement has for these ids: a few statements are compiled once."""
    return next((size for size in _SIZES if size >= len(ids)), len(ids))


def _places(size: int) -> list[ColumnElement[int]]:
    return [bindparam(f"id_{place}", type_=Integer) for place in range(size)]


def _padded(ids: Sequence[int]) -> dict[str, int]:
    size = _size(ids)
    return {f"id_{place}": one for place, one in enumerate([*ids, *([ids[-1]] * (size - len(ids)))])}


def _each(ids: Sequence[int]) -> list[ColumnElement[int]]:
    return [literal(one, Integer) for one in ids]


def addressee(tx: Tx, person_id: int, today: date) -> Addressee:
    """Return one person; raises NotFound."""
    found = persons(tx, [person_id], today)
    if not found:
        raise NotFound("record.not_found", id=person_id)
    return found[0]


def own_address(tx: Tx, operator_id: int) -> str:
    """Return the address of the employee whose login it is."""
    return tx.value(_OWN_ADDRESS, operator_id=operator_id) or ""
