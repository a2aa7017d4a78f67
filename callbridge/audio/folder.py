"""Call audio in a folder: found and read without ever leaving it.

A path is walked part by part from the folder's own descriptor, and no part of it may be a link: whatever names a caller
or a dialplan makes, and whoever swaps a folder for a link meanwhile, nothing outside is opened.
"""

import errno
import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial

from callbridge.audio.disk import AudioDisk
from callbridge.audio.sound import HEAD_BYTES, Sound, id_of, instant, is_sound, tag_of
from callbridge.crm.audio_pattern import AudioPattern, Place
from callbridge.crm.call_audio import AudioFacts, AudioFile
from callbridge.disk import FileStream
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import AudioUnavailable

MAX_LOOKED_AT = 200_000
"""Names looked through for one call."""
MAX_FILES = 50
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe of that name must not hold us up
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.ENAMETOOLONG}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPlace:
    """Where one PBX keeps its audio."""

    pbx: str
    root: str
    patterns: Sequence[AudioPattern]
    zone: tzinfo
    max_bytes: int


class FolderAudio:
    """`AudioSource` of one PBX whose files are on a disk of ours."""

    def __init__(self, place: FolderPlace, clock: Clock, *, timeout_s: float) -> None:
        self._place = place
        self._clock = clock
        self._disk = AudioDisk(timeout_s)

    async def find(self, facts: AudioFacts) -> Sequence[AudioFile]:
        """Return the call's files, oldest first."""
        return await self._disk.run(partial(self._find, facts))

    async def find_one(self, facts: AudioFacts, audio_id: str) -> AudioFile | None:
        """Return one of them."""
        return next((file for file in await self.find(facts) if file.id == audio_id), None)

    async def open(self, file: AudioFile, first: int, last: int) -> FileStream:
        """Return the bytes from `first` to `last`; raises AudioUnavailable when the file is not what it was."""
        opened = await self._disk.run(partial(self._open, file))
        return FileStream(self._disk, opened, first, last)

    async def check(self) -> None:
        """Raise AudioUnavailable when the folder cannot be read."""
        await self._disk.run(self._look_inside)

    def _look_inside(self) -> None:
        with _closing(self._root()) as root, os.scandir(root) as entries:
            next(entries, None)

    def _root(self) -> int:
        return os.open(self._place.root, _FOLDER)

    def _find(self, facts: AudioFacts) -> list[AudioFile]:
        with _closing(self._root()) as root:
            search = _Search(MAX_LOOKED_AT)
            for pattern in self._place.patterns:
                for place in pattern.places(facts, self._place.zone):
                    search.walk(place, root)
            files = [self._look(root, names, place, facts) for names, place in search.found.items()]
        found = [file for file in files if file is not None]
        return sorted(found, key=lambda file: (file.modified_at or facts.started_at, file.place))

    def _look(self, root: int, names: tuple[str, ...], place: Place, facts: AudioFacts) -> AudioFile | None:
        with _regular_file(root, names) as opened:
            if opened is None:
                return None
            known = os.fstat(opened)
            sound = Sound(
                name=names[-1],
                head=os.pread(opened, HEAD_BYTES, 0),
                size=known.st_size,
                modified_at=instant(known.st_mtime),
            )
        path = "/".join(names)
        return AudioFile(
            id=id_of(self._place.pbx, path),
            place=path,
            media_type=sound.media_type,
            state=sound.state(is_live=facts.ended_at is None, now=self._clock.now(), max_bytes=self._place.max_bytes),
            size=sound.size,
            etag=_tag(path, known),
            modified_at=sound.modified_at,
            seconds=sound.seconds,
            leg_id=place.leg_of(names),
        )

    def _open(self, file: AudioFile) -> io.FileIO:
        names = tuple(file.place.split("/"))
        with ExitStack() as stack:
            root = stack.enter_context(_closing(self._root()))
            opened = stack.enter_context(_regular_file(root, names))
            if opened is None or _tag(file.place, os.fstat(opened)) != file.etag:
                raise AudioUnavailable("audio.changed")
            return io.FileIO(os.dup(opened))


@dataclass(slots=True)
class _Search:
    """One look for a call's files, with how many names it may still look at."""

    left: int
    found: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def walk(self, place: Place, folder: int, names: tuple[str, ...] = ()) -> None:
        """Follow a pattern's parts from an open folder on, and note the sound files at its end."""
        step = place.steps[len(names)]
        is_last = len(names) + 1 == len(place.steps)
        for name in self._listed(folder, step.shape.fullmatch) if step.names is None else step.names:
            if is_last and is_sound(name) and len(self.found) < MAX_FILES:
                self.found.setdefault((*names, name), place)
            elif not is_last:
                with _folder_in(folder, name) as inner:
                    if inner is not None:
                        self.walk(place, inner, (*names, name))

    def _listed(self, folder: int, fits: Callable[[str], object]) -> Iterator[str]:
        with os.scandir(folder) as entries:
            for entry in entries:
                self.left -= 1
                if self.left < 0:
                    raise AudioUnavailable("audio.too_many_files")
                if fits(entry.name):
                    yield entry.name


@contextmanager
def _closing(descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open_in(folder: int, name: str, flags: int) -> int | None:
    """Open what is in a folder itself, never through a link; None when it is not there."""
    if name in ("", ".", "..") or "/" in name:
        return None
    try:
        return os.open(name, flags | os.O_NOFOLLOW, dir_fd=folder)
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        raise


@contextmanager
def _folder_in(folder: int, name: str) -> Iterator[int | None]:
    inner = _open_in(folder, name, _FOLDER)
    if inner is None:
        yield None
        return
    with _closing(inner):
        yield inner


@contextmanager
def _regular_file(root: int, names: Sequence[str]) -> Iterator[int | None]:
    """Open the file at the end of a path below `root`; None when there is none, or it is no file."""
    with ExitStack() as stack:
        folder: int | None = root
        for name in names[:-1]:
            folder = None if folder is None else stack.enter_context(_folder_in(folder, name))
        opened = None if folder is None else _open_in(folder, names[-1], _FILE)
        if opened is None:
            yield None
            return
        stack.enter_context(_closing(opened))
        yield opened if stat.S_ISREG(os.fstat(opened).st_mode) else None


def _tag(path: str, known: os.stat_result) -> str:
    return tag_of(path, known.st_ino, known.st_size, known.st_mtime_ns)
