"""The configuration of calls' audio: where each PBX keeps it, and who may hear it."""

from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from callbridge.config.section import AbsolutePath, SecretFile, Section, ServerUrl, read_secret, secret_variable
from callbridge.crm.audio_pattern import AudioPattern
from callbridge.crm.call_audio import AudioRules, Hearing
from callbridge.crm.operator import Role

FREEPBX = "{year}/{month}/{day}/*-{unique_id}.*"


class AudioConfig(Section):
    """Who may hear and take calls' audio; an admin may all."""

    operators_hear: Literal["own", "all", "none"] = "own"
    """``own``: the calls that they answered or dialled."""
    supervisors_hear: Literal["own", "all", "none"] = "all"
    download: Literal["operator", "supervisor", "admin"] = "supervisor"
    """The least role that may take a file home."""

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
            raise ValueError("give folder or url, not both")
        return value

    @field_validator("files")
    @classmethod
    def _are_patterns(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for text in value:
            pattern = AudioPattern.parse(text)
            if pattern.has_wildcards and info.data.get("url"):
                raise ValueError("a server cannot be searched: give files without * and ?")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("no such time zone") from None
        return value

    def password(self, pbx: str) -> str:
        """Return the secret: from `secret_file`, else ``CALLBRIDGE_PBX_<NAME>_AUDIO_SECRET``, else `secret`."""
        variable = secret_variable(pbx, "AUDIO_SECRET")
        return read_secret(f"pbx.{pbx}.audio.secret_file", file=self.secret_file, variable=variable, inline=self.secret)
