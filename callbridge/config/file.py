"""The configuration: every key once, with its unit, range and default. `config.example.toml` mirrors it (tested)."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from phonenumbers import SUPPORTED_REGIONS
from pydantic import (
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from callbridge.config.api import LeadsConfig, WebhooksConfig
from callbridge.config.audio import AudioConfig, PbxAudioConfig
from callbridge.config.cdr import CdrConfig
from callbridge.config.desk import DeskConfig
from callbridge.config.dial import DialConfig
from callbridge.config.files import FilesConfig
from callbridge.config.mail import MailConfig
from callbridge.config.mistake import mistake_of
from callbridge.config.queues import MemberInterface, QueueLine, queue_plan
from callbridge.config.section import Networks, RegularExpression, SecretFile, Section, read_secret, secret_variable
from callbridge.config.webrtc import PbxWebrtcConfig
from callbridge.crm.queue_membership import QueuePlan
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.numbers import WITHHELD_WORDS, NumberPlan, with_own
from callbridge.kernel.system_words import system_words
from callbridge.kernel.text import Phrase

MAX_FILE_BYTES = 1 << 20
STORE_BEGINNINGS = ("sqlite:///", "postgresql://")
"""How the URL of a store begins, of each engine."""
_ORIGIN = re.compile(r"https?://[^/?#\s]+")


class ServerConfig(Section):
    """Where browsers connect."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    origins: tuple[str, ...] = ()
    """Origins a browser may come from besides the address itself, such as ``https://calls.example.ru``."""
    secure_cookies: bool = False
    """Set when browsers come over HTTPS (through a proxy or `tls_certificate`)."""
    trusted_proxies: Networks = ()
    """Addresses or networks of proxies whose ``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed."""
    tls_certificate: str = ""
    tls_key: str = Field(default="", validate_default=True)
    session_hours: float = Field(default=12.0, gt=0, le=24 * 30)
    max_sockets_per_operator: int = Field(default=10, ge=1, le=100)
    page_beat_s: float = Field(default=2.0, ge=1, le=30)
    """How often a page says that it answers."""
    blind_after_s: float = Field(default=7.0, ge=2, le=300, validate_default=True)
    """A page that was silent for longer does not see."""
    token_requests_per_minute: int = Field(default=300, ge=1, le=100_000)
    """Of one API token."""
    form_requests_per_minute: int = Field(default=10, ge=1, le=10_000)
    """Of one form on a web site, from one address."""

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [origin for origin in value if not _ORIGIN.fullmatch(origin)]
        if wrong:
            raise ValueError(Phrase("config.origin", {"wrong": ", ".join(wrong)}))
        return value

    @field_validator("blind_after_s")
    @classmethod
    def _misses_a_beat(cls, value: float, info: ValidationInfo) -> float:
        if value < 2 * info.data.get("page_beat_s", 0.0):
            raise ValueError(Phrase("config.beats"))
        return value

    @field_validator("tls_key")
    @classmethod
    def _tls_whole(cls, value: str, info: ValidationInfo) -> str:
        if bool(info.data.get("tls_certificate")) != bool(value):
            raise ValueError(Phrase("config.both_or_neither", {"names": "tls_certificate, tls_key"}))
        return value


class StoreConfig(Section):
    """Where data lives."""

    url: SecretStr = SecretStr("sqlite:///callbridge.db")
    """``sqlite:///FILE`` or ``postgresql://USER:PASSWORD@HOST/DATABASE``."""
    readers: int = Field(default=4, ge=1, le=64)

    @field_validator("url")
    @classmethod
    def _known_engine(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(STORE_BEGINNINGS):
            raise ValueError(Phrase("config.begins_with", {"beginnings": ", ".join(STORE_BEGINNINGS)}))
        return value

    def address(self) -> str:
        """Return where the data is, password and all: ``CALLBRIDGE_STORE_URL``, else `url`."""
        return os.environ.get("CALLBRIDGE_STORE_URL") or self.url.get_secret_value()


class NumbersConfig(Section):
    """How this PBX's trunks write numbers."""

    region: str = Field(default="RU", pattern=r"^[A-Z]{2}$")
    area_code: str = Field(default="", pattern=r"^\d*$")
    international_prefixes: tuple[str, ...] = ("00", "810")
    national_prefix: str = Field(default="8", pattern=r"^\d*$")
    strip_prefixes: tuple[str, ...] = ()
    """Prefixes the PBX itself puts before the number (an outside-line ``9``, a trunk tag), longest tried first."""
    own: tuple[str, ...] = ()
    """Own numbers (DIDs): never matched as a caller."""
    withheld: tuple[str, ...] = WITHHELD_WORDS
    """What stands in for a hidden number, in any case."""

    @field_validator("region")
    @classmethod
    def _known_region(cls, value: str) -> str:
        if value not in SUPPORTED_REGIONS:
            raise ValueError(Phrase("config.no_country"))
        return value


AutoAnswer = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9*?\[\]_.-]{1,40} [A-Za-z-]{1,40}: ?[ -+--~]{1,200}$")
]
"""A pattern of extensions and a SIP header; AMI parts variables at commas, and a header is one line."""


class PbxConfig(Section):
    """One Asterisk."""

    name: str = Field(pattern=r"^[a-z0-9_-]{1,32}$")
    host: str = "127.0.0.1"
    port: int = Field(default=5038, ge=1, le=65535)
    username: str = "callbridge"
    secret: SecretStr = SecretStr("")
    secret_file: SecretFile = ""
    tls: bool = False
    tls_ca: str = ""
    tls_check_hostname: bool = True
    internal: RegularExpression = r"^\d{2,5}$"
    trunks: tuple[str, ...] = ()
    technology: str = Field(default="PJSIP", pattern=r"^[A-Za-z0-9]+$")
    dial_context: str = Field(default="", pattern=r"^[A-Za-z0-9_.-]{0,79}$")
    park_extension: str = Field(default="", pattern=r"^[A-Za-z0-9*#_.-]{0,40}$")
    auto_answer: tuple[AutoAnswer, ...] = ()
    queues: tuple[QueueLine, ...] = ()
    queue_member: MemberInterface = ""
    ping_interval_s: float = Field(default=5.0, ge=0.05, le=300)
    action_timeout_s: float = Field(default=5.0, ge=0.05, le=60)
    numbers: NumbersConfig = NumbersConfig()
    audio: PbxAudioConfig = PbxAudioConfig()
    cdr: CdrConfig = CdrConfig()
    webrtc: PbxWebrtcConfig = PbxWebrtcConfig()

    def queue_plan(self) -> QueuePlan:
        """Return which queues its phones are put into."""
        return queue_plan(self.queues, self.queue_member)

    def number_plan(self) -> NumberPlan:
        """Return how this PBX's trunks write numbers, with its own lines already read."""
        numbers = self.numbers
        plan = NumberPlan(
            region=numbers.region,
            area_code=numbers.area_code,
            international_prefixes=numbers.international_prefixes,
            national_prefix=numbers.national_prefix,
            strip_prefixes=numbers.strip_prefixes,
            withheld=frozenset(word.casefold() for word in numbers.withheld),
            internal=self.internal,
        )
        return with_own(plan, numbers.own)

    def password(self) -> str:
        """Return the AMI secret: from `secret_file`, else ``CALLBRIDGE_PBX_<NAME>_SECRET``, else `secret`."""
        variable = secret_variable(self.name, "SECRET")
        return read_secret(f"pbx.{self.name}.secret_file", file=self.secret_file, variable=variable, inline=self.secret)


class LogConfig(Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"
    mask_numbers: bool = True


class Config(Section):
    """The whole file."""

    server: ServerConfig = ServerConfig()
    store: StoreConfig = StoreConfig()
    desk: DeskConfig = DeskConfig()
    log: LogConfig = LogConfig()
    audio: AudioConfig = AudioConfig()
    leads: LeadsConfig = LeadsConfig()
    webhooks: WebhooksConfig = WebhooksConfig()
    files: FilesConfig = FilesConfig()
    mail: MailConfig = MailConfig()
    dial: DialConfig = DialConfig()
    pbx: tuple[PbxConfig, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> "Config":
        mistakes = _names_given_twice([pbx.name for pbx in self.pbx])
        if mistakes:
            raise ValueError(mistakes[0])
        return self


def load(path: Path) -> Config:
    """Read and check a TOML file; raises ConfigError listing every mistake at once."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(mistakes=[Phrase("config.absent", place=str(path))]) from error
    except OSError as error:
        what = {"path": str(path), "reason": system_words(error)}
        raise ConfigError(mistakes=[Phrase("config.unreadable", what)]) from error
    if len(raw) > MAX_FILE_BYTES:
        raise ConfigError(mistakes=[Phrase("config.large", {"limit": MAX_FILE_BYTES}, str(path))])
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConfigError(mistakes=[Phrase("config.not_text", place=str(path))]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(mistakes=[Phrase("config.not_toml", {"reason": str(error)}, str(path))]) from error
    return parse(data)


def parse(data: dict[str, Any]) -> Config:
    """Check already parsed TOML; raises ConfigError listing every mistake at once."""
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_input=False, include_url=False)
        mistakes = [mistake_of(detail, _known_keys(detail["loc"][:-1])) for detail in details]
        if not any(detail["loc"] == () for detail in details):  # pydantic skips the whole when a part is wrong
            mistakes += _names_given_twice(_names(data.get("pbx")))
        raise ConfigError(mistakes=mistakes) from error


def _names(sections: object) -> list[str]:
    if not isinstance(sections, list):
        return []
    return [str(section.get("name", "")) for section in sections if isinstance(section, dict)]


def _names_given_twice(names: list[str]) -> list[Phrase]:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    return [Phrase("config.pbx_twice", {"names": ", ".join(twice)})] if twice else []


def _known_keys(place: tuple[int | str, ...]) -> Iterator[str]:
    model: Any = Config
    for part in place:
        if isinstance(part, int):
            continue
        model = PbxConfig if part == "pbx" else model.model_fields[part].annotation
    yield from model.model_fields
