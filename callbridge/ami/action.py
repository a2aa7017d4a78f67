"""An action as it goes out: checked, so that no value can become a second action, and no line too long for Asterisk."""

import re
from collections.abc import Mapping, Sequence

from callbridge.kernel.errors import AmiRefused

MAX_LINE_BYTES = 1_000
"""Asterisk discards an action with a line of about 1 KiB and answers without its ActionID (measured on 22)."""

ActionFields = Mapping[str, str | Sequence[str]]
"""Headers of an action; a header with several values is written several times."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_BREAKING = re.compile(r"[\r\n\0]")


def encode_action(fields: ActionFields, action_id: str) -> bytes:
    """Return the bytes of one action. Raises AmiRefused (``ami.action_invalid``) before anything is written."""
    lines = [_line(name, value) for name, values in fields.items() for value in _each(values)]
    lines.append(_line("ActionID", action_id))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _each(values: str | Sequence[str]) -> Sequence[str]:
    return (values,) if isinstance(values, str) else values


def _line(name: str, value: str) -> bytes:
    if not _NAME.match(name):
        raise AmiRefused("ami.action_invalid", message="bad header name", header=name)
    if _BREAKING.search(value):
        raise AmiRefused("ami.action_invalid", message="line break in a value", header=name)
    line = f"{name}: {value}".encode("utf-8", "replace")
    if len(line) > MAX_LINE_BYTES:
        raise AmiRefused("ami.action_invalid", message=f"line longer than {MAX_LINE_BYTES} bytes", header=name)
    return line
