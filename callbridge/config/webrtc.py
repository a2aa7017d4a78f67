"""The configuration of headsets (R73): where the browsers of one PBX's operators register, and with which passwords."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from callbridge.config.section import SecretFile, Section, read_secret, secret_variable, unreadable_file
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.text import Phrase

_LOOPBACK = ("localhost", "127.")


class PbxWebrtcConfig(Section):
    """Where headsets of this PBX's operators register; without a url there are none."""

    url: str = ""
    """``wss://HOST:PORT/ws``; ``ws://`` on loopback alone, as browsers have it."""
    domain: str = ""
    """The host of SIP addresses; empty: the url's."""
    tls_ca: str = ""
    ice_servers: tuple[str, ...] = ()
    """``stun:HOST:PORT``, ``turn:HOST:PORT?transport=udp``, ``turns:…``; inside one network none are needed."""
    turn_secret: SecretStr = SecretStr("")
    turn_secret_file: SecretFile = ""
    passwords_file: str = ""
    """TOML with a line for each extension; empty: callbridge makes passwords that last `password_hours`."""
    password_hours: float = Field(default=12.0, ge=1, le=168)
    silence_s: float = Field(default=5.0, ge=2, le=60)

    @field_validator("url")
    @classmethod
    def _is_socket(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        is_plain = parts.hostname and "@" not in parts.netloc and value.isascii() and value.isprintable()
        if not is_plain or any(sign in value for sign in " ;,'\"#"):
            raise ValueError(Phrase("config.socket"))
        if parts.scheme == "ws" and not (parts.hostname or "").startswith(_LOOPBACK):
            raise ValueError(Phrase("config.no_microphone"))
        if parts.scheme not in ("ws", "wss"):
            raise ValueError(Phrase("config.begins_with", {"beginnings": "wss://"}))
        return value

    @field_validator("ice_servers")
    @classmethod
    def _are_ice(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        wrong = [one for one in value if not one.startswith(("stun:", "turn:", "turns:"))]
        if wrong:
            raise ValueError(Phrase("config.ice", {"wrong": ", ".join(wrong)}))
        return value

    def host(self) -> str:
        """Return the host of SIP addresses."""
        return self.domain or urlsplit(self.url).hostname or ""

    def origin(self) -> str:
        """Return what a page must be let connect to, ``wss://HOST:PORT``."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}" if self.url else ""

    def shared_secret(self, pbx: str) -> str:
        """Return the TURN server's secret: the file's, else ``CALLBRIDGE_PBX_<NAME>_TURN_SECRET``, else the key's."""
        variable = secret_variable(pbx, "TURN_SECRET")
        place = f"pbx.{pbx}.webrtc.turn_secret_file"
        return read_secret(place, file=self.turn_secret_file, variable=variable, inline=self.turn_secret)

    def kept_passwords(self, pbx: str) -> dict[str, str]:
        """Read `passwords_file`; raises ConfigError. The mistake never shows what the file holds."""
        place = f"pbx.{pbx}.webrtc.passwords_file"
        try:
            found = tomllib.loads(Path(self.passwords_file).read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(mistakes=[unreadable_file(place, self.passwords_file, error)]) from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError):
            raise ConfigError(mistakes=[Phrase("config.not_toml_file", {"path": self.passwords_file}, place)]) from None
        return {extension: password for extension, password in found.items() if isinstance(password, str)}
