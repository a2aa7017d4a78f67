"""The heart: every call event comes in here, every operator's cards go out.

Only the pump calls :meth:`CallDesk.on_call_event`, so live calls need no lock. Nothing here waits: lookups run beside,
a card whose history is late goes out without it and is completed later.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from callbridge.app.call_record import closed_unseen, live_call_of, record_of
from callbridge.app.caller_history import CallerHistory
from callbridge.app.card_story import CardStory
from callbridge.app.customer import Customer
from callbridge.app.draft_handover import DraftHandover
from callbridge.app.list_news import ListNews
from callbridge.app.missed_calls import MissedCalls
from callbridge.app.observer import Observer
from callbridge.app.ports import CallLog
from callbridge.app.roster import OperatorRoster
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.call_log import CallRecord
from callbridge.crm.deal_contact import draft_key
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, LeadId, LegId, OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.screenpop.card import NOTHING_BESIDE, Card, CardBeside, CardState
from callbridge.screenpop.card_builder import build_card
from callbridge.screenpop.card_view import CardStep, CardView, ShowCard, WithdrawCard
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.trace import Trace
from callbridge.screenpop.trace_notes import note_event, note_number
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

ReadNumber = Callable[[str], PhoneNumber]
OnTalkOver = Callable[[OperatorId, datetime], None]
"""Told whose talk ended, and when; perhaps again with the same instant."""


class Beside(Protocol):
    """Who knows what a card tells beside the call itself."""

    def of(self, call: LiveCall, operator_id: OperatorId, /) -> CardBeside: ...


class _NothingBeside:
    def of(self, _call: LiveCall, _operator_id: OperatorId, /) -> CardBeside:
        return NOTHING_BESIDE


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A live call with its customer and the story of its cards."""

    call: LiveCall
    earlier: CallRecord | None
    """What the log kept of this call before the daemon restarted."""
    trace: Trace
    customer: Customer
    story: CardStory
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    is_recovered: bool = False
    """The log has its end from the PBX's CDR, and what we know is no longer kept over it."""


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
        self._missed = MissedCalls()
        self._going_on = ListNews("live", rest=1)
        self._talk_over: OnTalkOver = lambda _operator_id, _at: None
        self._beside: Beside = _NothingBeside()
        self._drafts: DraftHandover
        self._tasks: asyncio.TaskGroup
        self._sessions: OperatorSessions

    def start(self, tasks: asyncio.TaskGroup, sessions: OperatorSessions, drafts: DraftHandover) -> None:
        """Give the desk, before the first event, its lookups' task group, its cards' streams and the drafts."""
        self._tasks = tasks
        self._sessions = sessions
        self._drafts = drafts

    def tell_of_talks(self, told: Callable[[], None]) -> None:
        """Let somebody know when a talk was kept, or the end of a call."""
        self._missed.tell_also(told)

    def tell_of_wrap_ups(self, told: OnTalkOver) -> None:
        """Let somebody know whose talk is over."""
        self._talk_over = told

    def tell_beside(self, beside: Beside) -> None:
        """Let cards tell what somebody else knows of their calls, who calls `changed` when that is another."""
        self._beside = beside

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
        note_event(entry.trace, event, partial(self._roster.seat, pbx))
        match event:
            case CallerIdentified():
                self._identified(entry, event)
            case CallEnded():
                self._carry_out(entry, entry.call.apply(event, ()))
                self._finished(entry, event)
                return
            case CallQueued() | CallLeftQueue():
                entry.call.apply(event, ())
            case _:
                operators = self._roster.at(pbx, event.endpoint)
                if isinstance(event, PhoneRang) and not operators:
                    entry.story.rang_for_nobody(event.endpoint)
                self._carry_out(entry, entry.call.apply(event, operators))
                if isinstance(event, CallAnswered):
                    self._pass_draft_on(entry, operators)
        self._keep(entry, on_kept=self._talk_kept if isinstance(event, CallAnswered) else None)

    def tick(self, at: datetime) -> None:
        """Once a second: let go of cards that wait for a name nobody told; of ended calls none does."""
        for entry in [each for each in self._entries.values() if each.call.ended is None]:
            self._carry_out(entry, entry.call.expire(at))
        self._missed.tell(self._sessions)
        self._going_on.tell(self._sessions)

    # The events.

    def _started(self, pbx: str, event: CallStarted) -> None:
        if event.call_id in self._entries:
            return
        earlier = self._open_records.get(pbx, {}).get(event.call_id)
        call = live_call_of(pbx, event, self._readers[pbx], earlier)
        trace = Trace(earlier.trace if earlier else ())
        if earlier:
            trace.note(event.at, "trace.daemon_restarted")
        note_event(trace, event, partial(self._roster.seat, pbx))
        note_number(trace, event.at, call.number)
        story = CardStory(event.call_id, trace, roster=self._roster, observer=self._observer, clock=self._clock)
        customer = Customer(call, trace, self._history, self._clock)
        entry = _Entry(call=call, earlier=earlier, trace=trace, customer=customer, story=story)
        self._entries[event.call_id] = entry
        self._look_up(entry)
        if event.direction is Direction.OUTBOUND:
            self._carry_out(entry, call.dial(self._roster.at(pbx, event.operator_endpoint), event.at))
        self._keep(entry, on_kept=self._going_on.note)  # what is listed is read from the log

    def _identified(self, entry: _Entry, event: CallerIdentified) -> None:
        call = entry.call
        number = self._readers[call.pbx](event.number)
        call.caller_name = event.name or call.caller_name
        if number != call.number:
            call.number = number
            note_number(entry.trace, event.at, number)
            self._look_up(entry)
        self._show_all(entry)

    def _pass_draft_on(self, entry: _Entry, takers: tuple[OperatorId, ...]) -> None:
        for taker_id, giver_id in entry.call.givers_to(takers).items():
            self._drafts.pass_on(entry.call.call_id, giver_id=giver_id, taker_id=taker_id)

    def _finished(self, entry: _Entry, event: CallEnded) -> None:
        call = entry.call
        if not call.legs and call.direction is not Direction.OUTBOUND:
            entry.trace.note(event.at, "trace.nobody_rang")
        self._observer.call_ended(call.pbx, call.direction.value, event.outcome.value)

        def tell() -> None:
            self._talk_kept()
            for operator_id in call.involved:
                self._sessions.push(operator_id, lambda revision: ListsChanged(revision=revision, lists=("calls",)))

        self._keep(entry, on_kept=tell)
        self._forget_if_done(entry)

    def _talk_kept(self) -> None:
        self._missed.note()
        self._going_on.note()

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
        view = entry.call.views[operator_id]
        if view.state is CardState.WRAP_UP:
            self._make_room(cards, operator_id)
            if view.answered_at is not None and view.ended_at is not None:
                self._talk_over(operator_id, view.ended_at)
        if operator_id in entry.call.skipped and view.state is CardState.WRAP_UP:
            self.close_card(operator_id, entry.call.call_id, WithdrawReason.SKIPPED)
            return
        if not self._is_shown(entry, operator_id) or entry.call.call_id not in cards:
            return
        card = self._card(entry, operator_id)
        self._sessions.push(operator_id, lambda revision: CardChanged(revision=revision, card=card))
        entry.story.sent(card, operator_id, pages=self._sessions.pages_of(operator_id))

    def _is_shown(self, entry: _Entry, operator_id: OperatorId) -> bool:
        return not entry.customer.is_held_back and operator_id not in entry.call.skipped

    def _withdraw(self, entry: _Entry, operator_id: OperatorId, reason: WithdrawReason, by: OperatorId | None) -> None:
        cards = self._cards_of[operator_id]
        del cards[entry.call.call_id]
        if not cards:
            del self._cards_of[operator_id]
        card_id, name = entry.call.call_id, self._roster.name_of(by)
        if entry.story.withdrawn(operator_id, reason, name):
            self._sessions.push(
                operator_id, lambda revision: CardWithdrawn(revision=revision, card_id=card_id, reason=reason, by=name)
            )

    def _make_room(self, cards: dict[CallId, None], operator_id: OperatorId) -> None:
        done = [each for each in cards if self._entries[each].call.views[operator_id].state is CardState.WRAP_UP]
        for call_id in done[:-MAX_WRAP_UPS]:
            self.close_card(operator_id, call_id, WithdrawReason.DISMISSED)

    def _card(self, entry: _Entry, operator_id: OperatorId) -> Card:
        giver = self._roster.name_of(entry.call.views[operator_id].handed_over_by)
        return build_card(
            entry.call,
            operator_id,
            entry.customer.match(operator_id),
            entry.customer.history,
            is_link_up=entry.call.pbx in self._links_up,
            beside=replace(self._beside.of(entry.call, operator_id), handed_over_by=giver),
        )

    # What is known and kept.

    def _look_up(self, entry: _Entry) -> None:
        entry.customer.look_up(self._tasks, show=partial(self._show_all, entry), keep=partial(self._keep, entry))

    def _keep(self, entry: _Entry, on_kept: Callable[[], None] | None = None) -> None:
        if entry.is_recovered:
            return
        customer = entry.customer
        record = record_of(
            entry.call,
            earlier=entry.earlier,
            known=customer.known,
            campaign=customer.campaign,
            trace=entry.trace.steps(),
        )
        self._log.put(record, on_kept)
        self._going_on.note()

    # What commands and sockets ask.

    @property
    def live_calls(self) -> int:
        """How many calls are followed, ended ones with an open card included."""
        return len(self._entries)

    def is_live(self, call_id: CallId) -> bool:
        """Say whether the call goes on as far as we see."""
        entry = self._entries.get(call_id)
        return entry is not None and entry.call.ended is None

    def recovered(self, call_id: CallId) -> None:
        """The log has this call's end from the PBX's CDR: a card still open may not write over it."""
        entry = self._entries.get(call_id)
        if entry is not None:
            entry.is_recovered = True

    def cards(self, operator_id: OperatorId) -> tuple[Card, ...]:
        """Return the cards this operator should see now, oldest first."""
        entries = (self._entries[call_id] for call_id in self._cards_of.get(operator_id, {}))
        return tuple(self._card(entry, operator_id) for entry in entries if self._is_shown(entry, operator_id))

    def view(self, operator_id: OperatorId, call_id: CallId) -> CardView | None:
        """Return the operator's card of a call."""
        entry = self._entries.get(call_id)
        return entry.call.views.get(operator_id) if entry else None

    def ringing_phone(self, operator_id: OperatorId, call_id: CallId) -> tuple[str, str] | None:
        """Return PBX and endpoint of the phone that rings for this operator."""
        entry = self._entries.get(call_id)
        endpoint = entry.call.ringing_endpoint(operator_id) if entry else ""
        return (entry.call.pbx, endpoint) if entry and endpoint else None

    def phone_legs(self, operator_id: OperatorId, call_id: CallId) -> tuple[str, tuple[LegId, ...]] | None:
        """Return the PBX and the operator's living phones of the call."""
        entry = self._entries.get(call_id)
        if entry is None or operator_id not in entry.call.views:
            return None
        return entry.call.pbx, entry.call.phone_legs(operator_id)

    def live_calls_now(self) -> tuple[LiveCall, ...]:
        """Return the calls that are followed, oldest first."""
        return tuple(entry.call for entry in self._entries.values())

    def live_call(self, call_id: CallId) -> LiveCall | None:
        """Return one of them."""
        entry = self._entries.get(call_id)
        return entry.call if entry else None

    def call_with(self, pbx: str, *unique_ids: str) -> LiveCall | None:
        """Return the call that one of these channels of `pbx` began or takes part in."""
        names = [LegId(f"{pbx}:{unique_id}") for unique_id in unique_ids if unique_id]
        began = (self._entries.get(CallId(name)) for name in names)
        found = next((entry.call for entry in began if entry), None)
        calls = (entry.call for entry in self._entries.values() if any(name in entry.call.legs for name in names))
        return found or next(calls, None)

    def changed(self, call: LiveCall) -> None:
        """Show the call's cards anew: what they tell beside the call is another."""
        if entry := self._entries.get(call.call_id):
            self._show_all(entry)

    def on_card(self, operator_id: OperatorId, call_id: CallId) -> tuple[LiveCall, Customer]:
        """Return the call on an operator's card and its customer; NotFound ``card.gone`` without that card."""
        entry = self._entries.get(call_id)
        if entry is None or operator_id not in entry.call.views:
            raise NotFound("card.gone")
        return entry.call, entry.customer

    def ask_again(self, is_meant: Callable[[Customer], bool]) -> None:
        """Ask the directory anew who they are, of every call whose customer is meant; their cards follow."""
        for entry in tuple(self._entries.values()):
            if is_meant(entry.customer):
                self._look_up(entry)

    def is_in_call(self, operator_id: OperatorId) -> bool:
        """Say whether a phone of the operator's rings or talks, as far as calls are followed."""
        live = (self._entries[call_id].call for call_id in self._cards_of.get(operator_id, {}))
        return any(call.ended is None and call.has_phone_of(operator_id) for call in live)

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

    def skip_card(self, operator_id: OperatorId, call_id: CallId, why: str) -> None:
        """Take one operator's card away for this call; said again, only `why` is noted."""
        entry = self._entries[call_id]
        call = entry.call
        entry.story.skipped(operator_id, why)
        if operator_id not in call.skipped:
            call.skipped.add(operator_id)
            self._sessions.push(
                operator_id,
                lambda revision: CardWithdrawn(revision=revision, card_id=call_id, reason=WithdrawReason.SKIPPED),
            )
        if call.views[operator_id].state is CardState.WRAP_UP:
            self._carry_out(entry, [ShowCard(operator_id)])
        self._keep(entry)

    def fetch_card(self, operator_id: OperatorId, call_id: CallId) -> None:
        """Give an operator the card back that they skipped."""
        entry = self._entries[call_id]
        if operator_id in entry.call.skipped:
            entry.call.skipped.discard(operator_id)
            entry.story.fetched(operator_id)
            self._carry_out(entry, [ShowCard(operator_id)])
            self._keep(entry)

    def missed_card_closed(self, operator_id: OperatorId) -> None:
        """Let all their pages ask anew which missed calls have a card."""
        self._sessions.push(operator_id, lambda revision: ListsChanged(revision=revision, lists=("missed",)))

    def directory_changed(self) -> None:
        """Somebody was given a number: who is not known yet may be known now, or be one more of several."""
        self.ask_again(Customer.is_to_be_asked_of_numbers)

    def interest_saved(self, operator_id: OperatorId, call_id: CallId, lead_id: LeadId) -> None:
        """A lead was made of this call: the operator's card in wrap-up goes, all others show the lead."""
        for view in self._views(call_id):
            view.lead_id = lead_id
        self._written_down(operator_id, call_id)

    def contact_saved(self, operator_id: OperatorId, call_id: CallId, deal_id: int) -> None:
        """A deal's contact was made of this call (R77): as of an interest."""
        for view in self._views(call_id):
            view.contact_deal_id = deal_id
        self._drafts.saved(operator_id, call_id, draft_key(deal_id, call_id))
        self._written_down(operator_id, call_id)

    def _views(self, call_id: CallId) -> Iterable[CardView]:
        entry = self._entries.get(call_id)
        return entry.call.views.values() if entry else ()

    def _written_down(self, operator_id: OperatorId, call_id: CallId) -> None:
        entry = self._entries.get(call_id)
        if entry is None:
            return
        own = entry.call.views.get(operator_id)
        if own is not None and own.state is CardState.WRAP_UP:
            self.close_card(operator_id, call_id, WithdrawReason.SAVED)
        self._show_all(entry)

    def went_blind(self, operator_id: OperatorId) -> None:
        """None of the operator's pages answers any more: tell it of their cards that nobody has seen."""
        pages = self._sessions.pages_of(operator_id)
        for call_id in self._cards_of.get(operator_id, {}):
            entry = self._entries[call_id]
            if entry.story.waits(operator_id, pages) and entry.call.ended is not None:
                self._keep(entry)

    def rendered(self, operator_id: OperatorId, call_id: CallId, *, visible: bool) -> None:
        """A browser has drawn the card: the first time it could be seen is measured."""
        entry = self._entries.get(call_id)
        if entry is None or not entry.story.drawn(operator_id, visible=visible):
            return
        if entry.call.ended is not None:  # else the call's next event keeps it
            self._keep(entry)
