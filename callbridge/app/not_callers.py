"""«Не он»: an operator says who of those offered does not call, and takes it back. Implements `NotCallerCommands`."""

from collections.abc import Callable, Sequence

from callbridge.app.call_desk import CallDesk
from callbridge.app.customer import Customer
from callbridge.app.not_caller_port import NotCallers
from callbridge.crm.not_caller import MAX_OF_NUMBER, CallerRecord, NotCaller
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId


class NotCallerDesk:
    """Keeps what is said, then has every live call of that number asked again."""

    def __init__(self, *, not_callers: NotCallers, desk: CallDesk, clock: Clock) -> None:
        self._store = not_callers
        self._desk = desk
        self._clock = clock

    async def add(self, operator: Operator, call_id: CallId, record: CallerRecord) -> None:
        """Remember that one of those offered does not call from this number; said again, nothing changes.

        Only who stands on the operator's card can be said not to be the caller: NotFound of anybody else.
        """
        call, customer = self._desk.live.on_card(operator.id, call_id)
        if any(said.record == record for said in customer.not_callers):
            return
        if record not in customer.offered(operator.id):
            raise NotFound("caller.not_offered")
        number = call.number
        await self._store.add(number, record, Author.of(operator), at=self._clock.now())
        self._ask_again(operator, record, lambda each: each.calls_from(number), is_back=False)

    async def remove(self, operator: Operator, said_id: int) -> None:
        """Take back what was said: the record may call from that number after all."""
        said = await self._store.remove(said_id, Author.of(operator), at=self._clock.now())
        self._ask_again(operator, said.record, lambda each: said in each.not_callers, is_back=True)

    def _ask_again(
        self, operator: Operator, record: CallerRecord, is_meant: Callable[[Customer], bool], *, is_back: bool
    ) -> None:
        def meant(customer: Customer) -> bool:
            if not is_meant(customer):
                return False
            customer.note_not_caller(operator.full_name, record, is_back=is_back)
            return True

        self._desk.ask_again(meant)

    async def of_record(self, record: CallerRecord) -> Sequence[NotCaller]:
        """Return from which numbers a record was said not to call."""
        return await self._store.of_record(record, MAX_OF_NUMBER)
