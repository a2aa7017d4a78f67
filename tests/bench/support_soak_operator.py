"""The operators of `soak.py`: each has one call at a time, which goes on as soon as its card has come."""

import asyncio
import re
from collections.abc import Callable

from tests.bench.support_ring_browsers import Browser, open_browser
from tests.bench.support_soak_calls import SoakCall

OPEN_S = 10.0
_CARD = re.compile(rb'\{"revision":\d+,"card":\{"id":"([^"]+)","state":"([^"]+)"')
_GONE = re.compile(rb'\{"revision":\d+,"card_id":"([^"]+)","reason":"([^"]+)"')


class Operator(Browser):
    """One operator's browser and phone: says to the PBX what follows on each state of the card."""

    def __init__(self, tell: Callable[[bytes], None], done: Callable[["Operator"], None]) -> None:
        super().__init__()
        self.number = 0
        self.strangers = 0
        """Cards of calls that never rang here."""
        self.without_history = 0
        """Cards that came before the lookup had answered."""
        self.call: SoakCall | None = None
        self.awaited = ""
        """What the card of the call is to become next."""
        self._tell = tell
        self._done = done

    @staticmethod
    async def open(
        port: int, number: int, tell: Callable[[bytes], None], done: Callable[["Operator"], None]
    ) -> "Operator":
        """Connect the operator of this number (from 0), the snapshot read."""
        while True:
            try:
                async with asyncio.timeout(OPEN_S):
                    operator = await open_browser(port, number, lambda: Operator(tell, done))
            except TimeoutError:
                continue  # refused: the daemon was too busy to ask who this is
            operator.take()
            operator.number = number
            return operator

    def begin(self, call: SoakCall) -> None:
        """Let the phone ring."""
        self.call, self.awaited = call, "ringing"
        self._tell(call.ring)

    async def reopen(self, port: int) -> "Operator":
        """Drop the socket as a bad network does and come back with another."""
        self.transport.abort()
        return await Operator.open(port, self.number, self._tell, self._done)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.call is not None:
            for arrival in self.take():
                self._hear(self.call, arrival.text)

    def _hear(self, call: SoakCall, text: bytes) -> None:
        card = _CARD.match(text)
        gone = None if card else _GONE.match(text)
        told = card or gone
        if told is None or told[1].decode() != call.call_id:
            self.strangers += bool(card and card[2] == b"ringing")
            return
        state = "withdrawn" if gone else told[2].decode()
        if state == self.awaited:
            self.without_history += state == "ringing" and b'"match":"unchecked"' in text
            self._go_on(call, state)

    def _go_on(self, call: SoakCall, state: str) -> None:
        if state == "ringing":
            self.awaited = "talking" if call.is_answered else "withdrawn"
            self._tell(call.talk or call.end)
        elif state == "talking":
            self.awaited = "wrap_up"
            self._tell(call.end)
        else:
            self.awaited = ""
            asyncio.get_running_loop().call_soon(self._done, self)
