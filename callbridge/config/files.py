"""The configuration of attached files: how much is taken, and where it is kept."""

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from callbridge.config.section import AbsolutePath, SecretFile, Section, ServerUrl, read_secret
from callbridge.kernel.text import Phrase

_SECRET_VARIABLE = "CALLBRIDGE_FILES_S3_SECRET"  # noqa: S105 - its name


class S3Config(Section):
    """An S3-compatible storage; without `url` there is none."""

    url: ServerUrl = ""
    bucket: str = Field(default="", pattern=r"^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$", validate_default=True)
    prefix: str = Field(default="", pattern=r"^([A-Za-z0-9_.-]+/)*$", max_length=200)
    region: str = Field(default="us-east-1", pattern=r"^[A-Za-z0-9-]{1,64}$")
    access_key: str = Field(default="", validate_default=True)
    secret: SecretStr = SecretStr("")
    secret_file: SecretFile = ""
    tls_ca: str = ""
    spool: AbsolutePath = ""
    """Where a file lies while it comes; empty: the system's folder for temporary files."""

    @field_validator("bucket", "access_key")
    @classmethod
    def _are_given(cls, value: str, info: ValidationInfo) -> str:
        if bool(value) != bool(info.data.get("url")):
            raise ValueError(Phrase("config.all_or_none", {"names": "url, bucket, access_key"}))
        return value

    def password(self) -> str:
        """Return the secret key: from `secret_file`, else ``CALLBRIDGE_FILES_S3_SECRET``, else `secret`."""
        return read_secret("files.s3.secret_file", file=self.secret_file, variable=_SECRET_VARIABLE, inline=self.secret)


class FilesConfig(Section):
    """Files attached to records: in a folder, or in an S3-compatible storage; neither: none are taken."""

    folder: str = "callbridge-files"
    max_mib: int = Field(default=100, ge=1, le=4096)
    total_gib: int = Field(default=50, ge=1, le=1_000_000)
    timeout_s: float = Field(default=30.0, ge=0.1, le=600)
    clamd: str = Field(default="", pattern=r"^(unix:/[ -~]{1,100}|tcp:[A-Za-z0-9.:\[\]-]{1,255}:[0-9]{1,5})?$")
    s3: S3Config = S3Config()

    @field_validator("folder")
    @classmethod
    def _is_path(cls, value: str) -> str:
        if "\0" in value:
            raise ValueError(Phrase("config.path"))
        return value
