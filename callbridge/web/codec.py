"""JSON at the doors: what browsers send is checked here once, what they get is written by orjson."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast, get_args, get_type_hints

import orjson
from pydantic import TypeAdapter, ValidationError

from callbridge.kernel.errors import DomainError, InvalidInput, SessionError
from callbridge.screenpop.wire import Alive, Auth, ClientMessage, CloseCode, Rendered

MAX_CLIENT_MESSAGE_BYTES = 64 * 1024
MAX_INTEGER = 2**31 - 1
"""No id or counter of ours is larger, and no database column overflows."""

MAX_UNKNOWN_NAMED = 20
"""A body of thousands of wrong names is not worth an answer that lists them."""

_FIELD_CODES = {"missing": "required", "enum": "unknown_value", "literal_error": "unknown_value"}

_FIRST_YEAR, _LAST_YEAR = 1900, 9999
"""Years beside which another time zone may be outside of time."""

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Return the JSON of a dataclass (or lists and dicts of them); instants as RFC 3339 in UTC."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def decode(shape: type[T], raw: bytes) -> T:
    """Read one dataclass from a request's body.

    Raises DomainError when `raw` is no JSON object, InvalidInput naming every wrong, missing or unknown field.
    """
    data = _object(raw)
    mistakes = dict.fromkeys(islice(_unknown_fields(shape, data), MAX_UNKNOWN_NAMED), "unknown_field")
    try:
        value: T = _adapter(cast("Any", shape)).validate_json(raw, strict=True)
    except ValidationError as error:
        for mistake in error.errors(include_url=False, include_context=False, include_input=False):
            mistakes[_place(mistake["loc"])] = _FIELD_CODES.get(mistake["type"], "wrong_type")
        raise InvalidInput(mistakes) from None
    mistakes |= _unusable(value)
    if mistakes:
        raise InvalidInput(mistakes)
    return _in_utc(value)


def decode_object(raw: bytes) -> dict[str, Any]:
    """Read a JSON object whose fields somebody else checks; raises DomainError when `raw` is none."""
    return _object(raw)


def decode_client_message(raw: bytes) -> ClientMessage:
    """Read what a browser sent on its socket; raises SessionError BAD_MESSAGE."""
    try:
        return _client_message(raw)
    except DomainError as error:
        raise SessionError(CloseCode.BAD_MESSAGE, "session.bad_message") from error


def _client_message(raw: bytes) -> ClientMessage:
    if len(raw) > MAX_CLIENT_MESSAGE_BYTES:
        raise DomainError("too_long")
    kind = _object(raw).get("type")
    if kind == "auth":
        return decode(Auth, raw)
    if kind == "rendered":
        return decode(Rendered, raw)
    if kind == "alive":
        return decode(Alive, raw)
    raise DomainError("unknown_value")


@cache
def _hints(shape: type) -> dict[str, Any]:
    """Remember what a shape holds: reading it anew was nearly half of reading the acknowledgement of a card."""
    return get_type_hints(shape)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise DomainError("wrong_type") from None
    if not isinstance(data, dict) or (rb"\u0000" in raw and _has_nul(data)):
        raise DomainError("wrong_type")
    return data


def _has_nul(data: Any) -> bool:
    """Say whether a text holds U+0000, which PostgreSQL cannot keep."""
    if isinstance(data, str):
        return "\x00" in data
    if isinstance(data, dict):
        return any(_has_nul(key) or _has_nul(value) for key, value in data.items())
    return isinstance(data, list) and any(map(_has_nul, data))


def _unknown_fields(shape: type, data: dict[str, Any], path: str = "") -> Iterator[str]:
    hints = _hints(shape)
    for name, value in data.items():
        if name not in hints:
            yield path + name
            continue
        inner = next((part for part in (hints[name], *get_args(hints[name])) if is_dataclass(part)), None)
        if isinstance(inner, type) and isinstance(value, dict):
            yield from _unknown_fields(inner, value, f"{path}{name}.")


def _place(location: tuple[int | str, ...]) -> str:
    """Return the field a mistake belongs to; the index inside a list does not matter to a form."""
    return ".".join(str(part) for part in location if isinstance(part, str)) or "body"


def _unusable(value: object) -> dict[str, str]:
    codes = {item.name: _unusable_code(getattr(value, item.name)) for item in fields(value)}  # type: ignore[arg-type]
    return {name: code for name, code in codes.items() if code}


def _unusable_code(held: object) -> str:
    if isinstance(held, datetime):
        if held.tzinfo is None:
            return "no_offset"
        return "" if _FIRST_YEAR < held.year < _LAST_YEAR else "out_of_range"
    if isinstance(held, dict):
        return "" if _is_writable(held) else "out_of_range"
    return "out_of_range" if isinstance(held, int) and abs(held) > MAX_INTEGER else ""


def _is_writable(held: dict[str, Any]) -> bool:
    """Say whether free-form JSON can go out as it came in: reading knows larger numbers than writing."""
    try:
        orjson.dumps(held)
    except orjson.JSONEncodeError:
        return False
    return True


def _in_utc(value: T) -> T:
    changes: dict[str, Any] = {}
    for item in fields(value):  # type: ignore[arg-type]
        held = getattr(value, item.name)
        if isinstance(held, datetime):
            changes[item.name] = held.astimezone(UTC)
    return replace(value, **changes) if changes else value  # type: ignore[type-var]
