"""The configuration of outgoing mail: the server that takes the letters of mailings."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from callbridge.config.mailbox import InboxConfig
from callbridge.config.section import SecretFile, Section, read_secret
from callbridge.crm.mail_address import read_address
from callbridge.kernel.text import Phrase


class MailConfig(Section):
    """The SMTP server; without a host no mailing can begin, and nobody is reminded by e-mail."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    """``starttls`` (port 587), ``tls`` from the first byte (port 465), ``none`` inside one's own network."""
    tls_ca: str = ""
    """A file of certificates that are believed instead of the system's."""
    login: str = ""
    password: SecretStr = SecretStr("")
    password_file: SecretFile = ""
    from_address: str = Field(default="", validate_default=True)
    from_name: str = Field(default="", max_length=200)
    reply_to: str = ""
    return_address: str = ""
    """Where mail servers send back what they cannot deliver; ``""``: to `from_address`."""
    public_url: str = Field(default="", validate_default=True)
    """Where readers of letters find callbridge, such as ``https://crm.example.ru``: they leave mailings there."""
    timeout_s: float = Field(default=30.0, ge=0.05, le=600)
    per_minute: int = Field(default=120, ge=1, le=60_000)
    """Letters a minute, those of mailings and those about reminders together."""
    inbox: InboxConfig = InboxConfig()

    @field_validator("from_address")
    @classmethod
    def _from_somebody(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("host") and not value:
            raise ValueError(Phrase("config.from_whom"))
        return cls._address(value)

    @field_validator("reply_to", "return_address")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and read_address(value) is None:
            raise ValueError(Phrase("config.not_email"))
        return value

    @field_validator("from_name")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError(Phrase("config.one_line"))
        return value

    @field_validator("public_url")
    @classmethod
    def _reachable(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("host") and not value:
            raise ValueError(Phrase("config.way_out"))
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
            raise ValueError(Phrase("config.public_url"))
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError(Phrase("config.ascii"))
        return value.rstrip("/")

    def secret(self) -> str:
        """Return the password: of `password_file`, ``CALLBRIDGE_MAIL_PASSWORD``, or `password`."""
        variable = "CALLBRIDGE_MAIL_PASSWORD"
        return read_secret("[mail] password_file", file=self.password_file, variable=variable, inline=self.password)
