"""The configuration of attached files: how much is taken, and where it is kept."""

from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from callbridge.config.section import Section, read_secret

_SECRET_VARIABLE = "CALLBRIDGE_FILES_S3_SECRET"  # noqa: S105 - its name


class S3Config(Section):
    """An S3-compatible storage; without `url` there is none."""

    url: str = ""
    bucket: str = Field(default="", pattern=r"^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$", validate_default=True)
    prefix: str = Field(default="", pattern=r"^([A-Za-z0-9_.-]+/)*$", max_length=200)
    region: str = Field(default="us-east-1", pattern=r"^[A-Za-z0-9-]{1,64}$")
    access_key: str = Field(default="", validate_default=True)
    secret: SecretStr = SecretStr("")
    secret_file: str = ""
    tls_ca: str = ""
    spool: str = ""
    """Where a file lies while it comes; empty: the system's folder for temporary files."""

    @field_validator("url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        is_plain = parts.scheme in ("http", "https") and parts.hostname and value.isascii() and value.isprintable()
        if value and (not is_plain or "@" in parts.netloc or parts.query or parts.fragment or " " in value):
            raise ValueError("must be http:// or https:// with a host, without a password, ? and #")
        return value

    @field_validator("bucket", "access_key")
    @classmethod
    def _are_given(cls, value: str, info: ValidationInfo) -> str:
        if bool(value) != bool(info.data.get("url")):
            raise ValueError("give url, bucket and access_key, all or none")
        return value

    @field_validator("spool")
    @classmethod
    def _is_absolute(cls, value: str) -> str:
        if value and (not value.startswith("/") or "\0" in value):
            raise ValueError("must be an absolute path")
        return value

    @field_validator("secret_file")
    @classmethod
    def _secret_once(cls, value: str, info: ValidationInfo) -> str:
        secret = info.data.get("secret")
        if value and secret and secret.get_secret_value():
            raise ValueError("give secret or secret_file, not both")
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
            raise ValueError("must be a path")
        return value
