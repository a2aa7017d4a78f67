"""The call log as a list: pages, totals, one call and its legs.

Every filter that is usual enters by an index in the order of the list, so a page costs the same among a thousand calls
and a million. The narrowest filter given leads: it makes the list of one or more sources, each read in order and no
further than the page needs; the other filters are conditions on the calls found. Sources may share calls, hence the
union.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union,
)

from callbridge.crm.call_list import INBOUND, MISSED_OUTCOMES, CallCursor, CallFilter, CallOrder, CallSort, CallTotals
from callbridge.crm.call_log import CallRow, LegRow
from callbridge.crm.reach import Reach
from callbridge.store import tables as t
from callbridge.store.call_rows import call_row, calls
from callbridge.store.reach import calls_within
from callbridge.store.tx import Tx
from callbridge.store.types import after

_SORTED = {
    CallSort.STARTED: t.call.c.started_at,
    CallSort.WAIT: t.call.c.wait_seconds,
    CallSort.TALK: t.call.c.talk_seconds,
}

_Where = ColumnElement[bool]
_TRANSFERRED: _Where = t.call.c.transfers > literal_column("0")
"""As the index of few calls says it."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Calls by one index: of `call`, or of another table that is joined to it and may have several rows a call."""

    where: _Where
    table: Any = None
    started_at: ColumnElement[Any] = t.call.c.started_at
    """The index's second column, that of the other table where there is one."""


def call_page(
    tx: Tx, wanted: CallFilter, order: CallOrder, start: CallCursor | None, limit: int, *, reach: Reach
) -> list[CallRow]:
    """Return the first `limit` calls in reach after `start`."""
    call = t.call
    in_reach = _in_reach(reach)
    found = [_found(source, wanted, order, start, limit).where(*in_reach) for source in _sources(wanted)]
    keys = union(*(select(each.subquery().c.call_id) for each in found)).subquery()
    value = _SORTED[order.sort]
    turned = (value.desc(), call.c.call_id.desc()) if order.is_descending else (value.asc(), call.c.call_id.asc())
    page = calls().where(call.c.call_id.in_(select(keys.c.call_id))).order_by(*turned).limit(limit)
    return [call_row(row) for row in tx.rows(page)]


def _in_reach(reach: Reach) -> list[_Where]:
    asked = calls_within(reach)
    return [] if asked is None else [asked]


def _found(source: _Source, wanted: CallFilter, order: CallOrder, start: CallCursor | None, limit: int) -> Select[Any]:
    """The newest (or longest) calls of one source: no more than the page can hold."""
    call = t.call
    value: ColumnElement[Any] = source.started_at if order.sort is CallSort.STARTED else _SORTED[order.sort]
    if order.sort is not CallSort.STARTED and _is_narrow(wanted):
        value = value + literal_column(
            "0.0"
        )  # sort the few that are found; an index of all calls by length is the longer way
    base = select(call.c.call_id, value.label("value")).select_from(call if source.table is None else source.table)
    if source.table is not None:
        base = base.distinct()
    base = base.where(source.where, *_conditions(wanted, source))
    if start is not None:
        base = base.where(_beyond(value, order, start))
    turned = (value.desc(), call.c.call_id.desc()) if order.is_descending else (value.asc(), call.c.call_id.asc())
    return base.order_by(*turned).limit(limit)


def _beyond(value: ColumnElement[Any], order: CallOrder, start: CallCursor) -> _Where:
    """After the cursor's row, in the order of the list."""
    at = literal(start.value, _SORTED[order.sort].type)
    if start.call_id is None:
        return value < at if order.is_descending else value > at
    key, place = tuple_(value, t.call.c.call_id), tuple_(at, literal(start.call_id, t.call.c.call_id.type))
    return key < place if order.is_descending else key > place


def _is_narrow(wanted: CallFilter) -> bool:
    """Say whether so few calls are wanted that sorting them is cheap."""
    ids = (
        wanted.deal_id,
        wanted.person_id,
        wanted.organization_id,
        wanted.operator_id,
        wanted.campaign_id,
        wanted.since,
    )
    return any(part is not None for part in ids) or bool(
        wanted.number or wanted.queue or wanted.did or wanted.outcomes or wanted.is_missed_open
    )


def _sources(wanted: CallFilter) -> Sequence[_Source]:
    """The narrowest filter given, as the ways into the calls it means."""
    call, leg = t.call, t.call_leg
    if wanted.number is not None:
        return [_Source(where) for where in _number(wanted)]
    if wanted.deal_id is not None:
        few = _calls_of(wanted.deal_id).subquery()
        return [_Source(true(), few.join(call, call.c.call_id == few.c.call_id))]
    for column, value in (("person_id", wanted.person_id), ("organization_id", wanted.organization_id)):
        if value is not None:
            saved = t.lead.join(call, call.c.call_id == t.lead.c.call_id)
            return [
                _Source(call.c[column] == value),
                _Source((t.lead.c[column] == value) & t.lead.c.deleted_at.is_(None), saved),
            ]
    if wanted.is_missed_open or (wanted.is_transferred and wanted.operator_id is None):
        return [_Source(call.c.missed_key.is_not(None) if wanted.is_missed_open else _TRANSFERRED)]
    if wanted.operator_id is not None:
        rang = leg.join(call, call.c.call_id == leg.c.call_id)
        return [
            _Source(call.c.operator_id == wanted.operator_id),
            _Source(leg.c.operator_id == wanted.operator_id, rang, leg.c.started_at),
        ]
    return [_Source(call.c.outcome == outcome) for outcome in wanted.outcomes] or [_Source(true())]


def _calls_of(deal_id: int) -> CompoundSelect[Any]:
    """Return the calls that leads and contacts of a deal name."""
    lead, activity = t.lead.alias("of_deal"), t.activity
    led = select(lead.c.call_id).where(lead.c.deal_id == deal_id, lead.c.deleted_at.is_(None))
    done = select(activity.c.call_id).where(activity.c.deal_id == deal_id)
    return union(*(each.where(each.selected_columns[0].is_not(None)) for each in (led, done)))


def _number(wanted: CallFilter) -> list[_Where]:
    number, key = wanted.number, t.call.c.number_key
    if number is None:
        raise AssertionError("no number is wanted")
    if number.e164:
        return [key == number.e164]
    digits = number.digits
    starts = [and_(key >= first, key < after(first)) for first in (f"+{digits}", f"#{digits}")]
    backwards, ends = digits[::-1], t.call.c.reversed_digits
    return [*starts, and_(ends >= backwards, ends < after(backwards))]


def _conditions(wanted: CallFilter, source: _Source) -> list[_Where]:
    """Every filter as a condition on a call; that of the source again, which costs nothing."""
    call = t.call
    asked: list[_Where] = []
    if wanted.since is not None:
        asked.append(source.started_at >= wanted.since)
    if wanted.until is not None:
        asked.append(source.started_at < wanted.until)
    exact = {
        call.c.direction: wanted.direction or None,
        call.c.queue: wanted.queue or None,
        (call.c.did_e164 if wanted.did.startswith("+") else call.c.did_raw): wanted.did or None,
        call.c.campaign_id: wanted.campaign_id,
    }
    asked += [column == value for column, value in exact.items() if value is not None]
    if wanted.outcomes:
        asked.append(or_(*(call.c.outcome == outcome for outcome in wanted.outcomes)))
    if wanted.is_missed_open:
        asked.append(call.c.missed_key.is_not(None))
    if wanted.is_transferred is not None:
        asked.append(_TRANSFERRED if wanted.is_transferred else ~_TRANSFERRED)
    return [*asked, *_related(wanted)]


def _related(wanted: CallFilter) -> list[_Where]:
    """Conditions that ask another table too."""
    call, leg, lead = t.call, t.call_leg.alias("theirs"), t.lead.alias("its")
    saved = exists().where(lead.c.call_id == call.c.call_id, lead.c.deleted_at.is_(None)).correlate(call)
    asked: list[_Where] = []
    if wanted.operator_id is not None:
        rang = exists().where(leg.c.call_id == call.c.call_id, leg.c.operator_id == wanted.operator_id).correlate(call)
        asked.append(or_(call.c.operator_id == wanted.operator_id, rang))
    for column, value in (("person_id", wanted.person_id), ("organization_id", wanted.organization_id)):
        if value is not None:
            asked.append(or_(call.c[column] == value, saved.where(lead.c[column] == value)))
    if wanted.deal_id is not None:
        asked.append(call.c.call_id.in_(_calls_of(wanted.deal_id)))
    if wanted.card_wanted_by is not None:
        its = (t.unwanted_card.c.call_id == call.c.call_id) & (t.unwanted_card.c.operator_id == wanted.card_wanted_by)
        asked.append(~exists().where(its).correlate(call))
    if wanted.has_lead is not None:
        asked.append(saved if wanted.has_lead else ~saved)
    return asked


def call_totals(tx: Tx, wanted: CallFilter, reach: Reach) -> CallTotals:
    """Return the count and sums of all calls in reach that `wanted` means."""
    call = t.call
    sources = _sources(wanted)
    if len(sources) == 1:
        where = [sources[0].where, *_conditions(wanted, sources[0])]
    else:
        parts = [
            select(call.c.call_id).select_from(call if each.table is None else each.table)
            .where(each.where, *_conditions(wanted, each))
            for each in sources
        ]  # fmt: skip
        where = [call.c.call_id.in_(select(union(*parts).subquery().c.call_id))]
    is_missed = and_(call.c.direction == INBOUND, or_(*(call.c.outcome == outcome for outcome in MISSED_OUTCOMES)))
    is_waited = and_(call.c.direction == INBOUND, call.c.outcome != "")
    one, none = literal(1), literal(0)
    (row,) = tx.rows(
        select(
            func.count().label("all_calls"),
            func.coalesce(func.sum(case((call.c.outcome == "answered", one), else_=none)), 0).label("answered"),
            func.coalesce(func.sum(case((is_missed, one), else_=none)), 0).label("missed"),
            func.coalesce(func.sum(call.c.talk_seconds), 0.0).label("talk_seconds"),
            func.coalesce(func.avg(case((is_waited, call.c.wait_seconds))), 0.0).label("wait_seconds"),
        )
        .select_from(call)
        .where(*where, *_in_reach(reach))
    )
    return CallTotals(
        count=row.all_calls,
        answered=row.answered,
        missed=row.missed,
        talk_seconds=row.talk_seconds,
        wait_seconds=row.wait_seconds,
    )


def call_legs(tx: Tx, call_id: str) -> list[LegRow]:
    """Return the phones of one call, in the order they came."""
    leg = t.call_leg
    rows = tx.rows(
        select(
            leg.c.leg_id,
            leg.c.endpoint,
            leg.c.operator_id,
            func.coalesce(t.operator.c.full_name, "").label("operator"),
            leg.c.rang_at,
            leg.c.answered_at,
            leg.c.ended_at,
            leg.c.ring_end,
            leg.c.ring_seconds,
            leg.c.talk_seconds,
            leg.c.hold_seconds,
        )
        .select_from(leg.outerjoin(t.operator, t.operator.c.id == leg.c.operator_id))
        .where(leg.c.call_id == call_id)
        .order_by(leg.c.position)
    )
    return [LegRow(**row._asdict()) for row in rows]
