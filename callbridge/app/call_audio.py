"""Who may hear a call, and that it is written down when they do. Implements `services.AudioCommands`.

A player asks for a file in many ranges, so a listening is told from a request by time: as long as the same person asks
for the same file again within `LISTENING_S`, it is the same listening and has one entry. The entry is in the database
before the first byte leaves; when it cannot be written, nothing is heard.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callbridge.app.audio_port import AudioSource, AudioStream
from callbridge.app.openings import Openings
from callbridge.app.ports import AuditTrail, Desk
from callbridge.crm.audit import AUDIO_HEARD, AUDIO_TAKEN, CALL, AuditEntry, AuditNote
from callbridge.crm.call_audio import (
    AudioFacts,
    AudioFile,
    AudioRules,
    AudioState,
    CallAudioFile,
    CallAudioView,
    Hearing,
)
from callbridge.crm.call_log import CallRow, LegRow
from callbridge.crm.operator import Operator
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import AudioUnavailable, Forbidden, IllegalMove, NotFound
from callbridge.kernel.ids import CallId, OperatorId, PbxName

MAX_OPEN = 64
"""Files open at once for all listeners."""
_CLOSE_TO_THE_CALL = timedelta(seconds=60)
_HEARD = {AudioState.READY}
_TAKEN = {AudioState.READY, AudioState.NOT_PLAYABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioListening:
    """Somebody who hears a file, or takes it home."""

    operator_id: OperatorId
    call_id: CallId
    file: AudioFile
    is_taken: bool = False
    address: str = ""
    """From where, as the web shell knows it."""


class CallAudioDesk:
    """Calls' audio for those who may hear it."""

    def __init__(
        self, *, desk: Desk, sources: Mapping[str, AudioSource], audit: AuditTrail, rules: AudioRules, clock: Clock
    ) -> None:
        self._desk = desk
        self._sources = sources
        self._audit = audit
        self._rules = rules
        self._clock = clock
        self._listenings = Openings(clock)
        self._open = 0

    async def files(self, operator: Operator, call_id: CallId) -> CallAudioView:
        """List the audio of a call for its page."""
        call, legs = await self._call(operator, call_id)
        source = self._sources.get(_pbx_of(call_id))
        if source is None or not self._may_hear(operator, call, legs):
            return CallAudioView(is_kept=False, may_download=False, files=())
        found = await source.find(facts_of(call, legs))
        return CallAudioView(
            is_kept=True,
            may_download=operator.role.covers(self._rules.download),
            files=[_listed(file, call, legs) for file in found],
        )

    async def file(self, operator: Operator, call_id: CallId, audio_id: str, *, is_taken: bool) -> AudioFile:
        """Return one file for `operator` to hear or take; raises what says why not."""
        call, legs = await self._call(operator, call_id)
        if not self._may_hear(operator, call, legs):
            raise Forbidden
        if is_taken and not operator.role.covers(self._rules.download):
            raise Forbidden
        source = self._sources.get(_pbx_of(call_id))
        found = await source.find_one(facts_of(call, legs), audio_id) if source else None
        if found is None:
            raise NotFound
        if found.state not in (_TAKEN if is_taken else _HEARD):
            raise IllegalMove(f"audio.{found.state.value}")
        return found

    async def open(self, listening: AudioListening, first: int, last: int) -> AudioStream:
        """Open a file that `file` returned, once it is written down who hears it."""
        if self._open >= MAX_OPEN:
            raise AudioUnavailable("audio.busy")
        self._open += 1
        try:
            stream = await self._sources[_pbx_of(listening.call_id)].open(listening.file, first, last)
        except BaseException:
            self._closed()
            raise
        counted = _CountedStream(stream, self._closed)
        try:
            await self._note(listening)
        except BaseException:
            await counted.aclose()
            raise
        return counted

    def _closed(self) -> None:
        self._open -= 1

    async def heard(self, call_id: CallId, limit: int) -> Sequence[AuditEntry]:
        """Return who heard a call or took its audio."""
        return await self._audit.entries(CALL, call_id, limit)

    async def _note(self, listening: AudioListening) -> None:
        key = (listening.operator_id, listening.file.id, listening.is_taken)
        await self._listenings.note(key, lambda: self._audit.note(self._entry(listening)), is_new=listening.is_taken)

    def _entry(self, listening: AudioListening) -> AuditNote:
        return AuditNote(
            at=self._clock.now(),
            operator_id=listening.operator_id,
            action=AUDIO_TAKEN if listening.is_taken else AUDIO_HEARD,
            entity=CALL,
            entity_id=listening.call_id,
            detail={"file": listening.file.place, "address": listening.address},
        )

    async def _call(self, operator: Operator, call_id: CallId) -> tuple[CallRow, Sequence[LegRow]]:
        call = await self._desk.call(call_id, reader_id=operator.id)
        if call is None:
            raise NotFound
        return call, await self._desk.call_legs(call_id, reader_id=operator.id)

    def _may_hear(self, operator: Operator, call: CallRow, legs: Sequence[LegRow]) -> bool:
        hearing = self._rules.hearing_of(operator.role)
        if hearing is Hearing.OWN:
            talked = {leg.operator_id for leg in legs if leg.answered_at is not None}
            return operator.id in talked | {call.operator_id}
        return hearing is Hearing.ALL


class _CountedStream:
    """A stream that tells once when it is closed."""

    def __init__(self, stream: AudioStream, on_closed: Callable[[], None]) -> None:
        self._stream = stream
        self._on_closed: Callable[[], None] | None = on_closed

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        on_closed, self._on_closed = self._on_closed, None
        if on_closed:
            on_closed()
        await self._stream.aclose()


def facts_of(call: CallRow, legs: Sequence[LegRow]) -> AudioFacts:
    """Return what the names of a call's files may be made of."""
    return AudioFacts(
        call_id=call.call_id,
        started_at=call.started_at,
        ended_at=call.ended_at,
        number=call.number,
        legs=[(leg.leg_id, leg.endpoint) for leg in legs],
    )


def _listed(file: AudioFile, call: CallRow, legs: Sequence[LegRow]) -> CallAudioFile:
    owner = next((leg.operator or leg.endpoint for leg in legs if leg.leg_id == file.leg_id), "")
    return CallAudioFile(
        id=file.id,
        name=file.name,
        state=file.state,
        size=file.size,
        seconds=file.seconds,
        began_at=_began_at(file, call),
        modified_at=file.modified_at,
        operator=owner,
    )


def _began_at(file: AudioFile, call: CallRow) -> datetime | None:
    """Return when a file was begun: its end less its length, unless something has touched it since the call."""
    if file.modified_at is None or file.seconds is None or call.ended_at is None:
        return None
    began_at = file.modified_at - timedelta(seconds=file.seconds)
    is_likely = call.started_at - _CLOSE_TO_THE_CALL <= began_at <= call.ended_at + _CLOSE_TO_THE_CALL
    return began_at if is_likely else None


def _pbx_of(call_id: CallId) -> PbxName:
    return PbxName(call_id.partition(":")[0])
