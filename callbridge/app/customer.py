"""The customer of one live call, as far as the directory has told: looked up beside all else, matched on demand."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from callbridge.app.caller_history import CallerHistory
from callbridge.app.ports import CallerFacts
from callbridge.crm.directory import CampaignRef
from callbridge.crm.not_caller import CallerRecord, NotCaller
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate, Match, MatchKind
from callbridge.matching.not_caller import record_of
from callbridge.matching.ranking import match as match_caller
from callbridge.screenpop.card_builder import History
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.trace import Trace
from callbridge.screenpop.trace_notes import note_match, note_not_caller, note_not_callers
from callbridge.telephony.call_event import Direction

_NOTHING = CallerFacts()
_UNCHECKED = Match(kind=MatchKind.UNCHECKED)


class Customer:
    """Knows nothing until the first lookup answers."""

    def __init__(self, call: LiveCall, trace: Trace, history: CallerHistory, clock: Clock) -> None:
        self._call = call
        self._trace = trace
        self._history = history
        self._clock = clock
        self._facts: CallerFacts | None = None
        self._matches: dict[OperatorId | None, Match] = {}
        """As each operator sees it; asked anew when the number or the facts change."""
        self._lookups = 0
        """How many were asked: an answer to an earlier question is thrown away."""
        self._is_asked = False
        self._may_be_older = False
        """Numbers were written since the question on its way was asked."""
        self.is_held_back = False
        """Cards wait for the lookup or its deadline."""

    @property
    def history(self) -> History:
        """What there was with them before."""
        facts = self._facts or _NOTHING
        return History(
            contacts=facts.contacts,
            total=facts.contacts_total,
            campaign=facts.campaign,
            not_callers=facts.not_callers,
        )

    @property
    def not_callers(self) -> tuple[NotCaller, ...]:
        """Who has the number and was said not to call from it."""
        return (self._facts or _NOTHING).not_callers

    @property
    def is_uncertain(self) -> bool:
        """Say whether nobody, or more than one, is known to have their number."""
        return self.match(None).kind in (MatchKind.UNKNOWN, MatchKind.POSSIBLE, MatchKind.SEVERAL)

    def is_to_be_asked_of_numbers(self) -> bool:
        """Say whether to ask anew now that somebody was given a number.

        While an answer is on its way it is no: they are asked for once more after it, however many were given one.
        """
        if self._is_asked:
            self._may_be_older = True
            return False
        return self.is_uncertain

    def offered(self, operator_id: OperatorId) -> set[CallerRecord]:
        """Return whom the operator's card offers."""
        return {record_of(ranked.candidate) for ranked in self.match(operator_id).candidates}

    def calls_from(self, number: PhoneNumber) -> bool:
        """Say whether they call from that number, however it was written."""
        own = self._call.number
        return own.form is number.form and (own.e164, own.digits) == (number.e164, number.digits)

    def note_not_caller(self, operator: str, record: CallerRecord, *, is_back: bool) -> None:
        """Tell in the trace what an operator said of a candidate, or took back."""
        note_not_caller(self._trace, self._clock.now(), operator, record, is_back=is_back)

    @property
    def campaign(self) -> CampaignRef | None:
        """The campaign of the line called."""
        return self._facts.campaign if self._facts else None

    @property
    def known(self) -> Candidate | None:
        """Who they are, when only one is possible."""
        match = self.match(self._call.operator_id)
        return match.candidates[0].candidate if match.kind is MatchKind.KNOWN else None

    def match(self, operator_id: OperatorId | None) -> Match:
        """Return who they may be, as this operator sees it."""
        if self._facts is None:
            return _UNCHECKED
        found = self._matches.get(operator_id)
        if found is None:
            call, candidates = self._call, self._facts.candidates
            found = match_caller(call.number, candidates, operator_id=operator_id, at=call.started_at)
            self._matches[operator_id] = found
        return found

    def look_up(self, tasks: asyncio.TaskGroup, *, show: Callable[[], None], keep: Callable[[], None]) -> None:
        """Ask the directory who has the call's number: `show` when the cards may go, `keep` when more is known."""
        call = self._call
        self._matches.clear()
        if call.direction is Direction.INTERNAL:
            self._facts = _NOTHING
            self._trace.note(self._clock.now(), "trace.lookup_internal")
            return
        self._lookups += 1
        self._may_be_older = False
        asked, asked_at = self._lookups, self._clock.now()

        def let_go() -> None:
            if asked == self._lookups and self.is_held_back:
                self.is_held_back = False
                self._trace.note(self._clock.now(), "trace.lookup_late", ms=self._ms_since(asked_at))
                show()

        def complete(facts: CallerFacts | None) -> None:
            if asked == self._lookups:
                self._is_asked = False
                self._learn(facts, asked_at)
                show()
                keep()
                if self._may_be_older and self.is_uncertain:
                    self.look_up(tasks, show=show, keep=keep)

        line = call.did.e164 if call.direction is Direction.INBOUND else ""
        self.is_held_back = self._history.ask(
            tasks, call.call_id, call.number, line, on_late=let_go, on_answer=complete
        )
        self._is_asked = self.is_held_back
        if not self.is_held_back:
            self._trace.note(asked_at, "trace.lookup_overload")

    def _learn(self, facts: CallerFacts | None, asked_at: datetime) -> None:
        self.is_held_back = False
        self._facts = facts or self._facts
        self._matches.clear()
        now, spent_ms = self._clock.now(), self._ms_since(asked_at)
        if facts is None:
            self._trace.note(now, "trace.lookup_failed", ms=spent_ms)
        else:
            note_match(self._trace, now, spent_ms, self.match(self._call.operator_id))
            note_not_callers(self._trace, now, facts.not_callers)

    def _ms_since(self, at: datetime) -> int:
        return max(0, round((self._clock.now() - at).total_seconds() * 1000))
