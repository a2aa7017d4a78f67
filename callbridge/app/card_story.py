"""The story of a call's cards: why each was shown and to whom, when a browser drew it, why it went or never came.

Each move is told here once, and so to everybody alike: to the call's trace with names, for people; to the log, one line
a move, joined by `call_id`, without a number or a name; to the metrics.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from callbridge.app.observer import Observer
from callbridge.app.roster import OperatorRoster
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.card import Card
from callbridge.screenpop.sight import Pages
from callbridge.screenpop.trace import Trace
from callbridge.screenpop.trace_notes import note_card_sent, note_card_waits
from callbridge.screenpop.wire import WithdrawReason

_LOGGER = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Push:
    """A card that reached its operator's stream."""

    at: datetime
    is_rendered: bool = False
    is_drawn_hidden: bool = False
    is_waiting: bool = False
    """It is told that no page of the operator answers."""


class CardStory:
    """Tells what becomes of the cards of one call."""

    def __init__(
        self, call_id: CallId, trace: Trace, *, roster: OperatorRoster, observer: Observer, clock: Clock
    ) -> None:
        self._call_id = call_id
        self._trace = trace
        self._roster = roster
        self._observer = observer
        self._clock = clock
        self._pushes: dict[OperatorId, _Push] = {}

    def sent(self, card: Card, operator_id: OperatorId, *, pages: Pages) -> None:
        """The card went to its operator, who has these `pages`; told the first time."""
        if operator_id in self._pushes:
            return
        push = self._pushes[operator_id] = _Push(self._clock.now())
        after_s = max(0.0, (push.at - card.rang_at).total_seconds())
        self._observer.card_pushed(after_s)
        _LOGGER.info(
            "card shown",
            call_id=self._call_id,
            operator_id=operator_id,
            state=card.state.value,
            match=card.match,
            why=card.candidates[0].reason if card.candidates else "",
            after_s=round(after_s, 3),
        )
        push.is_waiting = bool(pages.open and not pages.seeing)
        note_card_sent(self._trace, push.at, self._roster.name_of(operator_id), pages)

    def waits(self, operator_id: OperatorId, pages: Pages) -> bool:
        """The operator's pages fell silent; False when that is no news: the card was seen, or this is told."""
        push = self._pushes.get(operator_id)
        if push is None or push.is_rendered or push.is_waiting:
            return False
        push.is_waiting = True
        note_card_waits(self._trace, self._clock.now(), self._roster.name_of(operator_id), pages)
        return True

    def drawn(self, operator_id: OperatorId, *, visible: bool) -> bool:
        """A browser drew the card; False when that is no news: the first time it could be seen is what counts."""
        push = self._pushes.get(operator_id)
        if push is None or push.is_rendered or (push.is_drawn_hidden and not visible):
            return False
        now = self._clock.now()
        after_s = max(0.0, (now - push.at).total_seconds())
        name, after_ms = self._roster.name_of(operator_id), round(after_s * 1000)
        if visible:
            push.is_rendered = True
            self._observer.card_rendered(after_s)
            _LOGGER.info("card drawn", call_id=self._call_id, operator_id=operator_id, after_s=round(after_s, 3))
            self._trace.note(now, "trace.card_drawn", operator=name, ms=after_ms)
        else:
            push.is_drawn_hidden = True
            self._trace.note(now, "trace.card_drawn_hidden", operator=name, ms=after_ms)
        return True

    def withdrawn(self, operator_id: OperatorId, reason: WithdrawReason, by: str) -> bool:
        """The card went; False when it was never shown, because it was still held back for its history."""
        was_shown = self._pushes.pop(operator_id, None) is not None
        line, code = (
            ("card withdrawn", "trace.card_withdrawn") if was_shown else ("card never shown", "trace.card_never_sent")
        )
        _LOGGER.info(line, call_id=self._call_id, operator_id=operator_id, reason=reason.value)
        name = self._roster.name_of(operator_id)
        self._trace.note(self._clock.now(), code, operator=name, reason=reason.value, by=by)
        return was_shown

    def skipped(self, operator_id: OperatorId, why: str) -> None:
        """The operator does not want the card for this call; `why` may be told, also later."""
        _LOGGER.info("card skipped", call_id=self._call_id, operator_id=operator_id)
        code = "trace.card_skipped_why" if why else "trace.card_skipped"
        self._trace.note(self._clock.now(), code, operator=self._roster.name_of(operator_id), why_skipped=why)

    def fetched(self, operator_id: OperatorId) -> None:
        """The operator wants it after all."""
        _LOGGER.info("card fetched back", call_id=self._call_id, operator_id=operator_id)
        self._trace.note(self._clock.now(), "trace.card_fetched", operator=self._roster.name_of(operator_id))

    def rang_for_nobody(self, endpoint: str) -> None:
        """A phone rang that no operator has; the trace tells it with the ring."""
        _LOGGER.info("ring without an operator", call_id=self._call_id, endpoint=endpoint)
