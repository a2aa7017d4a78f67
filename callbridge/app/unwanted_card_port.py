"""What the use cases of cards need from the store: who wants no card of which call."""

from typing import Protocol

from callbridge.kernel.ids import CallId, OperatorId


class UnwantedCards(Protocol):
    """Cards that operators do not want, each for one operator; methods may raise StoreUnavailable."""

    async def add(self, call_id: CallId, operator_id: OperatorId) -> None:
        """Remember it, once the call itself is kept; said again, or of a call that is not kept, nothing changes."""
        ...

    async def add_missed(self, call_id: CallId, operator_id: OperatorId) -> bool:
        """Remember it of a missed call that rang at them and is still to be returned; False of any other."""
        ...

    async def remove(self, call_id: CallId, operator_id: OperatorId) -> None:
        """They want it after all."""
        ...
