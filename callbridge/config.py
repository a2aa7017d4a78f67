"""The configuration: every key once, with its unit, range and default. `config.example.toml` mirrors it (tested)."""

import difflib
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from callbridge.kernel.errors import ConfigError

MAX_FILE_BYTES = 1 << 20


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ServerConfig(_Section):
    """Where browsers connect."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    origins: tuple[str, ...] = ()
    """Origins a browser may come from besides the address itself, such as ``https://calls.example.ru``."""
    secure_cookies: bool = False
    """Set when browsers come over HTTPS (through a proxy or `tls_certificate`)."""
    tls_certificate: str = ""
    tls_key: str = ""
    session_hours: float = Field(default=12.0, gt=0, le=24 * 30)
    max_sockets_per_operator: int = Field(default=10, ge=1, le=100)


class StoreConfig(_Section):
    """Where data lives."""

    url: SecretStr = SecretStr("sqlite:///callbridge.db")
    readers: int = Field(default=4, ge=1, le=64)


class NumbersConfig(_Section):
    """How this PBX's trunks write numbers."""

    region: str = Field(default="RU", pattern=r"^[A-Z]{2}$")
    area_code: str = Field(default="", pattern=r"^\d*$")
    international_prefixes: tuple[str, ...] = ("00", "810")
    national_prefix: str = Field(default="8", pattern=r"^\d*$")
    strip_prefixes: tuple[str, ...] = ()
    """Prefixes the PBX itself puts before the number (an outside-line ``9``, a trunk tag), longest tried first."""
    own: tuple[str, ...] = ()
    """Own numbers (DIDs): never matched as a caller."""
    withheld: tuple[str, ...] = ("anonymous", "restricted", "unavailable", "unknown", "private", "withheld", "asterisk")


class PbxConfig(_Section):
    """One Asterisk."""

    name: str = Field(pattern=r"^[a-z0-9_-]{1,32}$")
    host: str = "127.0.0.1"
    port: int = Field(default=5038, ge=1, le=65535)
    username: str = "callbridge"
    secret: SecretStr = SecretStr("")
    secret_file: str = ""
    tls: bool = False
    tls_ca: str = ""
    tls_check_hostname: bool = True
    internal: str = r"^\d{2,5}$"
    trunks: tuple[str, ...] = ()
    technology: str = Field(default="PJSIP", pattern=r"^[A-Za-z0-9]+$")
    ping_interval_s: float = Field(default=5.0, ge=0.05, le=300)
    action_timeout_s: float = Field(default=5.0, ge=0.05, le=60)
    numbers: NumbersConfig = NumbersConfig()

    @field_validator("internal")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value

    @model_validator(mode="after")
    def _secret_once(self) -> "PbxConfig":
        if self.secret.get_secret_value() and self.secret_file:
            raise ValueError("give secret or secret_file, not both")
        return self

    def password(self) -> str:
        """Return the AMI secret: from `secret_file`, else ``CALLBRIDGE_PBX_<NAME>_SECRET``, else `secret`."""
        if self.secret_file:
            try:
                return Path(self.secret_file).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ConfigError(
                    mistakes=[f"pbx.{self.name}.secret_file: {error.strerror}: {self.secret_file}"]
                ) from error
        name = f"CALLBRIDGE_PBX_{self.name.upper().replace('-', '_')}_SECRET"
        return os.environ.get(name) or self.secret.get_secret_value()


class DeskConfig(_Section):
    """The operator's desk."""

    lookup_timeout_ms: int = Field(default=150, ge=1, le=5000)
    """A card waits no longer than this for history; then it goes out without and is completed later."""
    private_sales: bool = False
    """R106: sales to private persons; interests never create organizations."""
    pause_reasons: tuple[str, ...] = ("Обед", "Перерыв", "Обучение", "Работа с документами")


class LogConfig(_Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"
    mask_numbers: bool = True


class Config(_Section):
    """The whole file."""

    server: ServerConfig = ServerConfig()
    store: StoreConfig = StoreConfig()
    desk: DeskConfig = DeskConfig()
    log: LogConfig = LogConfig()
    pbx: tuple[PbxConfig, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> "Config":
        names = [pbx.name for pbx in self.pbx]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"pbx names must differ: {', '.join(twice)}")
        return self


def load(path: Path) -> Config:
    """Read and check a TOML file; raises ConfigError listing every mistake at once."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(mistakes=[f"{path}: {error.strerror}"]) from error
    if len(raw) > MAX_FILE_BYTES:
        raise ConfigError(mistakes=[f"{path}: larger than {MAX_FILE_BYTES} bytes"])
    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(mistakes=[f"{path}: {error}"]) from error
    return parse(data)


def parse(data: dict[str, Any]) -> Config:
    """Check already parsed TOML; raises ConfigError listing every mistake at once."""
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(mistakes=[_mistake(detail) for detail in error.errors()]) from error


def _mistake(detail: ErrorDetails) -> str:
    place = ".".join(str(part) for part in detail["loc"]) or "file"
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(detail["loc"][-1]), list(_known_keys(detail["loc"][:-1])), n=1)
        return f"{place}: no such key" + (f"; did you mean {near[0]}?" if near else "")
    return f"{place}: {detail['msg']}"


def _known_keys(place: tuple[int | str, ...]) -> Iterator[str]:
    model: Any = Config
    for part in place:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        model = PbxConfig if part == "pbx" else annotation
    yield from model.model_fields
