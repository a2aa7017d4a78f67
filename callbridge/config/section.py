"""What every section of the configuration is made of: strictness, shared kinds of values, secrets kept elsewhere."""

import ipaddress
import os
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, ValidationInfo

from callbridge.kernel.errors import ConfigError
from callbridge.kernel.system_words import system_words
from callbridge.kernel.text import Phrase


class Section(BaseModel):
    """Unknown keys are mistakes, values never change, and no mistake shows what was typed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _is_absolute(value: str) -> str:
    if value and (not value.startswith("/") or "\0" in value):
        raise ValueError(Phrase("config.absolute"))
    return value


def _compiles(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(Phrase("config.expression", {"reason": str(error)})) from error
    return value


def _is_server(value: str) -> str:
    parts = urlsplit(value)
    is_plain = parts.scheme in ("http", "https") and parts.hostname and value.isascii() and value.isprintable()
    if value and (not is_plain or "@" in parts.netloc or parts.query or parts.fragment or " " in value):
        raise ValueError(Phrase("config.server"))
    return value


def _are_networks(value: tuple[str, ...]) -> tuple[str, ...]:
    wrong = [text for text in value if not _is_network(text)]
    if wrong:
        raise ValueError(Phrase("config.networks", {"wrong": ", ".join(wrong)}))
    return value


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _instead_of_a_secret(value: str, info: ValidationInfo) -> str:
    name = (info.field_name or "").removesuffix("_file")
    secret = info.data.get(name)
    if value and secret and secret.get_secret_value():
        raise ValueError(Phrase("config.not_both", {"one": name, "other": f"{name}_file"}))
    return value


AbsolutePath = Annotated[str, AfterValidator(_is_absolute)]
"""A path from the root, or none."""
RegularExpression = Annotated[str, AfterValidator(_compiles)]
ServerUrl = Annotated[str, AfterValidator(_is_server)]
"""The address of a server without a password, or none."""
Networks = Annotated[tuple[str, ...], AfterValidator(_are_networks)]
"""Addresses and networks."""
SecretFile = Annotated[str, AfterValidator(_instead_of_a_secret)]
"""The file of the secret in the field before it: ``secret_file`` after ``secret``; one of the two at most."""


def read_secret(place: str, *, file: str, variable: str, inline: SecretStr) -> str:
    """Return a secret: from `file`, else from the environment's `variable`, else `inline`.

    Raises ConfigError that names `place` when the file cannot be read.
    """
    if not file:
        return os.environ.get(variable) or inline.get_secret_value()
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        # `from None`: a decoding error carries the file's bytes, and this one may be the secret.
        raise ConfigError(mistakes=[unreadable_file(place, file, error)]) from None


def unreadable_file(place: str, file: str, error: OSError | UnicodeDecodeError) -> Phrase:
    """Return why the file that the key `place` names cannot be read; nothing of what it holds."""
    if isinstance(error, OSError):
        return Phrase("config.unreadable", {"path": file, "reason": system_words(error)}, place)
    return Phrase("config.secret_not_text", {"path": file}, place)


def secret_variable(pbx: str, what: str) -> str:
    """Return the environment's name of a PBX's secret, such as ``CALLBRIDGE_PBX_MSK_SECRET``."""
    return f"CALLBRIDGE_PBX_{pbx.upper().replace('-', '_')}_{what}"
