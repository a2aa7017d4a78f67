"""Whom a mailing or a round reaches, some at a time: the participants of an event, or the rows of a filtered list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListQuery
from callbridge.crm.reach import Reach
from callbridge.store import tables as t
from callbridge.store.key_list import one_of_ids
from callbridge.store.lists.bindings import BINDINGS
from callbridge.store.lists.keys import page_keys
from callbridge.store.number_key import is_valid
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_PARTICIPANTS = Prepared(
    select(t.participant.c.id, t.participant.c.person_id)
    .where(t.participant.c.campaign_id == bindparam("campaign_id"), t.participant.c.id > bindparam("after"))
    .order_by(t.participant.c.id)
    .limit(bindparam("limit"))
)
_lead = t.lead
_LEADS = Prepared(
    select(
        _lead.c.id, _lead.c.person_id, _lead.c.organization_id, _lead.c.person_text, _lead.c.organization_text
    ).where(one_of_ids(_lead.c.id, "ids"), _lead.c.deleted_at.is_(None))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Some places of an audience, in order: the people who stand there, or the leads."""

    people: Sequence[int] = ()
    leads: Sequence[int] = ()
    next: int | None
    """The place behind which others stand; None at the end."""


def participants(tx: Tx, campaign_id: int | None, after: int, limit: int) -> Places:
    """Return the participants of an event behind the place `after`."""
    rows = tx.rows(_PARTICIPANTS, campaign_id=campaign_id, after=after, limit=limit)
    return Places(people=[row.person_id for row in rows], next=_next([row.id for row in rows], limit))


def listed(tx: Tx, query: ListQuery, reach: Reach, after: int, limit: int) -> Places:
    """Return the people or the leads of a filtered list behind the place `after`."""
    start = Cursor(value=after, id=after) if after else None
    keys = page_keys(tx, BINDINGS[query.entity.id], query, start, limit, reach=reach)
    found, following = [key.id for key in keys], _next([key.id for key in keys], limit)
    return Places(leads=found, next=following) if query.entity.id == "lead" else Places(people=found, next=following)


def _next(places: Sequence[int], limit: int) -> int | None:
    return places[-1] if len(places) == limit else None


def leads_of(tx: Tx, lead_ids: Sequence[int]) -> list[Row]:
    """Return what these leads say of who showed interest, in that order; removed ones are left out."""
    rows = {row.id: row for row in tx.rows(_LEADS, ids=lead_ids)} if lead_ids else {}
    return [rows[one] for one in lead_ids if one in rows]


def points_in_use(owner: str, kind: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select from the contact points of one kind that owners, bound as `ids`, have `today`.

    The last of an owner is the one to take: the primary one, else the oldest.
    """
    point = t.contact_point
    return (
        select(point.c[owner].label("owner"), *columns)
        .where(one_of_ids(point.c[owner], "ids"), point.c.kind == kind, is_valid(point))
        .order_by(point.c.is_primary, point.c.id.desc())
    )
