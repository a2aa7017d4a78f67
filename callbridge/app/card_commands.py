"""What an operator does with a card: answer it, put it away. Implements `services.CardCommands`."""

import asyncio

from callbridge.app.call_desk import CallDesk
from callbridge.app.deaf_phones import DeafPhones
from callbridge.app.pbx_port import PhoneControl
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import AmiRefused, IllegalMove, NotFound
from callbridge.kernel.ids import CallId
from callbridge.screenpop.card import CannotAnswer, CardState
from callbridge.screenpop.card_view import CardView
from callbridge.screenpop.wire import WithdrawReason


class CardDeskCommands:
    """Commands on the cards of a :class:`CallDesk`."""

    def __init__(self, desk: CallDesk, phones: PhoneControl, deaf: DeafPhones, *, answer_wait_s: float) -> None:
        self._desk = desk
        self._phones = phones
        self._deaf = deaf
        self._answer_wait_s = answer_wait_s

    async def answer(self, operator: Operator, call_id: CallId) -> None:
        """Ask the phone to go off hook and wait till it did.

        Asterisk's Success only means that the request is queued; a phone that does not know it stays silent, so after
        `answer_wait_s` seconds AmiRefused ``ami.no_answer_support`` tells the operator to lift the handset, and ✓ is
        not offered for that phone for a while (R74).
        """
        view = self._view(operator, call_id)
        phone = self._desk.ringing_phone(operator.id, call_id)
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
        after = self._desk.view(operator.id, call_id)
        if after and after.has_customer:
            self._deaf.answered(*phone)

    def _view(self, operator: Operator, call_id: CallId) -> CardView:
        view = self._desk.view(operator.id, call_id)
        if view is None:
            raise NotFound("card.gone")
        return view

    def _failed(self, phone: tuple[str, str], call_id: CallId, why: CannotAnswer) -> None:
        """Offer ✓ for this phone no more, and say so on the card that rings."""
        self._deaf.failed(*phone, why)
        if (call := self._desk.live_call(call_id)) is not None:
            self._desk.changed(call)

    async def _until_settled(self, operator: Operator, call_id: CallId) -> None:
        while (view := self._desk.view(operator.id, call_id)) and view.state is CardState.RINGING:
            changed = self._desk.change_of(call_id)
            if changed is None:
                return
            await changed.wait()

    async def dismiss(self, operator: Operator, call_id: CallId) -> None:
        """Put away a card whose talk is over."""
        view = self._view(operator, call_id)
        if view.state is not CardState.WRAP_UP:
            raise IllegalMove("card.still_live", state=view.state.value)
        self._desk.close_card(operator.id, call_id, WithdrawReason.DISMISSED)

    async def skip(self, operator: Operator, call_id: CallId, why: str) -> None:
        """«Пропустить» (A10): put the card away for this call, whatever its state; the call itself goes on.

        Nothing that was typed goes with it. Told again, it adds why.
        """
        self._view(operator, call_id)
        self._desk.skip_card(operator.id, call_id, why)

    async def fetch(self, operator: Operator, call_id: CallId) -> None:
        """Take a skipping back, while the call lives."""
        self._view(operator, call_id)
        self._desk.fetch_card(operator.id, call_id)
