"""The heart: every call event comes in here, every operator's cards go out.

Only the pump calls :meth:`CallDesk.on_call_event`, so live calls need no lock. Nothing here waits: lookups run beside,
a card whose history is late goes out without it and is completed later.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from callbridge.app import card_log
from callbridge.app.call_record import closed_unseen, record_of
from callbridge.app.caller_history import CallerHistory
from callbridge.app.draft_handover import DraftHandover
from callbridge.app.observer import Observer
from callbridge.app.ports import CallerFacts, CallLog
from callbridge.app.roster import OperatorRoster
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.call_log import CallRecord
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import CallId, LeadId, OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Match, MatchKind
from callbridge.matching.ranking import match as match_caller
from callbridge.screenpop.card import Card, CardState
from callbridge.screenpop.card_builder import History, build_card
from callbridge.screenpop.card_view import CardStep, CardView, ShowCard, WithdrawCard
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.trace import Trace
from callbridge.screenpop.trace_notes import NO_SEAT, note_card_sent, note_event, note_match, note_number
from callbridge.screenpop.wire import CardChanged, CardWithdrawn, ListsChanged, WithdrawReason
from callbridge.telephony.call_event import (
    CallAnswered,
    CallEnded,
    CallerIdentified,
    CallEvent,
    CallLeftQueue,
    CallQueued,
    CallStarted,
    Direction,
    PhoneRang,
)

MAX_WRAP_UPS = 20
"""Cards of ended calls kept for one operator; the oldest makes room (its draft stays)."""

_NOTHING = CallerFacts()
_UNCHECKED = Match(kind=MatchKind.UNCHECKED)

ReadNumber = Callable[[str], PhoneNumber]


@dataclass(slots=True)
class _Push:
    """A card that reached its operator's stream."""

    at: datetime
    is_rendered: bool = False
    is_drawn_hidden: bool = False


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A live call and what we know of its customer; `facts` is None until the first lookup answers."""

    call: LiveCall
    earlier: CallRecord | None
    """What the log kept of this call before the daemon restarted."""
    trace: Trace
    facts: CallerFacts | None = None
    matches: dict[OperatorId | None, Match] = field(default_factory=dict)
    """Who calls, as each operator sees it; asked anew with each event, it changes with the number and the facts."""
    is_held_back: bool = False
    """Cards wait for the lookup or its deadline."""
    lookups: int = 0
    """How many were asked: an answer to an earlier question is thrown away."""
    pushes: dict[OperatorId, _Push] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class CallDesk:
    """Live calls, their cards and their records."""

    def __init__(
        self,
        *,
        history: CallerHistory,
        call_log: CallLog,
        roster: OperatorRoster,
        observer: Observer,
        clock: Clock,
        readers: Mapping[str, ReadNumber],
    ) -> None:
        self._history = history
        self._log = call_log
        self._roster = roster
        self._observer = observer
        self._clock = clock
        self._readers = readers
        self._entries: dict[CallId, _Entry] = {}
        self._cards_of: dict[OperatorId, dict[CallId, None]] = {}
        self._open_records: dict[str, dict[CallId, CallRecord]] = {}
        self._links_up: set[str] = set()
        self._drafts: DraftHandover
        self._tasks: asyncio.TaskGroup
        self._sessions: OperatorSessions

    def start(self, tasks: asyncio.TaskGroup, sessions: OperatorSessions, drafts: DraftHandover) -> None:
        """Give the desk, before the first event, its lookups' task group, its cards' streams and the drafts."""
        self._tasks = tasks
        self._sessions = sessions
        self._drafts = drafts

    # What the pump tells.

    def remember_open(self, pbx: str, records: Mapping[CallId, CallRecord]) -> None:
        """Keep the calls that were alive when the daemon last stopped, until the first resync of `pbx`."""
        self._open_records[pbx] = dict(records)

    def link_changed(self, pbx: str, *, is_up: bool) -> None:
        """Note whether the phones of `pbx` can be told to answer, and show it on ringing cards."""
        is_news = is_up != (pbx in self._links_up)
        (self._links_up.add if is_up else self._links_up.discard)(pbx)
        for entry in self._entries.values():
            if entry.call.pbx == pbx:
                if is_news:
                    entry.trace.note(self._clock.now(), "trace.link_up" if is_up else "trace.link_down", pbx=pbx)
                ringing = [who for who, view in entry.call.views.items() if view.state is CardState.RINGING]
                self._carry_out(entry, [ShowCard(who) for who in ringing])

    def resynced(self, pbx: str, at: datetime) -> None:
        """Close in the log what was alive before the restart and is no more."""
        for call_id, record in self._open_records.pop(pbx, {}).items():
            if call_id not in self._entries:
                self._log.put(closed_unseen(record, at))

    def on_call_event(self, pbx: str, event: CallEvent) -> None:
        """Follow one event of a call of `pbx`."""
        if isinstance(event, CallStarted):
            self._started(pbx, event)
            return
        entry = self._entries.get(event.call_id)
        if entry is None:
            return
        seat = self._roster.seat(pbx, event.endpoint) if isinstance(event, PhoneRang | CallAnswered) else NO_SEAT
        note_event(entry.trace, event, seat)
        match event:
            case CallQueued(queue=queue) | CallLeftQueue(queue=queue):
                entry.call.queue = queue
            case CallerIdentified():
                self._identified(entry, event)
            case CallEnded():
                self._carry_out(entry, entry.call.apply(event, ()))
                self._finished(entry, event)
                return
            case _:
                operators = self._roster.at(pbx, event.endpoint)
                if isinstance(event, PhoneRang) and not operators:
                    card_log.rang_for_nobody(event.call_id, event.endpoint)
                self._carry_out(entry, entry.call.apply(event, operators))
                if isinstance(event, CallAnswered):
                    self._pass_draft_on(entry, operators)
        self._keep(entry)

    def tick(self, at: datetime) -> None:
        """Once a second: let go of cards that wait for a name nobody told; of ended calls none does."""
        for entry in [each for each in self._entries.values() if each.call.ended is None]:
            self._carry_out(entry, entry.call.expire(at))

    # The events.

    def _started(self, pbx: str, event: CallStarted) -> None:
        if event.call_id in self._entries:
            return
        read = self._readers[pbx]
        earlier = self._open_records.get(pbx, {}).get(event.call_id)
        call = LiveCall(
            call_id=event.call_id,
            pbx=pbx,
            direction=event.direction,
            started_at=earlier.started_at if earlier else event.at,
            number=read(event.number or (earlier.number_raw if earlier else "")),
            caller_name=event.name or (earlier.caller_name if earlier else ""),
            did=read(event.did or (earlier.did_raw if earlier else "")),
            trunk=event.trunk,
            queue=earlier.queue if earlier else "",
            is_partial=event.is_partial,
        )
        trace = Trace(earlier.trace if earlier else ())
        if earlier:
            trace.note(event.at, "trace.daemon_restarted")
        note_event(trace, event, self._roster.seat(pbx, event.operator_endpoint))
        note_number(trace, event.at, call.number)
        entry = self._entries[event.call_id] = _Entry(call=call, earlier=earlier, trace=trace)
        self._look_up(entry)
        if event.direction is Direction.OUTBOUND:
            self._carry_out(entry, call.dial(self._roster.at(pbx, event.operator_endpoint), event.at))
        self._keep(entry)

    def _identified(self, entry: _Entry, event: CallerIdentified) -> None:
        call = entry.call
        number = self._readers[call.pbx](event.number)
        call.caller_name = event.name or call.caller_name
        if number != call.number:
            call.number = number
            entry.matches.clear()
            note_number(entry.trace, event.at, number)
            self._look_up(entry)
        self._show_all(entry)

    def _pass_draft_on(self, entry: _Entry, takers: tuple[OperatorId, ...]) -> None:
        for taker_id in takers:
            view = entry.call.views.get(taker_id)
            if view is not None and view.handed_over_by is not None:
                giver_id = view.handed_over_by
                self._drafts.pass_on(
                    self._tasks, self._sessions, entry.call.call_id, giver_id=giver_id, taker_id=taker_id
                )

    def _finished(self, entry: _Entry, event: CallEnded) -> None:
        call = entry.call
        if not call.legs and call.direction is not Direction.OUTBOUND:
            entry.trace.note(event.at, "trace.nobody_rang")
        self._observer.call_ended(call.pbx, call.direction.value, event.outcome.value)
        involved = {who for leg in call.legs.values() for who in leg.operators}
        if call.operator_id is not None:
            involved.add(call.operator_id)

        def tell() -> None:
            for operator_id in involved:
                self._sessions.push(operator_id, lambda revision: ListsChanged(revision=revision, lists=("calls",)))

        self._keep(entry, on_kept=tell)
        self._forget_if_done(entry)

    def _forget_if_done(self, entry: _Entry) -> None:
        if entry.call.ended is not None and not entry.call.views:
            self._entries.pop(entry.call.call_id, None)

    # Cards.

    def _show_all(self, entry: _Entry) -> None:
        self._carry_out(entry, [ShowCard(operator_id) for operator_id in entry.call.views])

    def _carry_out(self, entry: _Entry, steps: list[CardStep]) -> None:
        for step in steps:
            match step:
                case ShowCard(operator_id):
                    self._show(entry, operator_id)
                case WithdrawCard(operator_id, reason, by):
                    self._withdraw(entry, operator_id, reason, by)
        if steps:
            entry.changed.set()
            entry.changed = asyncio.Event()

    def _show(self, entry: _Entry, operator_id: OperatorId) -> None:
        cards = self._cards_of.setdefault(operator_id, {})
        cards.setdefault(entry.call.call_id)
        if entry.call.views[operator_id].state is CardState.WRAP_UP:
            self._make_room(cards, operator_id)
        if entry.is_held_back or entry.call.call_id not in cards:
            return
        card = self._card(entry, operator_id)
        self._sessions.push(operator_id, lambda revision: CardChanged(revision=revision, card=card))
        if operator_id not in entry.pushes:
            push = entry.pushes[operator_id] = _Push(self._clock.now())
            after_s = max(0.0, (push.at - card.rang_at).total_seconds())
            self._observer.card_pushed(after_s)
            card_log.shown(card, operator_id, after_s=after_s)
            note_card_sent(
                entry.trace, push.at, self._roster.name_of(operator_id), self._sessions.sockets_of(operator_id)
            )

    def _withdraw(self, entry: _Entry, operator_id: OperatorId, reason: WithdrawReason, by: OperatorId | None) -> None:
        cards = self._cards_of[operator_id]
        del cards[entry.call.call_id]
        if not cards:
            del self._cards_of[operator_id]
        card_id, name = entry.call.call_id, self._roster.name_of(by)
        was_shown = entry.pushes.pop(operator_id, None) is not None
        if was_shown:  # else the lookup still held it back
            self._sessions.push(
                operator_id, lambda revision: CardWithdrawn(revision=revision, card_id=card_id, reason=reason, by=name)
            )
        card_log.withdrawn(card_id, operator_id, reason, was_shown=was_shown)
        code = "trace.card_withdrawn" if was_shown else "trace.card_never_sent"
        who = self._roster.name_of(operator_id)
        entry.trace.note(self._clock.now(), code, operator=who, reason=reason.value, by=name)

    def _make_room(self, cards: dict[CallId, None], operator_id: OperatorId) -> None:
        done = [each for each in cards if self._entries[each].call.views[operator_id].state is CardState.WRAP_UP]
        for call_id in done[:-MAX_WRAP_UPS]:
            self.close_card(operator_id, call_id, WithdrawReason.DISMISSED)

    def _card(self, entry: _Entry, operator_id: OperatorId) -> Card:
        facts = entry.facts or _NOTHING
        return build_card(
            entry.call,
            operator_id,
            self._match(entry, operator_id),
            History(contacts=facts.contacts, total=facts.contacts_total, campaign=facts.campaign),
            is_link_up=entry.call.pbx in self._links_up,
            handed_over_by=self._roster.name_of(entry.call.views[operator_id].handed_over_by),
        )

    def _match(self, entry: _Entry, operator_id: OperatorId | None) -> Match:
        if entry.facts is None:
            return _UNCHECKED
        found = entry.matches.get(operator_id)
        if found is None:
            call, candidates = entry.call, entry.facts.candidates
            found = match_caller(call.number, candidates, operator_id=operator_id, at=call.started_at)
            entry.matches[operator_id] = found
        return found

    # History.

    def _look_up(self, entry: _Entry) -> None:
        call = entry.call
        if call.direction is Direction.INTERNAL:
            entry.facts = _NOTHING
            entry.trace.note(self._clock.now(), "trace.lookup_internal")
            return
        entry.lookups += 1
        asked, asked_at = entry.lookups, self._clock.now()

        def let_go() -> None:
            if asked == entry.lookups and entry.is_held_back:
                entry.is_held_back = False
                self._note_since(entry, asked_at, "trace.lookup_late")
                self._show_all(entry)

        def complete(facts: CallerFacts | None) -> None:
            if asked == entry.lookups:
                entry.is_held_back = False
                entry.facts = facts or entry.facts
                entry.matches.clear()
                if facts is None:
                    self._note_since(entry, asked_at, "trace.lookup_failed")
                else:
                    spent_ms, match = self._ms_since(asked_at), self._match(entry, call.operator_id)
                    note_match(entry.trace, self._clock.now(), spent_ms, match)
                self._show_all(entry)
                self._keep(entry)

        line = call.did.e164 if call.direction is Direction.INBOUND else ""
        entry.is_held_back = self._history.ask(
            self._tasks, call.call_id, call.number, line, on_late=let_go, on_answer=complete
        )
        if not entry.is_held_back:
            entry.trace.note(asked_at, "trace.lookup_overload")

    def _keep(self, entry: _Entry, on_kept: Callable[[], None] | None = None) -> None:
        match = self._match(entry, entry.call.operator_id)
        known = match.candidates[0].candidate if match.kind is MatchKind.KNOWN else None
        campaign = entry.facts.campaign if entry.facts else None
        record = record_of(entry.call, earlier=entry.earlier, known=known, campaign=campaign, trace=entry.trace.steps())
        self._log.put(record, on_kept)

    # What commands and sockets ask.

    @property
    def live_calls(self) -> int:
        """How many calls are followed, ended ones with an open card included."""
        return len(self._entries)

    def cards(self, operator_id: OperatorId) -> tuple[Card, ...]:
        """Return the cards this operator should see now, oldest first."""
        shown: list[Card] = []
        for call_id in self._cards_of.get(operator_id, {}):
            entry = self._entries[call_id]
            if not entry.is_held_back:
                shown.append(self._card(entry, operator_id))
        return tuple(shown)

    def view(self, operator_id: OperatorId, call_id: CallId) -> CardView | None:
        """Return the operator's card of a call."""
        entry = self._entries.get(call_id)
        return entry.call.views.get(operator_id) if entry else None

    def ringing_phone(self, operator_id: OperatorId, call_id: CallId) -> tuple[str, str] | None:
        """Return PBX and endpoint of the phone that rings for this operator."""
        entry = self._entries.get(call_id)
        view = self.view(operator_id, call_id)
        if entry is None or view is None or not view.ringing:
            return None
        return entry.call.pbx, entry.call.legs[min(view.ringing)].endpoint

    def change_of(self, call_id: CallId) -> asyncio.Event | None:
        """Return an event that is set at the next change of any card of the call."""
        entry = self._entries.get(call_id)
        return entry.changed if entry else None

    def close_card(self, operator_id: OperatorId, call_id: CallId, reason: WithdrawReason) -> None:
        """Take one operator's card away."""
        entry = self._entries.get(call_id)
        if entry:
            self._carry_out(entry, entry.call.close(operator_id, reason))
            self._forget_if_done(entry)

    def interest_saved(self, operator_id: OperatorId, call_id: CallId, lead_id: LeadId) -> None:
        """A lead was made of this call: a card in wrap-up goes, a talking one shows the lead."""
        view = self.view(operator_id, call_id)
        if view is None:
            return
        view.lead_id = lead_id
        if view.state is CardState.WRAP_UP:
            self.close_card(operator_id, call_id, WithdrawReason.SAVED)
        else:
            self._carry_out(self._entries[call_id], [ShowCard(operator_id)])

    def rendered(self, operator_id: OperatorId, call_id: CallId, *, visible: bool) -> None:
        """A browser has drawn the card: the first time it could be seen is measured."""
        entry = self._entries.get(call_id)
        push = entry.pushes.get(operator_id) if entry else None
        if entry is None or push is None or push.is_rendered or (push.is_drawn_hidden and not visible):
            return
        name = self._roster.name_of(operator_id)
        if visible:
            push.is_rendered = True
            after_s = max(0.0, (self._clock.now() - push.at).total_seconds())
            self._observer.card_rendered(after_s)
            card_log.drawn(call_id, operator_id, after_s=after_s)
            self._note_since(entry, push.at, "trace.card_drawn", operator=name)
        else:
            push.is_drawn_hidden = True
            self._note_since(entry, push.at, "trace.card_drawn_hidden", operator=name)
        if entry.call.ended is not None:  # else the call's next event keeps it
            self._keep(entry)

    def _note_since(self, entry: _Entry, since: datetime, code: str, **params: str) -> None:
        entry.trace.note(self._clock.now(), code, ms=self._ms_since(since), **params)

    def _ms_since(self, at: datetime) -> int:
        return max(0, round((self._clock.now() - at).total_seconds() * 1000))
