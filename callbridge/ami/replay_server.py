"""A recording played as a PBX: an AMI on loopback that a daemon connects to as to any other."""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from callbridge.ami.framing import Framer
from callbridge.ami.live_channels import LiveChannels
from callbridge.ami.recording import Header, Mark, MarkKind, Packet, RawRecording
from callbridge.ami.replay import read_steps
from callbridge.ami.simulator_session import DoorKeeper, Fields, Session
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot

_END = b"\r\n\r\n"


class ReplayServer(DoorKeeper):
    """Plays recordings to everybody who logs in, with whatever name and secret."""

    def __init__(self, recordings: Sequence[RawRecording], *, speed: float = 1.0) -> None:
        """`speed` is how many times faster than it happened, ``inf`` as fast as it is read."""
        super().__init__()
        self._links = deque(_links(recordings))
        self._speed = speed
        self._live = LiveChannels()
        self._framer = Framer()
        self._rest = b""
        self._is_ready = asyncio.Event()
        self._lists: dict[str, Callable[[Session, Fields], None]] = {
            "coreshowchannels": lambda session, fields: session.tell_list(
                fields, "CoreShowChannel", list(self._live.channels.values()), "CoreShowChannelsComplete"
            ),
            "bridgelist": lambda session, fields: session.tell_list(
                fields, "BridgeListItem", self._live.bridges, "BridgeListComplete"
            ),
            "queuestatus": self._queue_status,
        }
        self._link = self._prime(self._links.popleft() if self._links else [])

    async def play(self) -> None:
        """Play everything once; each link begins when somebody is logged in and has asked for the lists."""
        while True:
            await self._is_ready.wait()
            await self._play_link(self._link)
            if not self._links:
                return
            self._cut()
            self._is_ready.clear()
            self._link = self._prime(self._links.popleft())

    # --- the door

    def admits(self, _fields: Fields, _challenge: str, /) -> bool:
        """Let everybody in: a recording holds no secret, and only this machine can ask."""
        return True

    def act(self, session: Session, fields: Fields) -> bool:
        """Answer a list; a recording does nothing else."""
        answer = self._lists.get(fields.get("Action", "").lower())
        if answer is not None:
            answer(session, fields)
        return answer is not None

    def _queue_status(self, session: Session, fields: Fields) -> None:
        session.tell_list(fields, "", self._live.queues, "QueueStatusComplete")
        self._is_ready.set()  # the last that the daemon asks

    # --- playing

    def _prime(self, entries: list[Packet | Mark]) -> list[Packet | Mark]:
        """Bring the lists to the link's beginning, and return what happened from there on."""
        self._framer, self._rest = Framer(), b""
        listed = next((i for i, entry in enumerate(entries) if _is_mark(entry, MarkKind.LISTED)), None)
        begins_with_lists = bool(entries) and _is_mark(entries[0], MarkKind.ASKING)
        if not begins_with_lists or listed is None:
            self._live.take_lists(PbxSnapshot())
            return entries
        for _, step in read_steps(entries[: listed + 1]):
            if isinstance(step, PbxSnapshot):
                self._live.take_lists(step)
        return entries[listed + 1 :]

    async def _play_link(self, entries: list[Packet | Mark]) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        first = entries[0].seconds if entries else 0.0
        for entry in entries:
            if isinstance(entry, Mark):
                continue
            if not math.isinf(self._speed):
                await asyncio.sleep(began + (entry.seconds - first) / self._speed - loop.time())
            await self._wait_for_readers()
            self._send(entry.data)

    def _send(self, data: bytes) -> None:
        for message in self._framer.feed(data):
            if isinstance(message, AmiEvent) and "ActionID" not in message.headers:
                self._live.feed(message)
        # Whole messages only: between them the answers to what is asked now find their place.
        whole, mark, self._rest = (self._rest + data).rpartition(_END)
        for session in self._sessions:
            if mark and session.classes:
                session.write(whole + mark)

    async def _wait_for_readers(self) -> None:
        await asyncio.sleep(0)
        for session in list(self._sessions):
            await session.may_write.wait()


def _is_mark(entry: Packet | Mark, kind: MarkKind) -> bool:
    return isinstance(entry, Mark) and entry.kind is kind


def _links(recordings: Sequence[RawRecording]) -> Iterator[list[Packet | Mark]]:
    """Yield what each link brought: recordings follow each other, and a capture's link may have been lost."""
    link: list[Packet | Mark] = []
    before: Header | None = None
    shift = 0.0
    for recording in recordings:
        later = _later_by(before, recording.header)
        shift = 0.0 if later is None else shift + later
        if later is None and link:
            yield link
            link = []
        before = recording.header
        for entry in recording.entries:
            if _is_mark(entry, MarkKind.LOST):
                yield link
                link = []
            else:
                link.append(_later(entry, shift))
    if link:
        yield link


def _later_by(before: Header | None, header: Header) -> float | None:
    """Return how much later a part of the same capture began than the one before it; None: it is no such part."""
    if before is None or not header.follows(before) or header.started_at is None or before.started_at is None:
        return None
    return (header.started_at - before.started_at) / timedelta(seconds=1)


def _later(entry: Packet | Mark, shift: float) -> Packet | Mark:
    if isinstance(entry, Mark):
        return Mark(entry.seconds + shift, entry.kind, entry.error)
    return Packet(entry.seconds + shift, entry.data)
