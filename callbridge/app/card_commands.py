"""What an operator does with a card: answer it, put it away. Implements `services.CardCommands`."""

import asyncio

import structlog

from callbridge.app.call_desk import CallDesk
from callbridge.app.deaf_phones import DeafPhones
from callbridge.app.pbx_port import PhoneControl
from callbridge.app.unwanted_card_port import UnwantedCards
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import AmiRefused, IllegalMove, NotFound, StoreUnavailable
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.card import CannotAnswer, CardState
from callbridge.screenpop.card_view import CardView
from callbridge.screenpop.wire import WithdrawReason

_LOGGER = structlog.get_logger(__name__)


class CardDeskCommands:
    """Commands on the cards of a :class:`CallDesk`."""

    def __init__(
        self, desk: CallDesk, phones: PhoneControl, deaf: DeafPhones, unwanted: UnwantedCards, *, answer_wait_s: float
    ) -> None:
        self._desk = desk
        self._unwanted = unwanted
        self._phones = phones
        self._deaf = deaf
        self._answer_wait_s = answer_wait_s
        self._remembering = asyncio.Lock()

    async def answer(self, operator: Operator, call_id: CallId) -> None:
        """Ask the phone to go off hook and wait till it did.

        Asterisk's Success only means that the request is queued; a phone that does not know it stays silent, so after
        `answer_wait_s` seconds AmiRefused ``ami.no_answer_support`` tells the operator to lift the handset, and ✓ is
        not offered for that phone for a while (R74).
        """
        view = self._view(operator, call_id)
        phone = self._desk.live.ringing_phone(operator.id, call_id)
        if phone is None:
            raise IllegalMove("card.not_ringing", state=view.state.value)
        try:
            await self._phones.answer(*phone)
        except AmiRefused:
            self._failed(phone, call_id, CannotAnswer.REFUSED)
            raise
        try:
            async with asyncio.timeout(self._answer_wait_s):
                await self._until_settled(operator, call_id)
        except TimeoutError as error:
            self._failed(phone, call_id, CannotAnswer.SILENT)
            raise AmiRefused("ami.no_answer_support", endpoint=phone[1]) from error
        after = self._desk.live.view(operator.id, call_id)
        if after and after.has_customer:
            self._deaf.answered(*phone)

    def _view(self, operator: Operator, call_id: CallId) -> CardView:
        view = self._desk.live.view(operator.id, call_id)
        if view is None:
            raise NotFound("card.gone")
        return view

    def _failed(self, phone: tuple[str, str], call_id: CallId, why: CannotAnswer) -> None:
        """Offer ✓ for this phone no more, and say so on the card that rings."""
        self._deaf.failed(*phone, why)
        if (call := self._desk.live.live_call(call_id)) is not None:
            self._desk.changed(call)

    async def _until_settled(self, operator: Operator, call_id: CallId) -> None:
        while (view := self._desk.live.view(operator.id, call_id)) and view.state is CardState.RINGING:
            changed = self._desk.live.change_of(call_id)
            if changed is None:
                return
            await changed.wait()

    async def dismiss(self, operator: Operator, call_id: CallId) -> None:
        """Put away a card whose talk is over, or that of a call which was missed: that one in every tab, for good."""
        view = self._desk.live.view(operator.id, call_id)
        if view is None:
            if not await self._unwanted.add_missed(call_id, operator.id):
                raise NotFound("card.gone")
            self._desk.missed_card_closed(operator.id)
            return
        if view.state is not CardState.WRAP_UP:
            raise IllegalMove("card.still_live", state=view.state.value)
        self._desk.close_card(operator.id, call_id, WithdrawReason.DISMISSED)

    async def skip(self, operator: Operator, call_id: CallId, why: str) -> None:
        """«Пропустить» (A10): put the card away for this call, whatever its state; the call itself goes on.

        Nothing that was typed goes with it. Told again, it adds why.
        """
        self._view(operator, call_id)
        self._desk.skip_card(operator.id, call_id, why)
        await self._remember(operator.id, call_id, is_unwanted=True)

    async def fetch(self, operator: Operator, call_id: CallId) -> None:
        """Take a skipping back, while the call lives."""
        self._view(operator, call_id)
        self._desk.fetch_card(operator.id, call_id)
        await self._remember(operator.id, call_id, is_unwanted=False)

    async def _remember(self, operator_id: OperatorId, call_id: CallId, *, is_unwanted: bool) -> None:
        """Keep over a restart of ours what was said last; without the store a skipping holds as long as we live."""
        async with self._remembering:
            call = self._desk.live.live_call(call_id)
            is_unwanted = operator_id in call.skipped if call else is_unwanted
            try:
                await (self._unwanted.add if is_unwanted else self._unwanted.remove)(call_id, operator_id)
            except StoreUnavailable as error:
                _LOGGER.warning("skipping not kept", call_id=call_id, error=str(error))
