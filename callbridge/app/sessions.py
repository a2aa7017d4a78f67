"""Each operator's stream of messages: revisions, resume, fan-out to their sockets."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from callbridge.kernel.ids import CallId, OperatorId
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


@dataclass(slots=True)
class _Stream:
    revision: int = 0
    recent: deque[bytes] = field(default_factory=lambda: deque(maxlen=REMEMBERED_MESSAGES))
    sinks: list[Sink] = field(default_factory=list)


class OperatorSessions:
    """Numbers every operator's messages and gives each to all their sockets.

    `snapshot_of` tells what the operator should see now; `on_rendered` hears acknowledgements. A message is encoded
    once, for all sockets, and remembered so: kept as objects, some thousand cards are what Python's garbage collection
    walks longest (docs/performance.md).
    """

    def __init__(
        self,
        *,
        epoch: str,
        snapshot_of: Callable[[OperatorId, str, int], Snapshot],
        on_rendered: Callable[[OperatorId, CallId, int, bool], None],
        encode: Encode,
    ) -> None:
        self._epoch = epoch
        self._snapshot_of = snapshot_of
        self._on_rendered = on_rendered
        self._encode = encode
        self._streams: dict[OperatorId, _Stream] = {}

    @property
    def socket_count(self) -> int:
        """How many sockets are attached."""
        return sum(len(stream.sinks) for stream in self._streams.values())

    def sockets_of(self, operator_id: OperatorId) -> int:
        """Return how many sockets this operator has."""
        stream = self._streams.get(operator_id)
        return len(stream.sinks) if stream else 0

    def attach(self, operator_id: OperatorId, resume: Resume | None, sink: Sink) -> None:
        """Give the sink a snapshot, or what it missed since `resume`, then all that follows."""
        stream = self._streams.setdefault(operator_id, _Stream())
        missed = self._missed(stream, resume)
        if resume is None or missed is None:
            sink.offer(self._encode(self._snapshot_of(operator_id, self._epoch, stream.revision)))
        else:
            sink.offer(self._encode(Resumed(epoch=self._epoch, revision=resume.revision)))
            for text in missed:
                sink.offer(text)
        stream.sinks.append(sink)

    def _missed(self, stream: _Stream, resume: Resume | None) -> list[bytes] | None:
        if resume is None or resume.epoch != self._epoch or not 0 <= resume.revision <= stream.revision:
            return None
        count = stream.revision - resume.revision
        if count > len(stream.recent):
            return None
        return list(stream.recent)[len(stream.recent) - count :]

    def detach(self, operator_id: OperatorId, sink: Sink) -> None:
        """Forget a closed socket; doing so twice is harmless."""
        stream = self._streams.get(operator_id)
        if stream and sink in stream.sinks:
            stream.sinks.remove(sink)

    def push(self, operator_id: OperatorId, make: Remake) -> None:
        """Give the operator one message of the next revision, whether or not a socket is there to hear it."""
        stream = self._streams.setdefault(operator_id, _Stream())
        text = self._encode(make(stream.revision + 1))
        stream.revision += 1
        stream.recent.append(text)
        for sink in tuple(stream.sinks):
            sink.offer(text)

    def push_all(self, make: Remake) -> None:
        """Give everybody one message, also those whose socket is away just now: they will resume behind it."""
        for operator_id in tuple(self._streams):
            self.push(operator_id, make)

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
