"""Call audio on a server: asked for by its exact address, and passed on piece by piece."""

import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from email.utils import parsedate_to_datetime
from itertools import islice, product
from urllib.parse import quote, urljoin

from callbridge.audio.http_fetch import Fetch, Origin
from callbridge.audio.sound import HEAD_BYTES, Sound, id_of, is_sound, tag_of
from callbridge.crm.audio_pattern import AudioPattern
from callbridge.crm.call_audio import AudioFacts, AudioFile
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import AudioUnavailable
from callbridge.kernel.ids import LegId

MAX_ASKED = 24
"""Addresses asked for one call: every one is a request."""
MAX_REDIRECTS = 3
_NOT_THERE = {404, 410}
_REFUSED = {401, 403, 407}
_REDIRECTS = {301, 302, 303, 307, 308}
_EMPTY = 416
_WHOLE, _PART = 200, 206
_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")
_LENGTH = re.compile(r"\d{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerPlace:
    """Where one PBX's audio is served."""

    pbx: str
    url: str
    patterns: Sequence[AudioPattern]
    zone: tzinfo
    max_bytes: int
    authorization: str = field(default="", repr=False)
    tls: ssl.SSLContext | None = None


class ServerAudio:
    """`AudioSource` of one PBX whose files a server gives out."""

    def __init__(self, place: ServerPlace, clock: Clock, *, timeout_s: float) -> None:
        self._place = place
        self._clock = clock
        self._timeout_s = timeout_s
        self._origin = Origin.of(place.url)

    async def find(self, facts: AudioFacts) -> Sequence[AudioFile]:
        """Return the call's files that the server has."""
        found = [await self._probe(path, leg, facts) for path, leg in self._paths(facts)]
        return [file for file in found if file is not None]

    async def find_one(self, facts: AudioFacts, audio_id: str) -> AudioFile | None:
        """Return one of them; the server is asked for no other."""
        for path, leg in self._paths(facts):
            if id_of(self._place.pbx, path) == audio_id:
                return await self._probe(path, leg, facts)
        return None

    async def open(self, file: AudioFile, first: int, last: int) -> "ServerStream":
        """Return the bytes from `first` to `last`; raises AudioUnavailable when the server has something else now.

        A server that knows no ranges sends the whole: what is before `first` is read and dropped.
        """
        fetch = await self._get(file.place, {"Range": f"bytes={first}-{last}"})
        try:
            skipped = _skipped(fetch, file, first, last)
        except BaseException:
            fetch.close()
            raise
        return ServerStream(fetch, skipped, last - first + 1)

    async def check(self) -> None:
        """Raise AudioUnavailable when the server does not answer, or not to us."""
        (await self._get("", {"Range": "bytes=0-0"})).close()

    def _paths(self, facts: AudioFacts) -> Iterator[tuple[str, LegId | None]]:
        return islice(dict.fromkeys(self._all_paths(facts)), MAX_ASKED)

    def _all_paths(self, facts: AudioFacts) -> Iterator[tuple[str, LegId | None]]:
        for pattern in self._place.patterns:
            for place in pattern.places(facts, self._place.zone):
                for names in product(*(step.names or () for step in place.steps)):
                    if is_sound(names[-1]):
                        yield "/".join(names), place.leg_of(names)

    async def _probe(self, path: str, leg: LegId | None, facts: AudioFacts) -> AudioFile | None:
        fetch = await self._get(path, {"Range": f"bytes=0-{HEAD_BYTES - 1}"})
        try:
            if fetch.status in _NOT_THERE:
                return None
            head = await _first(fetch) if fetch.status in (_WHOLE, _PART) else b""
            size = _size(fetch)
        finally:
            fetch.close()
        modified_at = _instant(fetch.headers.get("last-modified", ""))
        sound = Sound(name=path.rpartition("/")[2], head=head, size=size, modified_at=modified_at)
        return AudioFile(
            id=id_of(self._place.pbx, path),
            place=path,
            media_type=sound.media_type,
            state=sound.state(is_live=facts.ended_at is None, now=self._clock.now(), max_bytes=self._place.max_bytes),
            size=size,
            etag=tag_of(path, size, fetch.headers.get("etag", ""), modified_at),
            modified_at=modified_at,
            seconds=sound.seconds,
            leg_id=leg,
        )

    async def _get(self, path: str, headers: Mapping[str, str]) -> Fetch:
        """Ask for a file; redirects are followed to the same server only, our secret goes nowhere else."""
        url = f"{self._place.url.rstrip('/')}/{quote(path)}"
        asked = dict(headers)
        if self._place.authorization:
            asked["Authorization"] = self._place.authorization
        for _ in range(MAX_REDIRECTS + 1):
            fetch = await Fetch.open(url, asked, timeout_s=self._timeout_s, tls=self._place.tls)
            if fetch.status not in _REDIRECTS:
                return _accepted(fetch)
            fetch.close()
            url = self._next_url(url, fetch.headers.get("location", ""))
        raise AudioUnavailable("audio.source_redirects")

    def _next_url(self, url: str, location: str) -> str:
        try:
            wanted = urljoin(url, location)
            if location and wanted.isascii() and wanted.isprintable() and Origin.of(wanted) == self._origin:
                return wanted.partition("#")[0]
        except ValueError:
            pass
        raise AudioUnavailable("audio.source_redirects")


class ServerStream:
    """`AudioStream` of an answer: `skipped` bytes are dropped, then exactly `count` passed on."""

    def __init__(self, fetch: Fetch, skipped: int, count: int) -> None:
        self._fetch = fetch
        self._skip = skipped
        self._left = count

    def __aiter__(self) -> "ServerStream":
        return self

    async def __anext__(self) -> bytes:
        while self._left > 0:
            piece = await self._fetch.piece()
            if not piece:
                raise AudioUnavailable("audio.source_wrong")
            wanted = piece[self._skip :][: self._left]
            self._skip = max(0, self._skip - len(piece))
            if wanted:
                self._left -= len(wanted)
                return wanted
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Drop the connection."""
        self._fetch.close()


def _accepted(fetch: Fetch) -> Fetch:
    if fetch.status in (_WHOLE, _PART, _EMPTY) or fetch.status in _NOT_THERE:
        return fetch
    fetch.close()
    if fetch.status in _REFUSED:
        raise AudioUnavailable("audio.source_refused", status=fetch.status)
    raise AudioUnavailable("audio.unavailable", status=fetch.status)


async def _first(fetch: Fetch) -> bytes:
    head = b""
    while len(head) < HEAD_BYTES and (piece := await fetch.piece()):
        head += piece
    return head[:HEAD_BYTES]


def _size(fetch: Fetch) -> int:
    """Return how long the whole file is."""
    if fetch.status == _EMPTY:
        return 0
    if fetch.status == _PART:
        told = _RANGE.fullmatch(fetch.headers.get("content-range", ""))
        if told is None:
            raise AudioUnavailable("audio.source_wrong")
        return int(told[3])
    length = fetch.headers.get("content-length", "")
    if _LENGTH.fullmatch(length) is None:  # without it nothing can be found in the file
        raise AudioUnavailable("audio.source_wrong")
    return int(length)


def _skipped(fetch: Fetch, file: AudioFile, first: int, last: int) -> int:
    """Return how much of the answer is before what was asked; raises AudioUnavailable when it is another file's."""
    if fetch.status == _PART:
        told = _RANGE.fullmatch(fetch.headers.get("content-range", ""))
        if told is None or tuple(map(int, told.groups())) != (first, last, file.size):
            raise AudioUnavailable("audio.source_wrong")
        return 0
    if fetch.status != _WHOLE or _size(fetch) != file.size:
        raise AudioUnavailable("audio.changed")
    return first


def _instant(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
