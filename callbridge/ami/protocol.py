"""panoramisk's protocol with its faults mended: bytes are framed, actions checked, and every future ends.

Which fault is mended where: docs/decisions/0002-ami.md; a test for each in tests/ami (each says "Fault N" first).
"""

import asyncio
import itertools
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from panoramisk.ami_protocol import AMIProtocol

from callbridge.ami.action import ActionFields, encode_action
from callbridge.ami.framing import AmiMessage, AmiResponse, Framer
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, CallbridgeError
from callbridge.telephony.ami_event import AmiEvent

MAX_IN_FLIGHT = 64
MAX_LIST_ITEMS = 100_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmiAnswer:
    """What an action brought: the response, and the items of a list."""

    response: AmiResponse
    items: tuple[AmiEvent, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Pending:
    action: str
    future: asyncio.Future[AmiAnswer]
    is_list: bool
    timeout_s: float
    heard_at: float
    timer: asyncio.TimerHandle | None = None
    response: AmiResponse | None = None
    items: list[AmiEvent] = field(default_factory=list)


class FramedProtocol(AMIProtocol):  # type: ignore[misc]  # panoramisk is untyped
    """One AMI connection: `hear` gets each event in order, `lose` is called once when it ends."""

    def __init__(
        self, framer: Framer, hear: Callable[[AmiEvent], None], lose: Callable[[], None], *, timeout_s: float
    ) -> None:
        self.framer = framer
        self.closed = False
        self.transport: asyncio.Transport | None = None
        self.failed_hearings = 0
        self.received_chunks = 0
        self._record: Callable[[bytes], None] | None = None
        self._hear = hear
        self._lose = lose
        self._timeout_s = timeout_s
        self._pending: dict[str, _Pending] = {}
        # Events of other managers' actions carry their ActionIDs to us: ours must not be guessed by chance.
        self._id_prefix = f"callbridge-{secrets.token_hex(4)}-"
        self._numbers = itertools.count(1)

    # --- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        was_closed = self.closed
        super().connection_made(transport)
        if was_closed:
            self.close()

    def data_received(self, data: bytes) -> None:
        self.received_chunks += 1
        if self._record is not None:
            self._record(data)
        for message in self.framer.feed(data):
            self._take(message)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        for pending in list(self._pending.values()):
            self._end(pending, AmiUnavailable(reason=str(exc or "connection closed"), action=pending.action))
        self._lose()

    def record(self, take: Callable[[bytes], None]) -> None:
        """Let `take` have every byte from here on, beginning with the message that has begun to come."""
        self._record = take
        if self.framer.pending:
            take(self.framer.pending)

    # --- what panoramisk's Manager calls

    def send(self, data: ActionFields, as_list: bool | None = False) -> asyncio.Future[AmiAnswer]:
        """Write an action; its future ends with the answer, AmiRefused, or AmiUnavailable (loss, no answer in time).

        Raises at once: AmiRefused when it cannot be written safely, AmiUnavailable when the link is down or full.
        """
        if self.closed or self.transport is None or self.transport.is_closing():
            raise AmiUnavailable(reason="not connected")
        if len(self._pending) >= MAX_IN_FLIGHT:
            raise AmiUnavailable("ami.too_many_actions", limit=MAX_IN_FLIGHT)
        action_id = f"{self._id_prefix}{next(self._numbers)}"
        raw = encode_action(data, action_id)
        loop = asyncio.get_running_loop()
        pending = _Pending(
            action=str(data.get("Action", "")),
            future=loop.create_future(),
            is_list=bool(as_list),
            timeout_s=self._timeout_s,
            heard_at=loop.time(),
        )
        self._pending[action_id] = pending
        pending.future.add_done_callback(lambda _: self._forget(action_id))
        pending.timer = loop.call_later(pending.timeout_s, self._check_time, pending)
        self.transport.write(raw)
        return pending.future

    def close(self) -> None:
        """Cut the connection now, whatever the peer does; nothing is kept to be sent again."""
        self.closed = True
        if self.transport is not None:
            self.transport.abort()

    # --- messages

    def _take(self, message: AmiMessage) -> None:
        if isinstance(message, AmiResponse):
            pending = self._pending.get(message.action_id)
            if pending is not None:
                self._take_response(pending, message)
            return
        action_id = message.headers.get("ActionID")
        if action_id is not None:
            pending = self._pending.get(action_id)
            if pending is not None and pending.is_list:
                self._take_item(pending, message)
                return
            # OriginateResponse of an action long answered: an event like any other. Other lists' tails are nobody's.
            if "Privilege" not in message.headers or not self.framer.wants(message.name):
                return
        try:
            self._hear(message)
        except Exception:
            # Our own bug, but one event's handler must not take the link down.
            self.failed_hearings += 1
            log.exception("hearing an ami event failed", ami_event=message.name)

    def _take_response(self, pending: _Pending, response: AmiResponse) -> None:
        if not response.is_success:
            self._end(pending, _refusal(pending.action, response))
        elif pending.is_list:
            pending.response = response
            pending.heard_at = asyncio.get_running_loop().time()
        else:
            self._end(pending, AmiAnswer(response=response))

    def _take_item(self, pending: _Pending, item: AmiEvent) -> None:
        pending.heard_at = asyncio.get_running_loop().time()
        is_last = item.headers.get("EventList") == "Complete" or item.name.endswith("Complete")
        if is_last and pending.response is not None:
            self._end(pending, AmiAnswer(response=pending.response, items=tuple(pending.items)))
        elif len(pending.items) >= MAX_LIST_ITEMS:
            self._end(pending, AmiUnavailable("ami.list_too_long", action=pending.action, limit=MAX_LIST_ITEMS))
        else:
            pending.items.append(item)

    # --- ends

    def _end(self, pending: _Pending, result: AmiAnswer | CallbridgeError) -> None:
        if pending.future.done():
            return
        if isinstance(result, AmiAnswer):
            pending.future.set_result(result)
        else:
            pending.future.set_exception(result)

    def _forget(self, action_id: str) -> None:
        pending = self._pending.pop(action_id)
        if pending.timer is not None:
            pending.timer.cancel()

    def _check_time(self, pending: _Pending) -> None:
        # A long list is alive as long as items come.
        loop = asyncio.get_running_loop()
        left_s = pending.heard_at + pending.timeout_s - loop.time()
        if left_s > 0:
            pending.timer = loop.call_later(left_s, self._check_time, pending)
        else:
            self._end(pending, AmiUnavailable("ami.no_answer", action=pending.action, timeout_s=pending.timeout_s))


def _refusal(action: str, response: AmiResponse) -> AmiRefused:
    code = "ami.permission_denied" if response.message == "Permission denied" else "ami.refused"
    return AmiRefused(code, action=action, message=response.message)
