"""The people of a round's audience, some at a time, each with the number to call."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, and_, bindparam, literal, or_, select

from callbridge.app.round_port import PartyPage
from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListQuery
from callbridge.crm.round_roll import Party
from callbridge.store import tables as t
from callbridge.store.lists.bindings import BINDINGS
from callbridge.store.lists.keys import page_keys
from callbridge.store.number_key import shown_number
from callbridge.store.reach import reach_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_PARTICIPANTS = Prepared(
    select(t.participant.c.id, t.participant.c.person_id)
    .where(t.participant.c.campaign_id == bindparam("campaign_id"), t.participant.c.id > bindparam("after"))
    .order_by(t.participant.c.id)
    .limit(bindparam("limit"))
)
Numbers = dict[int, tuple[str, str]]
"""Of each owner the number as entered, and its key."""


def party_page(
    tx: Tx, campaign_id: int | None, query: ListQuery | None, after: int, limit: int, today: date
) -> PartyPage:
    """Return the people behind the place `after`."""
    if query is None:
        rows = tx.rows(_PARTICIPANTS, campaign_id=campaign_id, after=after, limit=limit)
        places = [row.id for row in rows]
        parties = _people(tx, [row.person_id for row in rows], today)
    else:
        start = Cursor(value=after, id=after) if after else None
        reach = reach_of(tx, query.reader.operator_id)
        places = [key.id for key in page_keys(tx, BINDINGS[query.entity.id], query, start, limit, reach=reach)]
        parties = _of_leads(tx, places, today) if query.entity.id == "lead" else _people(tx, places, today)
    return PartyPage(parties=parties, next=places[-1] if len(places) == limit else None)


def _people(tx: Tx, ids: Sequence[int], today: date) -> list[Party]:
    """Return these people in that order, each as often as it is named; who was put away is left out."""
    found = _known(tx, ids)
    numbers = _numbers(tx, t.contact_point.c.person_id, list(found), today)
    return [_party(found[one], numbers.get(one, ("", ""))) for one in ids if one in found]


def _known(tx: Tx, ids: Sequence[int]) -> dict[int, Row]:
    if not ids:
        return {}
    person = t.person
    kept = person.c.archived_at.is_(None) & person.c.merged_into_id.is_(None)
    asked = select(person.c.id, person.c.full_name, person.c.organization_id, person.c.do_not_call)
    return {row.id: row for row in tx.rows(asked.where(person.c.id.in_(_each(set(ids))), kept))}


def _party(row: Row, number: tuple[str, str]) -> Party:
    return Party(
        person_id=row.id,
        organization_id=row.organization_id,
        name=row.full_name,
        phone=number[0],
        number_key=number[1],
        wants_no_calls=row.do_not_call,
    )


def _of_leads(tx: Tx, lead_ids: Sequence[int], today: date) -> list[Party]:
    """Return who showed these interests: the person, else who is behind the number they called from."""
    if not lead_ids:
        return []
    lead = t.lead
    asked = select(lead.c.id, lead.c.person_id, lead.c.organization_id, lead.c.person_text, lead.c.organization_text)
    rows = {row.id: row for row in tx.rows(asked.where(lead.c.id.in_(_each(lead_ids)), lead.c.deleted_at.is_(None)))}
    dialled = _dialled(tx, lead_ids)
    people = _known(tx, [row.person_id for row in rows.values() if row.person_id is not None])
    known = _numbers(tx, t.contact_point.c.person_id, list(people), today)
    firms = [row.organization_id for row in rows.values() if row.organization_id is not None]
    of_firms = _numbers(tx, t.contact_point.c.organization_id, firms, today)
    parties: list[Party] = []
    for one in (one for one in lead_ids if one in rows):
        row, number = rows[one], dialled.get(one, ("", ""))
        if row.person_id is None:
            number = number if number[1] else of_firms.get(row.organization_id, ("", ""))
            parties.append(_unnamed(row, number))
        elif row.person_id in people:
            number = number if number[1] else known.get(row.person_id, ("", ""))
            parties.append(_party(people[row.person_id], number))
    return parties


def _unnamed(row: Row, number: tuple[str, str]) -> Party:
    return Party(
        organization_id=row.organization_id,
        name=row.person_text or row.organization_text,
        phone=number[0],
        number_key=number[1],
        lead_id=row.id,
    )


def _dialled(tx: Tx, lead_ids: Sequence[int]) -> Numbers:
    """Return the first number of each lead that can be called."""
    phone = t.lead_phone
    asked = (
        select(phone.c.lead_id, phone.c.raw, phone.c.number_key)
        .where(phone.c.lead_id.in_(_each(lead_ids)), phone.c.number_key != "")
        .order_by(phone.c.lead_id, phone.c.position.desc())
    )
    return {row.lead_id: (row.raw, row.number_key) for row in tx.rows(asked)}


def _numbers(tx: Tx, owner: Column[Any], ids: Sequence[int], today: date) -> Numbers:
    """Return the number of each owner that is in use: the primary one, else the oldest."""
    if not ids:
        return {}
    point = t.contact_point
    is_valid = and_(
        or_(point.c.valid_from.is_(None), point.c.valid_from <= today),
        or_(point.c.valid_to.is_(None), point.c.valid_to >= today),
    )
    asked = (
        select(owner.label("owner"), shown_number(point).label("raw"), point.c.number_key)
        .where(owner.in_(_each(set(ids))), point.c.kind == "phone", point.c.number_key != "", is_valid)
        .order_by(point.c.is_primary, point.c.id.desc())
    )
    return {row.owner: (row.raw, row.number_key) for row in tx.rows(asked)}


def _each(ids: Sequence[int] | set[int]) -> list[ColumnElement[int]]:
    return [literal(one, Integer) for one in sorted(ids)]
