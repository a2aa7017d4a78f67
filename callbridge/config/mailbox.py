"""The configuration of mailboxes that are read over IMAP: one for what comes back of mailings, one for leads."""

from typing import ClassVar, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from callbridge.config.section import SecretFile, Section, read_secret
from callbridge.kernel.text import Phrase


class MailboxConfig(Section):
    """One folder of one mailbox; without a host it is not read."""

    place: ClassVar[str] = ""
    """What the section is called."""

    host: str = ""
    port: int = Field(default=993, ge=1, le=65535)
    security: Literal["tls", "starttls", "none"] = "tls"
    """``tls`` from the first byte (port 993), ``starttls`` (port 143), ``none`` inside one's own network."""
    tls_ca: str = ""
    """A file of certificates that are believed instead of the system's."""
    login: str = Field(default="", validate_default=True)
    password: SecretStr = SecretStr("")
    password_file: SecretFile = ""
    folder: str = Field(default="INBOX", min_length=1, max_length=200)
    poll_s: float = Field(default=60.0, ge=0.05, le=3600)
    """How often it is looked for letters."""
    timeout_s: float = Field(default=30.0, ge=0.05, le=600)
    max_mb: int = Field(default=25, ge=1, le=100)
    """Of a longer letter only so much is read."""

    @field_validator("login")
    @classmethod
    def _somebodys(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("host") and not value:
            raise ValueError(Phrase("config.whose_mailbox"))
        return value

    @field_validator("login", "folder")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError(Phrase("config.one_line"))
        return value

    def secret(self) -> str:
        """Return the password: of `password_file`, of the environment (``CALLBRIDGE_MAIL_INBOX_PASSWORD``), inline."""
        variable = f"CALLBRIDGE_{self.place.upper().replace('.', '_')}_PASSWORD"
        return read_secret(
            f"[{self.place}] password_file", file=self.password_file, variable=variable, inline=self.password
        )


class InboxConfig(MailboxConfig):
    """Where mail servers send back what they could not deliver."""

    place: ClassVar[str] = "mail.inbox"


class LeadsMailboxConfig(MailboxConfig):
    """Where people write whose letters become leads."""

    place: ClassVar[str] = "leads.mailbox"

    acts_as: str = Field(default="", validate_default=True)
    """The login in whose name leads are made and files attached."""
    source: str = ""
    """The row of the dictionary of sources that such leads have; ``""``: none."""

    @field_validator("acts_as")
    @classmethod
    def _in_a_name(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("host") and not value:
            raise ValueError(Phrase("config.acts_as"))
        return value
