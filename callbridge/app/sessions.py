"""Each operator's stream of messages: revisions, resume, fan-out to their sockets."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from callbridge.app.page_watch import PageWatch
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.sight import Pages
from callbridge.screenpop.wire import (
    CloseCode,
    LiveMessage,
    Rendered,
    Resume,
    Resumed,
    ServerMessage,
    Snapshot,
)

REMEMBERED_MESSAGES = 64
"""How many live messages an operator's reconnecting socket may have missed before it needs a snapshot."""


class Sink(Protocol):
    """One socket, as far as the app knows it."""

    def offer(self, text: bytes) -> None:
        """Take an encoded message without waiting; a socket that is full cuts itself and drops it."""
        ...

    def close(self, code: CloseCode) -> None:
        """End the socket soon, without waiting."""
        ...


Remake = Callable[[int], LiveMessage]
"""Makes the message when told its revision."""

Encode = Callable[[ServerMessage], bytes]
"""Writes a message as sockets send it."""


@dataclass(frozen=True, slots=True)
class _Told:
    revision: int
    text: bytes
    topic: str


@dataclass(slots=True)
class _Stream:
    revision: int = 0
    recent: deque[_Told] = field(default_factory=deque)
    """Without gaps but where a later message of the same topic took the place of one."""
    forgotten: int = 0
    """The newest revision that is neither remembered nor replaced: who stands before it needs a snapshot."""
    sinks: list[Sink] = field(default_factory=list)

    def remember(self, told: _Told) -> None:
        """Keep the newest messages, and of a topic the last one alone."""
        if told.topic:
            self.recent = deque(each for each in self.recent if each.topic != told.topic)
        self.recent.append(told)
        if len(self.recent) > REMEMBERED_MESSAGES:
            self.forgotten = self.recent.popleft().revision


class OperatorSessions:
    """Numbers every operator's messages and gives each to all their sockets.

    `snapshot_of` tells what the operator should see now; `on_rendered` hears acknowledgements; `pages` knows which of
    the sockets' pages see. All sockets get every message: one whose page is frozen has them when it thaws. A message is
    encoded once, for all sockets, and remembered so: kept as objects, some thousand cards are what Python's garbage
    collection walks longest (docs/performance.md).
    """

    def __init__(
        self,
        *,
        epoch: str,
        snapshot_of: Callable[[OperatorId, str, int], Snapshot],
        on_rendered: Callable[[OperatorId, CallId, int, bool], None],
        encode: Encode,
        pages: PageWatch,
    ) -> None:
        self._epoch = epoch
        self._snapshot_of = snapshot_of
        self._on_rendered = on_rendered
        self._encode = encode
        self._pages = pages
        self._streams: dict[OperatorId, _Stream] = {}

    @property
    def socket_count(self) -> int:
        """How many sockets are attached."""
        return sum(len(stream.sinks) for stream in self._streams.values())

    def sockets_of(self, operator_id: OperatorId) -> int:
        """Return how many sockets this operator has."""
        stream = self._streams.get(operator_id)
        return len(stream.sinks) if stream else 0

    def pages_of(self, operator_id: OperatorId) -> Pages:
        """Return how many pages this operator has open, and how many of them see."""
        return self._pages.pages_of(operator_id)

    def attach(self, operator_id: OperatorId, resume: Resume | None, sink: Sink) -> None:
        """Give the sink a snapshot, or what it missed since `resume`, then all that follows."""
        stream = self._streams.setdefault(operator_id, _Stream())
        if resume is None or not self._is_remembered(stream, resume):
            sink.offer(self._encode(self._snapshot_of(operator_id, self._epoch, stream.revision)))
        else:
            self._catch_up(stream, resume.revision, sink)
        stream.sinks.append(sink)
        self._pages.heard(operator_id, sink)

    def _is_remembered(self, stream: _Stream, resume: Resume) -> bool:
        return resume.epoch == self._epoch and stream.forgotten <= resume.revision <= stream.revision

    def _catch_up(self, stream: _Stream, revision: int, sink: Sink) -> None:
        """Give what was missed; `Resumed` leads over the revisions of messages that later ones replaced."""
        sink.offer(self._encode(Resumed(epoch=self._epoch, revision=revision)))
        for told in stream.recent:
            if told.revision > revision + 1:
                sink.offer(self._encode(Resumed(epoch=self._epoch, revision=told.revision - 1)))
            if told.revision > revision:
                sink.offer(told.text)
                revision = told.revision

    def detach(self, operator_id: OperatorId, sink: Sink, *, is_page_closed: bool = False) -> None:
        """Forget a closed socket, whose page said goodbye or not; doing so twice is harmless."""
        stream = self._streams.get(operator_id)
        if stream and sink in stream.sinks:
            stream.sinks.remove(sink)
            self._pages.left(operator_id, sink, is_closed=is_page_closed)

    def push(self, operator_id: OperatorId, make: Remake, *, topic: str = "") -> None:
        """Give the operator one message of the next revision, whether or not a socket is there to hear it.

        Of a `topic` only the last message is remembered: it tells all that the ones before it told.
        """
        stream = self._streams.setdefault(operator_id, _Stream())
        text = self._encode(make(stream.revision + 1))
        stream.revision += 1
        stream.remember(_Told(stream.revision, text, topic))
        for sink in tuple(stream.sinks):
            sink.offer(text)

    def push_all(self, make: Remake, *, topic: str = "") -> None:
        """Give everybody one message, also those whose socket is away just now: they will resume behind it."""
        for operator_id in tuple(self._streams):
            self.push(operator_id, make, topic=topic)

    def heard(self, operator_id: OperatorId, sink: Sink) -> None:
        """Note that a socket's page said something."""
        self._pages.heard(operator_id, sink)

    def rendered(self, operator_id: OperatorId, message: Rendered) -> None:
        """Note that a card is on the operator's screen."""
        self._on_rendered(operator_id, message.card_id, message.revision, message.visible)

    def close(self, operator_id: OperatorId, code: CloseCode) -> None:
        """End every socket of one operator."""
        stream = self._streams.get(operator_id)
        for sink in tuple(stream.sinks) if stream else ():
            sink.close(code)

    def close_all(self, code: CloseCode) -> None:
        """End every socket: the daemon stops."""
        for operator_id in tuple(self._streams):
            self.close(operator_id, code)
