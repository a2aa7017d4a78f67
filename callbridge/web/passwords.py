"""Passwords: argon2id, worked out beside the event loop, a few at a time."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from callbridge.kernel.errors import InvalidInput, TooManyAttempts

MIN_PASSWORD_CHARACTERS = 8
MAX_PASSWORD_CHARACTERS = 200
AT_ONCE = 2
"""Each takes 64 MiB and a core for some tens of milliseconds."""
MAX_WAITING = 32


def check_password_form(password: str) -> None:
    """Raise InvalidInput when a new password is too short or absurdly long."""
    if len(password) < MIN_PASSWORD_CHARACTERS:
        raise InvalidInput({"password": "too_short"})
    if len(password) > MAX_PASSWORD_CHARACTERS:
        raise InvalidInput({"password": "too_long"})


def hash_password(password: str) -> str:
    """Return the hash to keep; for the command line, since it blocks. Raises InvalidInput as check_password_form."""
    check_password_form(password)
    return PasswordHasher().hash(password)


class Passwords:
    """Hashes and verifies without blocking the loop; memory and waiting are bounded."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """Return the hash to keep; raises InvalidInput as check_password_form."""
        check_password_form(password)
        return await self._in_thread_hash(password)

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Say whether the password is right; None (no such login) takes as long and is wrong."""
        is_right = await self._in_thread_verify(password_hash or self._nobody, password[: MAX_PASSWORD_CHARACTERS + 1])
        return is_right and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Say whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    async def _in_thread_hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def _in_thread_verify(self, password_hash: str, password: str) -> bool:
        if self._waiting >= MAX_WAITING:
            raise TooManyAttempts(retry_after_s=1)
        self._waiting += 1
        try:
            async with self._slots:
                return await asyncio.to_thread(self._verify, password_hash, password)
        finally:
            self._waiting -= 1

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
