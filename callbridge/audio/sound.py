"""What a sound file is, by its name and its first bytes."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from callbridge.crm.call_audio import AudioState

HEAD_BYTES = 64
"""All of a WAVE file's head as Asterisk writes it (44 bytes, 60 of GSM)."""

_PLAYED = {
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
}
_NOT_PLAYED = {
    ".wav49": "audio/wav",
    ".gsm": "audio/x-gsm",
    ".ulaw": "audio/basic",
    ".alaw": "application/octet-stream",
}
_PLAYED_IN_WAVE = {1, 3, 6, 7}
"""PCM, float, A-law, µ-law; Asterisk's ``WAV`` is 0x31, GSM, which no browser plays."""
_SETTLED = timedelta(seconds=2)
"""A file that nobody wrote to for so long is whole, once its call has ended."""
_WAVE_HEAD = struct.Struct("<4sI4s4sIHHIIHH")
"""RIFF/WAVE with ``fmt `` first, as Asterisk and sox write it."""
_WAVE_HEAD_BYTES = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A sound file's first bytes and what is known about it from outside."""

    name: str
    head: bytes
    size: int
    modified_at: datetime | None = None

    @property
    def media_type(self) -> str:
        """What browsers are told it is: by the name alone, never by what a server says."""
        return _PLAYED.get(suffix_of(self.name)) or _NOT_PLAYED.get(suffix_of(self.name), "application/octet-stream")

    def state(self, *, is_live: bool, now: datetime, max_bytes: int) -> AudioState:
        """Say what can be done with it; `is_live`: its call has not ended."""
        if is_live or (self.modified_at is not None and abs(now - self.modified_at) < _SETTLED):
            return AudioState.GROWING
        if self.size > max_bytes:
            return AudioState.TOO_LARGE
        wave = self._wave()
        if self.size == 0 or (wave is not None and self.size <= _WAVE_HEAD_BYTES):
            return AudioState.EMPTY
        if suffix_of(self.name) not in _PLAYED or (wave is not None and wave[0] not in _PLAYED_IN_WAVE):
            return AudioState.NOT_PLAYABLE
        return AudioState.READY

    @property
    def seconds(self) -> float | None:
        """How long it plays, of a WAVE file; its own length field is not asked: a cut file never wrote it."""
        wave = self._wave()
        if wave is None or not wave[1]:
            return None
        return round(max(0, self.size - _WAVE_HEAD_BYTES) / wave[1], 1)

    def _wave(self) -> tuple[int, int] | None:
        """Return the format and bytes a second of a WAVE file, None of any other."""
        if len(self.head) < _WAVE_HEAD.size:
            return None
        riff, _, wave, fmt, _, kind, _, _, rate, _, _ = _WAVE_HEAD.unpack_from(self.head)
        return (kind, rate) if (riff, wave, fmt) == (b"RIFF", b"WAVE", b"fmt ") else None


def suffix_of(name: str) -> str:
    """Return the extension of a name in small letters, with its dot; ``""`` when there is none."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def is_sound(name: str) -> bool:
    """Say whether a name is that of a sound file; no other file is ever shown."""
    return suffix_of(name) in _PLAYED or suffix_of(name) in _NOT_PLAYED


def id_of(pbx: str, place: str) -> str:
    """Return the id of the file at `place`: letters that tell nothing, and lead to it only by way of its call."""
    return sha256(f"{pbx}\0{place}".encode(errors="surrogateescape")).hexdigest()[:32]


def tag_of(*parts: object) -> str:
    """Return an entity tag of what changes when the file does."""
    return f'"{sha256(repr(parts).encode(errors="surrogateescape")).hexdigest()[:32]}"'


def instant(seconds: float) -> datetime:
    """Return the instant of a file's time stamp."""
    return datetime.fromtimestamp(seconds, UTC)
