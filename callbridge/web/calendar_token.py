"""The secret in the address of a calendar: who has it reads the calendar, and only its SHA-256 is stored."""

import hashlib
import re
import secrets

PREFIX = "/calendar/"
_ENDING = ".ics"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(32)


def path_of(token: str) -> str:
    """Return the path of the calendar that the token opens."""
    return f"{PREFIX}{token}{_ENDING}"


def token_of(name: str) -> str | None:
    """Return the token in the last part of a path, None when there can be none."""
    token = name.removesuffix(_ENDING)
    return token if _TOKEN.fullmatch(token) else None


def hash_of(token: str) -> bytes:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("ascii")).digest()
