"""Saving the interest card (R116). Implements `services.InterestCommands`."""

from callbridge.app.call_desk import CallDesk, ReadNumber
from callbridge.app.draft_handover import DraftHandover
from callbridge.app.ports import Desk
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.interest import InterestForm, SavedInterest
from callbridge.crm.operator import Operator
from callbridge.crm.qualify import qualify
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import InvalidInput
from callbridge.screenpop.wire import ListsChanged

KEY_LIMIT = 200


class InterestDesk:
    """Validates, writes once per key, and clears the operator's screen of what is done."""

    def __init__(
        self,
        *,
        desk: Desk,
        calls: CallDesk,
        handover: DraftHandover,
        read_number: ReadNumber,
        clock: Clock,
        private_sales: bool,
    ) -> None:
        self._desk = desk
        self._calls = calls
        self._handover = handover
        self._read = read_number
        self._clock = clock
        self._private_sales = private_sales
        self._sessions: OperatorSessions

    def start(self, sessions: OperatorSessions) -> None:
        """Give the desk the streams that changes go to."""
        self._sessions = sessions

    async def save(self, operator: Operator, key: str, form: InterestForm) -> SavedInterest:
        """Validate and write once per `key`.

        A repeated key answers with the first result, whatever the form would be worth today: the planned time may have
        passed while the first answer was lost.
        """
        if not key or len(key) > KEY_LIMIT:
            raise InvalidInput({"key": "required" if not key else "too_long"})
        saved = await self._desk.saved_interest(key=key, owner_id=operator.id, call_id=form.call_id)
        if saved is None:
            saved = await self._write(operator, key, form)
        if form.call_id is not None:
            self._calls.interest_saved(operator.id, form.call_id, saved.lead_id)
            self._handover.saved(operator.id, form.call_id)
        self._sessions.push(operator.id, lambda revision: ListsChanged(revision=revision, lists=("drafts",)))
        self._sessions.push_all(lambda revision: ListsChanged(revision=revision, lists=("leads", "calls")))
        return saved

    async def _write(self, operator: Operator, key: str, form: InterestForm) -> SavedInterest:
        now = self._clock.now()
        checked = qualify(form, await self._desk.dictionaries(), private_sales=self._private_sales, at=now)
        return await self._desk.save_interest(
            key=key,
            form=checked,
            numbers=[self._read(phone) for phone in checked.phones],
            owner_id=operator.id,
            private_sales=self._private_sales,
            at=now,
        )
