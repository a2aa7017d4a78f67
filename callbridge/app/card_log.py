"""The story of each card as log lines: why it was shown and to whom, when a browser drew it, why it went or never came.

One line a move; `call_id` joins them. Nothing here says a number or a name.
"""

import structlog

from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.card import Card
from callbridge.screenpop.wire import WithdrawReason

_LOGGER = structlog.get_logger(__name__)


def shown(card: Card, operator_id: OperatorId, *, after_s: float) -> None:
    """The card went to its operator for the first time, `after_s` seconds after the ring."""
    _LOGGER.info(
        "card shown",
        call_id=card.id,
        operator_id=operator_id,
        state=card.state.value,
        match=card.match,
        why=card.candidates[0].reason if card.candidates else "",
        after_s=round(after_s, 3),
    )


def drawn(call_id: CallId, operator_id: OperatorId, *, after_s: float) -> None:
    """A browser said that the card is on a screen somebody could see."""
    _LOGGER.info("card drawn", call_id=call_id, operator_id=operator_id, after_s=round(after_s, 3))


def withdrawn(call_id: CallId, operator_id: OperatorId, reason: WithdrawReason, *, was_shown: bool) -> None:
    """The card went; one that was still held back for its history was never shown."""
    _LOGGER.info(
        "card withdrawn" if was_shown else "card never shown",
        call_id=call_id,
        operator_id=operator_id,
        reason=reason.value,
    )


def rang_for_nobody(call_id: CallId, endpoint: str) -> None:
    """A phone rang that no operator has."""
    _LOGGER.info("ring without an operator", call_id=call_id, endpoint=endpoint)
