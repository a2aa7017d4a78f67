"""The configuration of call detail records: where each PBX writes them."""

from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from callbridge.config.section import SecretFile, Section, read_secret, secret_variable
from callbridge.kernel.text import Phrase

_SOURCES = ("csv:///", "sqlite:///", "mysql://", "postgresql://")


class CdrConfig(Section):
    """Where this PBX writes its call detail records: calls missed while we were away are read from there."""

    url: SecretStr = SecretStr("")
    """``csv:///FILE``, ``sqlite:///FILE``, ``mysql://USER@HOST/DB`` or ``postgresql://USER@HOST/DB``; empty: none."""
    password: SecretStr = SecretStr("")
    password_file: SecretFile = ""
    table: str = Field(default="cdr", pattern=r"^[A-Za-z0-9_$]{1,64}(\.[A-Za-z0-9_$]{1,64})?$")
    time_zone: str = Field(default="", validate_default=True)
    """Of the times in it: the PBX's own, or UTC where ``usegmtime=yes``."""
    lookback_hours: float = Field(default=24.0, gt=0, le=24 * 30)
    grace_s: float = Field(default=60.0, ge=0.5, le=900)
    """Records are written after a call's end, some much later (cdr.conf ``batch``): for so long they are asked for."""

    @field_validator("url")
    @classmethod
    def _known_source(cls, value: SecretStr) -> SecretStr:
        address = value.get_secret_value()
        if address and not address.startswith(_SOURCES):
            raise ValueError(Phrase("config.begins_with", {"beginnings": ", ".join(_SOURCES)}))
        try:
            _ = urlsplit(address).port
        except ValueError as error:
            raise ValueError(Phrase("config.not_address")) from error
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str, info: ValidationInfo) -> str:
        url = info.data.get("url")
        if url and url.get_secret_value() and not value:
            raise ValueError(Phrase("config.zone_required"))
        if value and value not in available_timezones():
            raise ValueError(Phrase("config.no_zone"))
        return value

    def zone(self) -> ZoneInfo:
        """Return the zone of its times."""
        return ZoneInfo(self.time_zone or "UTC")

    def address(self, pbx: str) -> str:
        """Return the URL with its password: of `password_file`, ``CALLBRIDGE_PBX_<NAME>_CDR_PASSWORD``, `password`."""
        url = self.url.get_secret_value()
        variable = secret_variable(pbx, "CDR_PASSWORD")
        place = f"pbx.{pbx}.cdr.password_file"
        secret = read_secret(place, file=self.password_file, variable=variable, inline=self.password)
        parts = urlsplit(url)
        if not secret or not parts.hostname:
            return url
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{parts.username or ''}:{quote(secret, safe='')}@{host}"))
