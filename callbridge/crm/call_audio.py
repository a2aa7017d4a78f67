"""A call's audio: the sound files that the PBX kept of a conversation, as they are found and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.operator import Role
from callbridge.kernel.ids import CallId, LegId


class AudioState(StrEnum):
    """What can be done with one file."""

    READY = "ready"
    GROWING = "growing"
    """The PBX is still writing it."""
    EMPTY = "empty"
    """There is a file and no sound in it."""
    NOT_PLAYABLE = "not_playable"
    """No browser plays this kind: it can be downloaded."""
    TOO_LARGE = "too_large"


class Hearing(StrEnum):
    """Which calls a role may hear."""

    ALL = "all"
    OWN = "own"
    """Those that they answered or dialled."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioRules:
    """Who may hear and take what; an admin may all."""

    operators_hear: Hearing = Hearing.OWN
    supervisors_hear: Hearing = Hearing.ALL
    download: Role = Role.SUPERVISOR
    """The least role that may take a file home."""

    def hearing_of(self, role: Role) -> Hearing:
        """Return which calls somebody of `role` may hear."""
        if role is Role.ADMIN:
            return Hearing.ALL
        return self.supervisors_hear if role.covers(Role.SUPERVISOR) else self.operators_hear


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFacts:
    """All that a PBX's file names can be made of."""

    call_id: CallId
    started_at: datetime
    ended_at: datetime | None
    number: str = ""
    """The customer's, E.164 or as the network wrote it."""
    legs: Sequence[tuple[LegId, str]] = ()
    """The phones that took part: identity and endpoint."""

    @property
    def pbx(self) -> str:
        """The PBX of the call."""
        return self.call_id.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFile:
    """One sound file of a call."""

    id: str
    """What the interface calls it; made from its place, and tells nothing of it."""
    place: str
    """Where its source keeps it; told to nobody but in the audit trail."""
    media_type: str
    state: AudioState
    size: int
    """Bytes."""
    etag: str
    """Changes whenever the file does."""
    modified_at: datetime | None = None
    seconds: float | None = None
    """How long it plays, where the file's head tells."""
    leg_id: LegId | None = None
    """The phone it belongs to; None: the whole call."""

    @property
    def name(self) -> str:
        """The file's own name; letters that no text can hold are replaced."""
        return self.place.rpartition("/")[2].encode(errors="replace").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAudioFile:
    """One file as the call's page lists it."""

    id: str
    name: str
    state: AudioState
    size: int
    seconds: float | None
    began_at: datetime | None
    """When the PBX began to write it, where that can be told."""
    modified_at: datetime | None
    operator: str
    """Whose phone it belongs to, ``""``: the whole call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAudioView:
    """Answer of ``GET /api/calls/{call_id}/audio``."""

    is_kept: bool
    """Audio of this PBX is known to callbridge, and the asker may hear this call."""
    may_download: bool
    files: Sequence[CallAudioFile]
