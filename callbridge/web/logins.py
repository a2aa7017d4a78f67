"""Logins: the cookie, the session behind it, its CSRF token. Only the SHA-256 of a token is ever stored."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from callbridge.app.login_port import Operators
from callbridge.crm.api_token import TokenUse
from callbridge.crm.operator import Operator, OperatorChanges
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import NotAuthenticated
from callbridge.kernel.ids import OperatorId
from callbridge.web.attempts import LoginAttempts
from callbridge.web.passwords import Passwords

COOKIE = "callbridge_session"
REMEMBER_S = 5.0
"""How long a session read from the store is believed; logging out here forgets it at once."""
MAX_REMEMBERED = 4096
MAX_TOKEN_CHARACTERS = 100

_LOGGER = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Login:
    """A live session."""

    operator: Operator
    csrf: str = field(repr=False)
    token_hash: bytes = field(repr=False)
    program: TokenUse | None = None
    """The program that has the operator's rights, None of a person's own session."""

    def has_csrf(self, token: str) -> bool:
        """Say whether `token` is this session's, in time that tells nothing about it."""
        return hmac.compare_digest(self.csrf.encode(), token.encode(errors="replace"))


class Logins:
    """Opens, recognises and ends sessions."""

    def __init__(
        self,
        operators: Operators,
        clock: Clock,
        *,
        session_hours: float,
        passwords: Passwords | None = None,
    ) -> None:
        self._operators = operators
        self._clock = clock
        self._lifetime = timedelta(hours=session_hours)
        self._passwords = passwords or Passwords()
        self._attempts = LoginAttempts(clock)
        self._remembered: dict[bytes, tuple[float, Login]] = {}

    @property
    def lifetime_s(self) -> int:
        """How long a session lasts."""
        return int(self._lifetime.total_seconds())

    async def hash_password(self, password: str) -> str:
        """Return the hash of a new password; raises InvalidInput when it is too short or too long."""
        return await self._passwords.hash(password)

    async def open(self, login: str, password: str, address: str) -> tuple[str, Login]:
        """Begin a session and return the cookie's token.

        Raises NotAuthenticated ``auth.bad_credentials``, which does not tell a wrong login from a wrong password,
        or TooManyAttempts.
        """
        self._attempts.begin(login, address)
        found = await self._operators.credentials(login)
        if not await self._passwords.verify(found[1] if found else None, password) or found is None:
            _LOGGER.warning("login refused", address=address)
            raise NotAuthenticated("auth.bad_credentials")
        self._attempts.succeeded(login, address)
        operator_id, password_hash = found
        if self._passwords.is_outdated(password_hash):
            fresh = await self._passwords.hash(password)
            await self._operators.change_operator(operator_id, OperatorChanges(password_hash=fresh))
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        expires_at = self._clock.now() + self._lifetime
        await self._operators.open_session(_hash(token), operator_id, csrf, expires_at)
        _LOGGER.info("logged in", operator_id=operator_id, address=address)
        return token, await self.require(token)

    async def find(self, token: str) -> Login | None:
        """Return the live session of a cookie, None when there is none (any more)."""
        if not 0 < len(token) <= MAX_TOKEN_CHARACTERS:
            return None
        return await self.find_by_hash(_hash(token))

    async def find_by_hash(self, token_hash: bytes, *, is_fresh: bool = False) -> Login | None:
        """Return the live session of a hashed token; `is_fresh` asks the store even when remembered."""
        now = self._clock.monotonic()
        remembered = self._remembered.get(token_hash)
        if remembered and now < remembered[0] and not is_fresh:
            return remembered[1]
        found = await self._operators.session(token_hash, self._clock.now())
        if found is None or not found[0].is_active:
            self._remembered.pop(token_hash, None)
            return None
        login = Login(operator=found[0], csrf=found[1], token_hash=token_hash)
        if len(self._remembered) >= MAX_REMEMBERED:
            self._remembered.clear()
        self._remembered[token_hash] = (now + REMEMBER_S, login)
        return login

    async def require(self, token: str) -> Login:
        """Return the live session of a cookie; raises NotAuthenticated."""
        login = await self.find(token)
        if login is None:
            raise NotAuthenticated
        return login

    async def close(self, login: Login) -> None:
        """End one session."""
        self._remembered.pop(login.token_hash, None)
        await self._operators.close_session(login.token_hash)
        self._remembered.pop(login.token_hash, None)

    async def close_all_of(self, operator_id: OperatorId) -> None:
        """End every session of an operator."""
        self.forget(operator_id)
        await self._operators.close_sessions_of(operator_id)
        self.forget(operator_id)

    def forget(self, operator_id: OperatorId) -> None:
        """Read the operator anew at the next request: something about them changed."""
        for token_hash, (_, login) in tuple(self._remembered.items()):
            if login.operator.id == operator_id:
                del self._remembered[token_hash]


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
