"""The heart: every call event comes in here, every operator's cards go out.

Only the pump calls :meth:`CallDesk.on_call_event`, so live calls need no lock. Nothing here waits: lookups run beside,
a card whose history is late goes out without it and is completed later.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from callbridge.app.call_record import closed_unseen, live_call_of, record_of
from callbridge.app.caller_history import CallerHistory
from callbridge.app.card_story import CardStory
from callbridge.app.customer import Customer
from callbridge.app.draft_handover import DraftHandover
from callbridge.app.list_news import ListNews
from callbridge.app.live_calls import FollowedCall, LiveCalls
from callbridge.app.missed_calls import MissedCalls
from callbridge.app.observer import Observer
from callbridge.app.ports import CallLog
from callbridge.app.roster import OperatorRoster
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.call_log import CallRecord
from callbridge.crm.deal_contact import draft_key
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import CallId, LeadId, OperatorId
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


class CallDesk:
    """The cards of live calls and their records."""

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
        self.live = LiveCalls()
        """What others ask is asked of them; this desk writes them."""
        self._open_records: dict[str, dict[CallId, CallRecord]] = {}
        self._links_up: set[str] = set()
        self._missed = MissedCalls()
        self._going_on = ListNews("live", rest=1)
        roster.tell_of_changes(self.colleagues_changed)
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

    def colleagues_changed(self) -> None:
        """Who could take a call may be others: they stand beside the calls that go on."""
        self._going_on.note()

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
        for entry in self.live:
            if entry.call.pbx == pbx:
                if is_news:
                    entry.trace.note(self._clock.now(), "trace.link_up" if is_up else "trace.link_down", pbx=pbx)
                ringing = [who for who, view in entry.call.views.items() if view.state is CardState.RINGING]
                self._carry_out(entry, [ShowCard(who) for who in ringing])

    def resynced(self, pbx: str, at: datetime) -> None:
        """Close in the log what was alive before the restart and is no more."""
        for call_id, record in self._open_records.pop(pbx, {}).items():
            if self.live.followed(call_id) is None:
                self._log.put(closed_unseen(record, at))

    def on_call_event(self, pbx: str, event: CallEvent) -> None:
        """Follow one event of a call of `pbx`."""
        if isinstance(event, CallStarted):
            self._started(pbx, event)
            return
        entry = self.live.followed(event.call_id)
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
        for entry in [each for each in self.live if each.call.ended is None]:
            self._carry_out(entry, entry.call.expire(at))
        self._missed.tell(self._sessions)
        self._going_on.tell(self._sessions)

    # The events.

    def _started(self, pbx: str, event: CallStarted) -> None:
        if self.live.followed(event.call_id) is not None:
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
        entry = FollowedCall(call=call, earlier=earlier, trace=trace, customer=customer, story=story)
        self.live.add(entry)
        self._look_up(entry)
        if event.direction is Direction.OUTBOUND:
            self._carry_out(entry, call.dial(self._roster.at(pbx, event.operator_endpoint), event.at))
        self._keep(entry, on_kept=self._going_on.note)  # what is listed is read from the log

    def _identified(self, entry: FollowedCall, event: CallerIdentified) -> None:
        call = entry.call
        number = self._readers[call.pbx](event.number)
        call.caller_name = event.name or call.caller_name
        if number != call.number:
            call.number = number
            note_number(entry.trace, event.at, number)
            self._look_up(entry)
        self._show_all(entry)

    def _pass_draft_on(self, entry: FollowedCall, takers: tuple[OperatorId, ...]) -> None:
        for taker_id, giver_id in entry.call.givers_to(takers).items():
            self._drafts.pass_on(entry.call.call_id, giver_id=giver_id, taker_id=taker_id)

    def _finished(self, entry: FollowedCall, event: CallEnded) -> None:
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

    def _forget_if_done(self, entry: FollowedCall) -> None:
        if entry.call.ended is not None and not entry.call.views:
            self.live.forget(entry.call.call_id)

    # Cards.

    def _show_all(self, entry: FollowedCall) -> None:
        self._carry_out(entry, [ShowCard(operator_id) for operator_id in entry.call.views])

    def _carry_out(self, entry: FollowedCall, steps: list[CardStep]) -> None:
        for step in steps:
            match step:
                case ShowCard(operator_id):
                    self._show(entry, operator_id)
                case WithdrawCard(operator_id, reason, by):
                    self._withdraw(entry, operator_id, reason, by)
        if steps:
            entry.changed.set()
            entry.changed = asyncio.Event()

    def _show(self, entry: FollowedCall, operator_id: OperatorId) -> None:
        self.live.give_card(operator_id, entry.call.call_id)
        view = entry.call.views[operator_id]
        if view.state is CardState.WRAP_UP:
            self._make_room(operator_id)
            if view.answered_at is not None and view.ended_at is not None:
                self._talk_over(operator_id, view.ended_at)
        if operator_id in entry.call.skipped and view.state is CardState.WRAP_UP:
            self.close_card(operator_id, entry.call.call_id, WithdrawReason.SKIPPED)
            return
        if not self._is_shown(entry, operator_id) or not self.live.has_card(operator_id, entry.call.call_id):
            return
        card = self._card(entry, operator_id)
        self._sessions.push(operator_id, lambda revision: CardChanged(revision=revision, card=card))
        entry.story.sent(card, operator_id, pages=self._sessions.pages_of(operator_id))

    def _is_shown(self, entry: FollowedCall, operator_id: OperatorId) -> bool:
        return not entry.customer.is_held_back and operator_id not in entry.call.skipped

    def _withdraw(
        self, entry: FollowedCall, operator_id: OperatorId, reason: WithdrawReason, by: OperatorId | None
    ) -> None:
        card_id, name = entry.call.call_id, self._roster.name_of(by)
        self.live.take_card(operator_id, card_id)
        if entry.story.withdrawn(operator_id, reason, name):
            self._sessions.push(
                operator_id, lambda revision: CardWithdrawn(revision=revision, card_id=card_id, reason=reason, by=name)
            )

    def _make_room(self, operator_id: OperatorId) -> None:
        calls = [entry.call for entry in self.live.with_card_of(operator_id)]
        done = [call.call_id for call in calls if call.views[operator_id].state is CardState.WRAP_UP]
        for call_id in done[:-MAX_WRAP_UPS]:
            self.close_card(operator_id, call_id, WithdrawReason.DISMISSED)

    def _card(self, entry: FollowedCall, operator_id: OperatorId) -> Card:
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

    def _look_up(self, entry: FollowedCall) -> None:
        entry.customer.look_up(self._tasks, show=partial(self._show_all, entry), keep=partial(self._keep, entry))

    def _keep(self, entry: FollowedCall, on_kept: Callable[[], None] | None = None) -> None:
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

    def cards(self, operator_id: OperatorId) -> tuple[Card, ...]:
        """Return the cards this operator should see now, oldest first."""
        followed = self.live.with_card_of(operator_id)
        return tuple(self._card(entry, operator_id) for entry in followed if self._is_shown(entry, operator_id))

    def changed(self, call: LiveCall) -> None:
        """Show the call's cards anew: what they tell beside the call is another."""
        if entry := self.live.followed(call.call_id):
            self._show_all(entry)

    def ask_again(self, is_meant: Callable[[Customer], bool]) -> None:
        """Ask the directory anew who they are, of every call whose customer is meant; their cards follow."""
        for entry in self.live:
            if is_meant(entry.customer):
                self._look_up(entry)

    def close_card(self, operator_id: OperatorId, call_id: CallId, reason: WithdrawReason) -> None:
        """Take one operator's card away."""
        entry = self.live.followed(call_id)
        if entry:
            self._carry_out(entry, entry.call.close(operator_id, reason))
            self._forget_if_done(entry)

    def skip_card(self, operator_id: OperatorId, call_id: CallId, why: str) -> None:
        """Take one operator's card away for this call; said again, only `why` is noted."""
        entry = self.live[call_id]
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
        entry = self.live[call_id]
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
        entry = self.live.followed(call_id)
        return entry.call.views.values() if entry else ()

    def _written_down(self, operator_id: OperatorId, call_id: CallId) -> None:
        entry = self.live.followed(call_id)
        if entry is None:
            return
        own = entry.call.views.get(operator_id)
        if own is not None and own.state is CardState.WRAP_UP:
            self.close_card(operator_id, call_id, WithdrawReason.SAVED)
        self._show_all(entry)

    def went_blind(self, operator_id: OperatorId) -> None:
        """None of the operator's pages answers any more: tell it of their cards that nobody has seen."""
        pages = self._sessions.pages_of(operator_id)
        for entry in self.live.with_card_of(operator_id):
            if entry.story.waits(operator_id, pages) and entry.call.ended is not None:
                self._keep(entry)

    def rendered(self, operator_id: OperatorId, call_id: CallId, *, visible: bool) -> None:
        """A browser has drawn the card: the first time it could be seen is measured."""
        entry = self.live.followed(call_id)
        if entry is None or not entry.story.drawn(operator_id, visible=visible):
            return
        if entry.call.ended is not None:  # else the call's next event keeps it
            self._keep(entry)
