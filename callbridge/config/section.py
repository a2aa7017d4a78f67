"""What every section of the configuration is made of: strictness, and secrets that may stay out of the file."""

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr

from callbridge.kernel.errors import ConfigError


class Section(BaseModel):
    """Unknown keys are mistakes, values never change, and no mistake shows what was typed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def read_secret(place: str, *, file: str, variable: str, inline: SecretStr) -> str:
    """Return a secret: from `file`, else from the environment's `variable`, else `inline`.

    Raises ConfigError that names `place` when the file cannot be read.
    """
    if not file:
        return os.environ.get(variable) or inline.get_secret_value()
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a text file"
        # `from None`: a decoding error carries the file's bytes, and this one may be the secret.
        raise ConfigError(mistakes=[f"{place}: {reason}: {file}"]) from None


def secret_variable(pbx: str, what: str) -> str:
    """Return the environment's name of a PBX's secret, such as ``CALLBRIDGE_PBX_MSK_SECRET``."""
    return f"CALLBRIDGE_PBX_{pbx.upper().replace('-', '_')}_{what}"
