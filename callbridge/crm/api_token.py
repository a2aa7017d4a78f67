"""A program's way in: what a token may do, and what is asked of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.operator import Operator
from callbridge.crm.typed_text import clean_line
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import OperatorId

MAX_NAME_CHARACTERS = 100


class Scope(StrEnum):
    """What a token may do; a route that names none is closed to tokens."""

    LEADS_WRITE = "leads:write"
    RECORDS_READ = "records:read"
    CALLS_READ = "calls:read"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token as admins see it: never the token itself."""

    id: int
    name: str
    scopes: tuple[Scope, ...]
    operator_id: OperatorId
    operator: str
    """Who made it: it may do no more than they."""
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenUse:
    """A token that was shown and lives."""

    id: int
    name: str
    scopes: frozenset[Scope]
    operator: Operator


def checked_name(name: str) -> str:
    """Return the name of a program as it is kept; raises InvalidInput."""
    cleaned = clean_line(name)
    if not cleaned or len(cleaned) > MAX_NAME_CHARACTERS:
        raise InvalidInput({"name": "too_long" if cleaned else "required"})
    return cleaned


def check_new_token(scopes: Sequence[Scope], expires_at: datetime | None, now: datetime) -> None:
    """Raise InvalidInput when the token could do nothing, or would be dead already."""
    mistakes: dict[str, str] = {}
    if not scopes:
        mistakes["scopes"] = "required"
    if expires_at is not None and expires_at <= now:
        mistakes["expires_at"] = "in_the_past"
    if mistakes:
        raise InvalidInput(mistakes)
