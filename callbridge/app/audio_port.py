"""What the use cases need of calls' audio."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from callbridge.crm.call_audio import AudioFacts, AudioFile


class AudioStream(Protocol):
    """The bytes of a part of a file, in pieces; whoever has one closes it."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None: ...


class AudioSource(Protocol):
    """Where one PBX keeps the audio of its calls. Every method waits no longer than set: then AudioUnavailable."""

    async def find(self, facts: AudioFacts) -> Sequence[AudioFile]:
        """Return all files of a call."""
        ...

    async def find_one(self, facts: AudioFacts, audio_id: str) -> AudioFile | None: ...

    async def open(self, file: AudioFile, first: int, last: int) -> AudioStream:
        """Return the bytes from `first` to `last` of a file just found; it must not have changed since."""
        ...
