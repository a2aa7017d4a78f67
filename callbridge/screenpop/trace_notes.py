"""What is written into a call's trace: a step for each call event, for the number, for the lookup.

What is known at that moment is written down in words that need nothing looked up later: names, not ids of logins,
which may be renamed; but ids of customers, whose names are not for every reader of a trace.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from callbridge.crm.not_caller import CallerRecord, NotCaller
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.matching.match import Match, RankedCandidate
from callbridge.screenpop.sight import Pages
from callbridge.screenpop.trace import Trace
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallerIdentified,
    CallEvent,
    CallHeld,
    CallLeftQueue,
    CallParked,
    CallPickedUp,
    CallQueued,
    CallResumed,
    CallStarted,
    CallTransferred,
    CallUnparked,
    Direction,
    PhoneLeft,
    PhoneRang,
    PhoneStopped,
    TransferKind,
    UnparkReason,
)

TEXT_LIMIT = 80
"""Characters of one of the network's texts in a step."""
MAX_CANDIDATES = 5
"""Candidates named in a step; all are counted."""


class Seat(NamedTuple):
    """Who sits at an endpoint; without `operators`, the login that nearly does and why it does not."""

    operators: str = ""
    """Names, ``", "`` between them."""
    extension: str = ""
    pbx: str = ""
    other: str = ""
    """The name of a login with this extension that is inactive, or works on `other_pbx`."""
    other_pbx: str = ""


SeatAt = Callable[[str], Seat]
"""Tells who sits at an endpoint, or at an extension."""


def note_event(trace: Trace, event: CallEvent, seat_at: SeatAt) -> None:
    """Note one call event."""
    _WRITERS[type(event)](trace, event, seat_at)


def note_number(trace: Trace, at: datetime, number: PhoneNumber) -> None:
    """Note the number as received and as understood."""
    trace.note(at, _NUMBERS[number.form], raw=number.raw[:TEXT_LIMIT], e164=number.e164)


def note_match(trace: Trace, at: datetime, spent_ms: int, match: Match) -> None:
    """Note what the directory answered, and after how long."""
    named = ", ".join(map(_candidate, match.candidates[:MAX_CANDIDATES]))
    code = "trace.lookup_answered" if match.candidates else "trace.lookup_found_nobody"
    trace.note(at, code, ms=spent_ms, match=match.kind.value, count=len(match.candidates), candidates=named)


def note_not_callers(trace: Trace, at: datetime, said: Sequence[NotCaller]) -> None:
    """Note who was passed over because an operator had said that it is not they who call."""
    if said:
        named = ", ".join(_record(one.record) for one in said[:MAX_CANDIDATES])
        trace.note(at, "trace.not_callers", count=len(said), records=named)


def note_not_caller(trace: Trace, at: datetime, operator: str, record: CallerRecord, *, is_back: bool) -> None:
    """Note what an operator said of a candidate, or took back."""
    code = "trace.not_caller_removed" if is_back else "trace.not_caller_added"
    trace.note(at, code, operator=operator, records=_record(record))


def _record(record: CallerRecord) -> str:
    """Return ``person:5``, told in words by trace_text.py."""
    return f"{record.kind}:{record.id}"


def note_card_sent(trace: Trace, at: datetime, operator: str, pages: Pages) -> None:
    """Note that an operator's card went out, and whether there was a page to show it: one that answers."""
    if pages.open and not pages.seeing:
        note_card_waits(trace, at, operator, pages)
    elif pages.seeing < pages.open:
        silent = pages.open - pages.seeing
        trace.note(at, "trace.card_sent_past_silent", operator=operator, sockets=pages.seeing, silent=silent)
    else:
        trace.note(
            at, "trace.card_sent" if pages.open else "trace.card_no_page", operator=operator, sockets=pages.seeing
        )


def note_card_waits(trace: Trace, at: datetime, operator: str, pages: Pages) -> None:
    """Note that none of the operator's pages answers, and for how long."""
    seconds = round((at - (pages.blind_since or at)).total_seconds())
    trace.note(at, "trace.card_waits", operator=operator, sockets=pages.open, seconds=seconds)


def _candidate(ranked: RankedCandidate) -> str:
    """Return ``person:5:open_deal``: kind, id and reason, told in words by trace_text.py."""
    candidate, reason = ranked.candidate, ranked.reason.value
    if candidate.person_id is not None:
        return f"person:{candidate.person_id}:{reason}"
    if candidate.lead_id is not None:
        return f"lead:{candidate.lead_id}:{reason}"
    return f"organization:{candidate.organization_id or 0}:{reason}"


def _started(trace: Trace, event: CallStarted, seat_at: SeatAt) -> None:
    code = "trace.started_partial" if event.is_partial else "trace.started"
    did, pbx = event.did[:TEXT_LIMIT], event.call_id.partition(":")[0]
    trace.note(event.at, code, direction=event.direction.value, pbx=pbx, did=did)
    if event.direction is Direction.OUTBOUND:
        _at_phone(trace, event.at, event.operator_endpoint, seat_at, "trace.dialed")


def _identified(trace: Trace, event: CallerIdentified, _: SeatAt) -> None:
    trace.note(event.at, "trace.identified", number=event.number[:TEXT_LIMIT], name=event.name[:TEXT_LIMIT])


def _rang(trace: Trace, event: PhoneRang, seat_at: SeatAt) -> None:
    _at_phone(trace, event.at, event.endpoint, seat_at, "trace.phone_rang")


def _answered(trace: Trace, event: CallAnswered, seat_at: SeatAt) -> None:
    operators = seat_at(event.endpoint).operators
    if operators:
        trace.note(event.at, "trace.answered", endpoint=event.endpoint[:TEXT_LIMIT], operators=operators)
    else:
        trace.note(event.at, "trace.answered_nobody", endpoint=event.endpoint[:TEXT_LIMIT])


def _at_phone(trace: Trace, at: datetime, endpoint: str, seat_at: SeatAt, code: str) -> None:
    """Note what a phone did, and why there is no operator at it."""
    seat, endpoint = seat_at(endpoint), endpoint[:TEXT_LIMIT]
    if seat.operators:
        trace.note(at, code, endpoint=endpoint, operators=seat.operators)
        return
    trace.note(at, f"{code}_nobody", endpoint=endpoint)
    extension = seat.extension[:TEXT_LIMIT]
    if not seat.other:
        trace.note(at, "trace.no_operator", extension=extension, pbx=seat.pbx)
    elif seat.other_pbx:
        trace.note(
            at,
            "trace.operator_on_other_pbx",
            extension=extension,
            pbx=seat.pbx,
            operator=seat.other,
            other_pbx=seat.other_pbx,
        )
    else:
        trace.note(at, "trace.operator_inactive", extension=extension, operator=seat.other)


def _stopped(trace: Trace, event: PhoneStopped, _: SeatAt) -> None:
    endpoint, seconds = event.endpoint[:TEXT_LIMIT], round(event.ring_seconds)
    trace.note(event.at, "trace.phone_stopped", endpoint=endpoint, ring_end=event.reason.value, seconds=seconds)


def _left(trace: Trace, event: PhoneLeft, seat_at: SeatAt) -> None:
    who, talk, hold = _who(event.endpoint, seat_at), round(event.talk_seconds), round(event.hold_seconds)
    trace.note(event.at, "trace.phone_left", who=who, seconds=talk, hold=hold)


def _transferred(trace: Trace, event: CallTransferred, seat_at: SeatAt) -> None:
    is_blind = event.kind is TransferKind.BLIND
    code = "trace.transferred_blind" if is_blind else "trace.transferred_attended"
    trace.note(event.at, code, giver=_who(event.endpoint, seat_at), taker=_who(event.target, seat_at))


def _picked_up(trace: Trace, event: CallPickedUp, seat_at: SeatAt) -> None:
    taker, rang = _who(event.endpoint, seat_at), _who(event.rang_endpoint, seat_at)
    trace.note(event.at, "trace.picked_up", taker=taker, rang=rang)


def _parked(trace: Trace, event: CallParked, seat_at: SeatAt) -> None:
    trace.note(event.at, "trace.parked", giver=_who(event.endpoint, seat_at), space=event.space[:TEXT_LIMIT])


def _unparked(trace: Trace, event: CallUnparked, seat_at: SeatAt) -> None:
    taker, space = _who(event.endpoint, seat_at), event.space[:TEXT_LIMIT]
    trace.note(event.at, _UNPARKINGS[event.reason], taker=taker, space=space)


def _who(endpoint: str, seat_at: SeatAt) -> str:
    """Return ``Anna (PJSIP/101)``: the operator and the phone, of a phone without an operator the phone alone."""
    if not endpoint:
        return _UNTOLD
    operators = seat_at(endpoint).operators
    return f"{operators} ({endpoint[:TEXT_LIMIT]})" if operators else endpoint[:TEXT_LIMIT]


def _queued(trace: Trace, event: CallQueued, _: SeatAt) -> None:
    trace.note(event.at, "trace.queued", queue=event.queue[:TEXT_LIMIT])


def _left_queue(trace: Trace, event: CallLeftQueue, _: SeatAt) -> None:
    code = "trace.queue_abandoned" if event.is_abandoned else "trace.queue_left"
    trace.note(event.at, code, queue=event.queue[:TEXT_LIMIT], seconds=round(event.wait_seconds))


def _held(trace: Trace, event: CallHeld, _: SeatAt) -> None:
    trace.note(event.at, "trace.held", endpoint=event.endpoint[:TEXT_LIMIT])


def _resumed(trace: Trace, event: CallResumed, _: SeatAt) -> None:
    trace.note(event.at, "trace.resumed", endpoint=event.endpoint[:TEXT_LIMIT], seconds=round(event.hold_seconds))


def _ended(trace: Trace, event: CallEnded, _: SeatAt) -> None:
    by, outcome = event.hung_up_by.value, event.outcome.value
    trace.note(event.at, "trace.ended", outcome=outcome, hung_up_by=by, cause=event.cause)


_UNTOLD = "—"
"""Stands for who the PBX did not name."""

_UNPARKINGS = {
    UnparkReason.RETRIEVED: "trace.unparked",
    UnparkReason.TIMED_OUT: "trace.unparked_timed_out",
    UnparkReason.CALLER_GONE: "trace.unparked_caller_gone",
}

_NUMBERS = {
    NumberForm.E164: "trace.number_read",
    NumberForm.INTERNAL: "trace.number_internal",
    NumberForm.OWN: "trace.number_own",
    NumberForm.WITHHELD: "trace.number_withheld",
    NumberForm.UNREADABLE: "trace.number_unreadable",
}

_WRITERS: dict[type, Callable[[Trace, Any, SeatAt], None]] = {
    CallStarted: _started,
    CallerIdentified: _identified,
    PhoneRang: _rang,
    CallAnswered: _answered,
    PhoneStopped: _stopped,
    PhoneLeft: _left,
    CallTransferred: _transferred,
    CallPickedUp: _picked_up,
    CallParked: _parked,
    CallUnparked: _unparked,
    CallQueued: _queued,
    CallLeftQueue: _left_queue,
    CallHeld: _held,
    CallResumed: _resumed,
    CallEnded: _ended,
}
