"""A call's trace in plain words, in the reader's language: every step, and above them what it comes to."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum

from callbridge.crm.call_trace import CallTrace, Param, TraceStep
from callbridge.kernel.messages import MESSAGES
from callbridge.kernel.text import say
from callbridge.matching.match import MatchKind, MatchReason
from callbridge.screenpop.wire import WithdrawReason
from callbridge.telephony.call_event import Direction, HungUpBy, Outcome, RingEnd

WORDS: dict[str, type[StrEnum]] = {
    "direction": Direction,
    "outcome": Outcome,
    "hung_up_by": HungUpBy,
    "ring_end": RingEnd,
    "match": MatchKind,
    "reason": WithdrawReason,
    "why": MatchReason,
}
"""Params that hold an enum's value; it is said as ``word.<param>_<value>``."""

_RECORDS = ("candidates", "records")
"""Params that hold records, as ``person:5:open_deal``, of some without the reason."""
_FATES = {
    "trace.card_drawn": "trace.verdict_seen",
    "trace.card_drawn_hidden": "trace.verdict_hidden",
    "trace.card_waits": "trace.verdict_blind",
    "trace.card_sent": "trace.verdict_unconfirmed",
    "trace.card_sent_past_silent": "trace.verdict_unconfirmed_elsewhere",
    "trace.card_no_page": "trace.verdict_no_page",
    "trace.card_never_sent": "trace.verdict_too_short",
}
"""What became of an operator's card, best first, by the steps that show it."""
_RANKS = {code: rank for rank, code in enumerate(_FATES)}
_MISSING = {
    "trace.no_operator": "trace.verdict_no_operator",
    "trace.operator_inactive": "trace.verdict_operator_inactive",
    "trace.operator_on_other_pbx": "trace.verdict_other_pbx",
    "trace.nobody_rang": "trace.verdict_nobody_rang",
    "trace.closed_unseen": "trace.verdict_unseen_end",
    "trace.completed": "trace.verdict_completed",
    "trace.recovered": "trace.verdict_recovered",
}
"""Steps that alone explain why somebody had no card."""


def step_text(step: TraceStep, language: str) -> str:
    """Return one step in words; what this version does not know is shown as it was kept."""
    return say(step.code, language, **{name: _told(name, value, language) for name, value in step.params.items()})


def verdict(steps: Sequence[TraceStep], language: str) -> str:
    """Return what the steps come to, a line for each answer: who saw the card, and who did not and why."""
    lines = [*_fates(steps, language), *_reasons(steps, language)]
    if not lines:
        has_ended = any(step.code == "trace.ended" for step in steps)
        lines = [say("trace.verdict_unknown" if has_ended else "trace.verdict_going", language)]
    return "\n".join(lines)


def trace_text(trace: CallTrace, language: str) -> str:
    """Return the whole trace as text to be sent to whoever keeps the PBX."""
    begun = f"{trace.started_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    head = say("trace.title", language, call=trace.call_id, at=begun)
    steps = [f"{_moment(trace.started_at, step.at)}  {step_text(step, language)}" for step in trace.steps]
    return "\n".join([head, verdict(trace.steps, language), "", *steps])


def _fates(steps: Sequence[TraceStep], language: str) -> list[str]:
    best: dict[str, str] = {}
    for step in steps:
        if step.code in _RANKS:
            who = str(step.params["operator"])
            best[who] = min(best.get(who, step.code), step.code, key=_RANKS.__getitem__)
    return [
        say(code, language, operators=", ".join(who for who, fate in best.items() if fate == shown))
        for shown, code in _FATES.items()
        if shown in best.values()
    ]


def _reasons(steps: Sequence[TraceStep], language: str) -> list[str]:
    codes = {step.code for step in steps}
    overruled = {"trace.closed_unseen"} if "trace.completed" in codes else set[str]()
    telling = _MISSING.keys() - overruled
    told = [say(_MISSING[step.code], language, **step.params) for step in steps if step.code in telling]
    return list(dict.fromkeys(told))


def _told(name: str, value: Param, language: str) -> str:
    if name in _RECORDS:
        return ", ".join(_candidate(each, language) for each in str(value).split(", ") if each)
    return _word(name, str(value), language) if name in WORDS else str(value)


def _candidate(kept: str, language: str) -> str:
    kind, _, rest = kept.partition(":")
    number, _, why = rest.partition(":")
    named = f"{_word('kind', kind, language)}{number}"
    return f"{named} ({_word('why', why, language)})" if why else named


def _word(name: str, value: str, language: str) -> str:
    code = f"word.{name}_{value}"
    return say(code, language) if code in MESSAGES else value


def _moment(start: datetime, at: datetime) -> str:
    return f"{(at - start).total_seconds():+9.3f}"
