"""Previous contacts (R76, R103): what was written down, and calls nobody wrote anything about, newest first.

A scope is made of sources that never overlap, each read newest first from an index and counted only when it has more
than was asked for. All of a scope come in one statement: every ring waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from callbridge.crm.directory import ContactGroup, ContactKind, ContactScope, PriorContact
from callbridge.crm.interest import Rating
from callbridge.store import tables as t
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

COUNT_LIMIT = 1_000
"""A switchboard's contacts are counted no further than this."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Rows of one kind under one key; `newest` of all kinds have the same columns."""

    newest: Select[Any]
    count: Prepared
    read: Callable[[Row], PriorContact]


class _Scope:
    """Sources that are read together."""

    def __init__(self, *sources: _Source) -> None:
        self.sources = sources
        self.newest = Prepared(union_all(*(_numbered(each.newest, place) for place, each in enumerate(sources))))


def _numbered(newest: Select[Any], place: int) -> Select[Any]:
    """Return the rows with their source's place; a part of a union may have an order and a limit only inside."""
    return select(literal_column(str(place)).label("source"), *newest.subquery().c)


def _activity_row(row: Row) -> PriorContact:
    kind = ContactKind.NEXT_CONTACT
    if row.done_at is not None:
        kind = ContactKind.INTEREST if row.kind == "contact" and row.lead_id is not None else ContactKind.CONTACT
    return PriorContact(
        kind=kind,
        at=row.at,
        method=row.method or "",
        direction=row.direction or "",
        call_outcome=row.call_outcome or "",
        outcome=row.outcome or "",
        rating=Rating(row.rating) if row.rating else None,
        refusal_reason=(row.refusal_reason or "") if kind is ContactKind.INTEREST else "",
        operator=row.operator,
        content=row.content,
        campaign=row.campaign or "",
        lead_id=row.lead_id,
        call_id=row.call_id,
        person=row.person or "",
        follow_up_id=row.id if kind is ContactKind.NEXT_CONTACT else None,
    )


def _call_row(row: Row) -> PriorContact:
    return PriorContact(
        kind=ContactKind.CALL,
        at=row.at,
        direction=row.direction,
        call_outcome=row.call_outcome,
        operator=row.operator or "",
        campaign=row.campaign or "",
        call_id=row.call_id,
        person=row.person or "",
    )


def _activities(where: ColumnElement[bool], *, by_number: bool) -> _Source:
    a, lead, phone, call = t.activity, t.lead, t.lead_phone, t.call
    base: Any = a.outerjoin(lead, lead.c.id == a.c.lead_id)
    order = a.c.at
    if by_number:
        base = phone.join(a, a.c.lead_id == phone.c.lead_id).outerjoin(lead, lead.c.id == a.c.lead_id)
        order = phone.c.at
    # Of what a conversation made needless the conversation itself is told.
    kept = [where, lead.c.deleted_at.is_(None), a.c.closed_by_call.is_(None)]
    wide = (
        base.outerjoin(call, call.c.call_id == a.c.call_id)
        .join(t.operator, t.operator.c.id == a.c.owner_id)
        .outerjoin(t.contact_method, t.contact_method.c.id == a.c.method_id)
        .outerjoin(t.outcome, t.outcome.c.id == a.c.outcome_id)
        .outerjoin(t.refusal_reason, t.refusal_reason.c.id == lead.c.refusal_reason_id)
        .outerjoin(t.campaign, t.campaign.c.id == a.c.campaign_id)
        .outerjoin(t.person, t.person.c.id == a.c.person_id)
    )
    columns: Select[Any] = select(
        a.c.id,
        a.c.kind,
        a.c.at,
        a.c.done_at,
        a.c.lead_id,
        a.c.call_id,
        a.c.content,
        call.c.direction,
        call.c.outcome.label("call_outcome"),
        t.contact_method.c.name.label("method"),
        t.outcome.c.name.label("outcome"),
        t.outcome.c.rating,
        t.refusal_reason.c.name.label("refusal_reason"),
        t.operator.c.full_name.label("operator"),
        t.campaign.c.name.label("campaign"),
        t.person.c.full_name.label("person"),
    )
    newest = columns.select_from(wide).where(*kept).order_by(order.desc()).limit(bindparam("limit"))
    return _Source(newest, _counted(select(literal(1)).select_from(base).where(*kept)), _activity_row)


def _calls(where: ColumnElement[bool]) -> _Source:
    call = t.call
    kept = [
        where,
        call.c.ended_at.is_not(None),
        ~exists().where(t.activity.c.call_id == call.c.call_id).correlate(call),
    ]
    wide = (
        call.outerjoin(t.operator, t.operator.c.id == call.c.operator_id)
        .outerjoin(t.campaign, t.campaign.c.id == call.c.campaign_id)
        .outerjoin(t.person, t.person.c.id == call.c.person_id)
    )
    newest = (
        select(
            _absent(t.activity.c.id),
            _absent(t.activity.c.kind),
            call.c.started_at.label("at"),
            _absent(t.activity.c.done_at),
            _absent(t.activity.c.lead_id),
            call.c.call_id,
            _absent(t.activity.c.content),
            call.c.direction,
            call.c.outcome.label("call_outcome"),
            _absent(t.contact_method.c.name, "method"),
            _absent(t.outcome.c.name, "outcome"),
            _absent(t.outcome.c.rating),
            _absent(t.refusal_reason.c.name, "refusal_reason"),
            t.operator.c.full_name.label("operator"),
            t.campaign.c.name.label("campaign"),
            t.person.c.full_name.label("person"),
        )
        .select_from(wide)
        .where(*kept)
        .order_by(call.c.started_at.desc())
        .limit(bindparam("limit"))
    )
    return _Source(newest, _counted(select(literal(1)).select_from(call).where(*kept)), _call_row)


def _absent(column: Column[Any], name: str = "") -> ColumnElement[Any]:
    """Return what stands where a call has nothing: PostgreSQL wants its type."""
    return cast(null(), column.type).label(name or column.name)


def _counted(found: Select[Any]) -> Prepared:
    return Prepared(select(func.count()).select_from(found.limit(COUNT_LIMIT).subquery()))


_OF_PERSON = _Scope(
    _activities(t.activity.c.person_id == bindparam("person_id"), by_number=False),
    _calls(t.call.c.person_id == bindparam("person_id")),
)
_OF_NUMBER = _Scope(
    _activities(t.lead_phone.c.number_key == bindparam("number_key"), by_number=True),
    _calls(t.call.c.number_key == bindparam("number_key")),
)
_OF_PERSON_AND_NUMBER = _Scope(
    *_OF_PERSON.sources,
    _activities(
        (t.lead_phone.c.number_key == bindparam("number_key")) & t.activity.c.person_id.is_(None), by_number=True
    ),
    _calls((t.call.c.number_key == bindparam("number_key")) & t.call.c.person_id.is_(None)),
)
_OF_ORGANIZATION = _Scope(
    _activities(t.activity.c.organization_id == bindparam("organization_id"), by_number=False),
    _calls(t.call.c.organization_id == bindparam("organization_id")),
)

_NOBODY = 0
"""Stands for no person: ids begin at 1."""


def _of_another(person: Column[int]) -> ColumnElement[bool]:
    """Return the condition that a row is not of the person whose group stands before."""
    return func.coalesce(person, _NOBODY) != bindparam("person_id")


_number_of_lead = exists().where(
    t.lead_phone.c.lead_id == t.activity.c.lead_id, t.lead_phone.c.number_key == bindparam("number_key")
)
_OF_OTHERS_ON_NUMBER = _Scope(
    _activities(
        (t.lead_phone.c.number_key == bindparam("number_key"))
        & t.activity.c.person_id.is_not(None)
        & _of_another(t.activity.c.person_id),
        by_number=True,
    ),
    _calls(
        (t.call.c.number_key == bindparam("number_key"))
        & t.call.c.person_id.is_not(None)
        & _of_another(t.call.c.person_id)
    ),
)
_OF_OTHERS_IN_ORGANIZATION = _Scope(
    _activities(
        (t.activity.c.organization_id == bindparam("organization_id"))
        & _of_another(t.activity.c.person_id)
        & ~_number_of_lead.correlate(t.activity),
        by_number=False,
    ),
    _calls(
        (t.call.c.organization_id == bindparam("organization_id"))
        & _of_another(t.call.c.person_id)
        & (t.call.c.number_key != bindparam("number_key"))
    ),
)

Contacts = tuple[tuple[PriorContact, ...], int]


def contacts(tx: Tx, *, person_id: int | None, number_key: str, organization_id: int | None, limit: int) -> Contacts:
    """Return the newest contacts and how many there are (counted up to 1,000 a source).

    Of the person, with what came from the number before it had a name; else of the number; else of the organization.
    """
    found: Contacts = (), 0
    if person_id is not None:
        scope = _OF_PERSON_AND_NUMBER if number_key else _OF_PERSON
        return _merged(tx, scope, limit, person_id=person_id, number_key=number_key)
    if number_key:
        found = _merged(tx, _OF_NUMBER, limit, number_key=number_key)
    if not found[1] and organization_id is not None:
        found = _merged(tx, _OF_ORGANIZATION, limit, organization_id=organization_id)
    return found


def contact_groups(
    tx: Tx, *, person_id: int | None, number_key: str, organization_id: int | None, limit: int
) -> tuple[ContactGroup, ...]:
    """Return the newest contacts of the person, then of others on the number, then of others in the organization.

    A group without contacts is left out.
    """
    asked: list[tuple[ContactScope, Contacts]] = []
    nearest = person_id or _NOBODY
    if person_id is not None:
        scope = _OF_PERSON_AND_NUMBER if number_key else _OF_PERSON
        asked.append((ContactScope.PERSON, _merged(tx, scope, limit, person_id=person_id, number_key=number_key)))
    if number_key:
        scope = _OF_NUMBER if person_id is None else _OF_OTHERS_ON_NUMBER
        asked.append((ContactScope.NUMBER, _merged(tx, scope, limit, person_id=nearest, number_key=number_key)))
    if organization_id is not None:
        key = {"person_id": nearest, "number_key": number_key, "organization_id": organization_id}
        asked.append((ContactScope.ORGANIZATION, _merged(tx, _OF_OTHERS_IN_ORGANIZATION, limit, **key)))
    return tuple(ContactGroup(scope=scope, contacts=found[0], total=found[1]) for scope, found in asked if found[1])


def _merged(tx: Tx, scope: _Scope, limit: int, **key: Any) -> Contacts:
    rows = tx.rows(scope.newest, limit=limit, **key)
    total = 0
    for place, source in enumerate(scope.sources):
        found = sum(row.source == place for row in rows)
        total += found if found < limit else tx.value(source.count, **key)
    merged = [scope.sources[row.source].read(row) for row in rows]
    merged.sort(key=lambda contact: contact.at, reverse=True)
    return tuple(merged[:limit]), total
