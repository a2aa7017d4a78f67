"""The people of a round's audience, some at a time, each with the number to call."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from callbridge.app.round_port import PartyPage
from callbridge.crm.list_query import ListQuery
from callbridge.crm.round_roll import Party
from callbridge.store import tables as t
from callbridge.store.audience import leads_of, listed, participants, points_in_use
from callbridge.store.key_list import one_of_ids
from callbridge.store.number_key import shown_number
from callbridge.store.reach import reach_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

Number = tuple[str, str]
"""As entered, and its key."""
_NONE: Number = ("", "")
_person, _phone, _point = t.person, t.lead_phone, t.contact_point
_PEOPLE = Prepared(
    select(_person.c.id, _person.c.full_name, _person.c.organization_id, _person.c.do_not_call).where(
        one_of_ids(_person.c.id, "ids"), _person.c.archived_at.is_(None), _person.c.merged_into_id.is_(None)
    )
)
_NUMBERS = {
    owner: Prepared(
        points_in_use(owner, "phone", shown_number(_point).label("raw"), _point.c.number_key).where(
            _point.c.number_key != ""
        )
    )
    for owner in ("person_id", "organization_id")
}
_DIALLED = Prepared(
    select(_phone.c.lead_id, _phone.c.raw, _phone.c.number_key)
    .where(one_of_ids(_phone.c.lead_id, "ids"), _phone.c.number_key != "")
    .order_by(_phone.c.lead_id, _phone.c.position.desc())
)


def party_page(
    tx: Tx, campaign_id: int | None, query: ListQuery | None, after: int, limit: int, today: date
) -> PartyPage:
    """Return the people behind the place `after`."""
    if query is None:
        found = participants(tx, campaign_id, after, limit)
    else:
        found = listed(tx, query, reach_of(tx, query.reader.operator_id), after, limit)
    parties = _of_leads(tx, found.leads, today) if found.leads else _people(tx, found.people, today)
    return PartyPage(parties=parties, next=found.next)


def _people(tx: Tx, ids: Sequence[int], today: date) -> list[Party]:
    """Return these people in that order, each as often as it is named; who was put away is left out."""
    found = _known(tx, ids)
    numbers = _numbers(tx, "person_id", list(found), today)
    return [_party(found[one], numbers.get(one, _NONE)) for one in ids if one in found]


def _known(tx: Tx, ids: Sequence[int]) -> dict[int, Row]:
    return {row.id: row for row in tx.rows(_PEOPLE, ids=ids)} if ids else {}


def _party(row: Row, number: Number) -> Party:
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
    rows = leads_of(tx, lead_ids)
    dialled = _dialled(tx, lead_ids)
    people = _known(tx, [row.person_id for row in rows if row.person_id is not None])
    known = _numbers(tx, "person_id", list(people), today)
    firms = [row.organization_id for row in rows if row.organization_id is not None]
    of_firms = _numbers(tx, "organization_id", firms, today)
    parties: list[Party] = []
    for row in rows:
        number = dialled.get(row.id)
        if row.person_id is None:
            parties.append(_unnamed(row, number or of_firms.get(row.organization_id, _NONE)))
        elif row.person_id in people:
            parties.append(_party(people[row.person_id], number or known.get(row.person_id, _NONE)))
    return parties


def _unnamed(row: Row, number: Number) -> Party:
    return Party(
        organization_id=row.organization_id,
        name=row.person_text or row.organization_text,
        phone=number[0],
        number_key=number[1],
        lead_id=row.id,
    )


def _dialled(tx: Tx, lead_ids: Sequence[int]) -> dict[int, Number]:
    """Return the first number of each lead that can be called."""
    return {row.lead_id: (row.raw, row.number_key) for row in tx.rows(_DIALLED, ids=lead_ids)}


def _numbers(tx: Tx, owner: str, ids: Sequence[int], today: date) -> dict[int, Number]:
    """Return the number of each owner that is in use: the primary one, else the oldest."""
    rows = tx.rows(_NUMBERS[owner], ids=ids, today=today) if ids else []
    return {row.owner: (row.raw, row.number_key) for row in rows}
