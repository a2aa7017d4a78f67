"""The address of the call log: its filters, its order and its cursors, from query strings to values."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

from fastapi import Query

from callbridge.crm.call_list import CallCursor, CallFilter, CallOrder, CallSort
from callbridge.crm.call_log import CallRow
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CallId, CampaignId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.telephony.call_event import Direction, Outcome
from callbridge.web import cursors
from callbridge.web.cursors import OptionalId, Text

MIN_DIGITS = 3
"""Fewer digits of a number find half of the log."""
_SEPARATOR = "~"
T = TypeVar("T")

CallStart = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQuery:
    """The filters as they stand in the address."""

    since: Text = ""
    until: Text = ""
    direction: Text = ""
    outcome: Annotated[tuple[str, ...], Query(max_length=20)] = ()
    operator_id: OptionalId = None
    queue: Text = ""
    did: Text = ""
    campaign_id: OptionalId = None
    number: Text = ""
    person_id: OptionalId = None
    organization_id: OptionalId = None
    deal_id: OptionalId = None
    has_lead: bool | None = None
    missed_open: bool = False
    transferred: bool | None = None
    with_card: bool = False
    """Those whose card the asker has not put away: neither skipped, nor closed after the call was missed."""
    mine: bool = False
    """The asker's own calls, instead of `operator_id`."""

    def wanted(self, asker: OperatorId, read_number: Callable[[str], PhoneNumber]) -> CallFilter:
        """Return the filter; raises InvalidInput that names every wrong part."""
        mistakes: dict[str, str] = {}
        since, until = _instant(self.since, "since", mistakes), _instant(self.until, "until", mistakes)
        _known(self.direction, "direction", Direction, mistakes)
        for outcome in self.outcome:
            _known(outcome or "?", "outcome", Outcome, mistakes)
        number = _number(self.number, read_number, mistakes)
        if mistakes:
            raise InvalidInput(mistakes)
        line = read_number(self.did) if self.did else None
        return CallFilter(
            since=since,
            until=until,
            direction=self.direction,
            outcomes=tuple(dict.fromkeys(self.outcome)),
            operator_id=asker if self.mine else _as(OperatorId, self.operator_id),
            queue=self.queue,
            did=(line.e164 or self.did) if line else "",
            campaign_id=_as(CampaignId, self.campaign_id),
            number=number,
            person_id=_as(PersonId, self.person_id),
            organization_id=_as(OrganizationId, self.organization_id),
            deal_id=self.deal_id,
            has_lead=self.has_lead,
            is_missed_open=self.missed_open,
            is_transferred=self.transferred,
            card_wanted_by=asker if self.with_card else None,
        )


def _as(kind: Callable[[int], T], value: int | None) -> T | None:
    return None if value is None else kind(value)


def _instant(text: str, name: str, mistakes: dict[str, str]) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        in_utc = at.astimezone(UTC)
    except (ValueError, OverflowError):
        mistakes[name] = "wrong_type"
        return None
    if at.tzinfo is None:
        mistakes[name] = "no_offset"
    return in_utc


def _known(text: str, name: str, values: type[StrEnum], mistakes: dict[str, str]) -> None:
    if text and text not in set(values):
        mistakes[name] = "unknown_value"


def _number(text: str, read_number: Callable[[str], PhoneNumber], mistakes: dict[str, str]) -> PhoneNumber | None:
    if not text.strip():
        return None
    number = read_number(text)
    if not number.e164 and len(number.digits) < MIN_DIGITS:
        mistakes["number"] = "too_short"
    return number


def order_of(text: str) -> CallOrder:
    """Return the order that ``started``, ``-started``, ``talk``… mean; a minus is descending. Raises InvalidInput."""
    name = text.removeprefix("-")
    if name not in set(CallSort):
        raise InvalidInput({"sort": "unknown_value"})
    return CallOrder(sort=CallSort(name), is_descending=text.startswith("-"))


def cursor_of(text: str, order: CallOrder) -> CallCursor | None:
    """Return what `write_cursor` wrote for a list in this order, None of ``""``; raises InvalidInput."""
    value_text, separator, call_id = text.partition(_SEPARATOR)
    if not text:
        return None
    value: datetime | float | None
    value = cursors.instant(value_text) if order.sort is CallSort.STARTED else _seconds(value_text)
    if value is None or (separator and not call_id):
        raise InvalidInput({"before": "wrong_type"})
    return CallCursor(value=value, call_id=CallId(call_id) if call_id else None)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds):
        raise InvalidInput({"before": "wrong_type"})
    return seconds


def cursor_after(row: CallRow, order: CallOrder) -> CallCursor:
    """Return where the page after `row` begins."""
    values: dict[CallSort, datetime | float] = {
        CallSort.STARTED: row.started_at,
        CallSort.WAIT: row.wait_seconds,
        CallSort.TALK: row.talk_seconds,
    }
    return CallCursor(value=values[order.sort], call_id=row.call_id)


def write_cursor(cursor: CallCursor) -> str:
    """Return the text of a cursor."""
    value = cursors.write(cursor.value) if isinstance(cursor.value, datetime) else repr(cursor.value)
    return f"{value}{_SEPARATOR}{cursor.call_id or ''}"
