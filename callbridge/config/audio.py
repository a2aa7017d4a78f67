"""The configuration of calls' audio: where each PBX keeps it, and who may hear it."""

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from callbridge.config.section import AbsolutePath, SecretFile, Section, ServerUrl, read_secret, secret_variable
from callbridge.crm.audio_pattern import AudioPattern, Step
from callbridge.crm.call_audio import AudioFacts, AudioRules, Hearing
from callbridge.crm.operator import Role
from callbridge.crm.taping import TapeFile
from callbridge.kernel.ids import CallId, LegId
from callbridge.kernel.text import Phrase

Taper = Literal["nobody", "operator", "supervisor", "manager", "admin"]
FREEPBX = "{year}/{month}/{day}/*-{unique_id}.*"


class AudioConfig(Section):
    """Who may hear and take calls' audio; an admin may all."""

    operators_hear: Literal["own", "all", "none"] = "own"
    """``own``: the calls that they answered or dialled."""
    supervisors_hear: Literal["own", "all", "none"] = "all"
    download: Literal["operator", "supervisor", "admin"] = "supervisor"
    """The least role that may take a file home."""
    may_tape: Taper = "nobody"
    """The least role that may begin a tape of their own talk from its card, and end it."""
    may_pause: Taper = "nobody"
    """The least role that may pause the tape of their own talk, whoever began it."""

    def tape_roles(self) -> tuple[Role | None, Role | None]:
        """Return the least roles that may begin a tape, and pause one; None: nobody."""
        may_tape, may_pause = (None if each == "nobody" else Role(each) for each in (self.may_tape, self.may_pause))
        return may_tape, may_pause

    def rules(self) -> AudioRules:
        """Return what the use case goes by."""
        return AudioRules(
            operators_hear=Hearing(self.operators_hear),
            supervisors_hear=Hearing(self.supervisors_hear),
            download=Role(self.download),
        )


class PbxAudioConfig(Section):
    """Where one PBX keeps the audio of its calls: a folder, or a server; neither: it keeps none."""

    folder: AbsolutePath = ""
    url: ServerUrl = ""
    files: tuple[str, ...] = Field(default=(FREEPBX,), min_length=1, max_length=8, validate_default=True)
    """Paths below it; placeholders as in crm/audio_pattern.py, ``*`` and ``?`` in a folder alone."""
    time_zone: str = "Europe/Moscow"
    """In which the PBX makes its dates."""
    tape_file: str = Field(default="", validate_default=True)
    """Where a tape begun from a card goes, below Asterisk's own folder; ``""``: none is begun."""
    username: str = ""
    """Empty: the secret is a bearer token."""
    secret: SecretStr = SecretStr("")
    secret_file: SecretFile = ""
    tls_ca: str = ""
    timeout_s: float = Field(default=5.0, ge=0.05, le=60)
    max_mb: int = Field(default=200, ge=1, le=4096)

    @field_validator("url")
    @classmethod
    def _instead_of_a_folder(cls, value: str, info: ValidationInfo) -> str:
        if value and info.data.get("folder"):
            raise ValueError(Phrase("config.not_both", {"one": "folder", "other": "url"}))
        return value

    @field_validator("files")
    @classmethod
    def _are_patterns(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for text in value:
            pattern = AudioPattern.parse(text)
            if pattern.has_wildcards and info.data.get("url"):
                raise ValueError(Phrase("config.no_search"))
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(Phrase("config.no_zone")) from None
        return value

    @field_validator("tape_file")
    @classmethod
    def _is_found_again(cls, value: str, info: ValidationInfo) -> str:
        """Refuse a name by which no call's page would find what was taped."""
        zone = info.data.get("time_zone")
        if not value or zone is None:
            return value
        file = TapeFile.parse(value, ZoneInfo(zone))
        patterns = [AudioPattern.parse(text) for text in info.data.get("files", ())]
        is_kept = info.data.get("folder") or info.data.get("url")
        if is_kept and patterns and not any(_finds(pattern, file) for pattern in patterns):
            raise ValueError(Phrase("config.tape_lost"))
        return value

    def tape(self) -> TapeFile | None:
        """Return where tapes begun from cards go."""
        return TapeFile.parse(self.tape_file, ZoneInfo(self.time_zone)) if self.tape_file else None

    def password(self, pbx: str) -> str:
        """Return the secret: from `secret_file`, else ``CALLBRIDGE_PBX_<NAME>_AUDIO_SECRET``, else `secret`."""
        variable = secret_variable(pbx, "AUDIO_SECRET")
        return read_secret(f"pbx.{pbx}.audio.secret_file", file=self.secret_file, variable=variable, inline=self.secret)


def _finds(pattern: AudioPattern, file: TapeFile) -> bool:
    """Say whether a pattern finds the tape of a call such as any: at noon, of the phone 101."""
    call_id, leg_id, at = CallId("any:1772442000.1"), LegId("any:1772442000.2"), datetime(2026, 3, 2, 9, tzinfo=UTC)
    facts = AudioFacts(call_id=call_id, started_at=at, ended_at=at, number="", legs=[(leg_id, "PJSIP/101")])
    names = file.name(call_id, leg_id, "PJSIP/101", at).split("/")
    return any(
        len(place.steps) == len(names) and all(map(_fits, place.steps, names))
        for place in pattern.places(facts, file.zone)
    )


def _fits(step: Step, name: str) -> bool:
    return step.shape.fullmatch(name) is not None
