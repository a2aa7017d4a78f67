"""Programs at the door: their tokens made, recognised and held to their rate. Only the SHA-256 of a token is stored."""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

import structlog

from callbridge.app.program_port import Programs
from callbridge.crm.api_token import ApiToken, Scope, TokenUse
from callbridge.crm.operator import Operator
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import NotAuthenticated
from callbridge.web.attempts import network
from callbridge.web.rate_limit import RateLimit

PREFIX = "cbt_"
"""By which a token that lies about is known for what it is."""
REMEMBER_S = 5.0
"""How long a token read from the store is believed; one revoked here is forgotten at once."""
MAX_REMEMBERED = 1000
MAX_TOKEN_CHARACTERS = 100
WRONG_PER_MINUTE = 30
"""Wrong tokens from one address: a whole office may stand behind it."""
_SCHEME = "bearer "
_LOGGER = structlog.get_logger(__name__)


def bearer_of(authorization: str) -> str | None:
    """Return the token in an ``Authorization`` header, None when it holds none of that kind."""
    is_bearer = authorization[: len(_SCHEME)].lower() == _SCHEME
    return authorization[len(_SCHEME) :].strip() if is_bearer else None


class ProgramLogins:
    """Knows programs by their tokens."""

    def __init__(self, programs: Programs, clock: Clock, *, per_minute: int) -> None:
        self._programs = programs
        self._clock = clock
        self._rate = RateLimit(clock, per_minute)
        self._wrong = RateLimit(clock, WRONG_PER_MINUTE)
        self._remembered: OrderedDict[bytes, tuple[float, TokenUse]] = OrderedDict()

    async def make(
        self, name: str, scopes: Sequence[Scope], operator: Operator, expires_at: datetime | None
    ) -> tuple[str, ApiToken]:
        """Make a token; what is returned first is shown once and known to nobody afterwards."""
        token = PREFIX + secrets.token_urlsafe(32)
        kept = await self._programs.add_token(
            name=name,
            token_hash=_hash(token),
            scopes=scopes,
            operator_id=operator.id,
            expires_at=expires_at,
            at=self._clock.now(),
        )
        return token, kept

    async def revoke(self, token_id: int, operator: Operator) -> ApiToken:
        """End a token at once; NotFound."""
        revoked = await self._programs.revoke_token(token_id, operator.id, at=self._clock.now())
        self._forget(token_id)
        return revoked

    async def require(self, token: str, address: str) -> TokenUse:
        """Return who shows the token; raises NotAuthenticated, TooManyAttempts."""
        found = await self._find(token, address)
        self._rate.take(str(found.id))
        return found

    async def _find(self, token: str, address: str) -> TokenUse:
        # The hash is what is looked up, so the time that takes tells nothing about a token.
        token_hash, now = _hash(token), self._clock.monotonic()
        remembered = self._remembered.get(token_hash)
        if remembered and now < remembered[0]:
            return remembered[1]
        where = network(address)
        self._wrong.check(where)
        is_likely = token.startswith(PREFIX) and len(token) <= MAX_TOKEN_CHARACTERS
        found = await self._programs.use_token(token_hash, at=self._clock.now()) if is_likely else None
        if found is None:
            self._remembered.pop(token_hash, None)
            self._wrong.take(where)
            _LOGGER.warning("token refused", address=address)
            raise NotAuthenticated("token.invalid")
        self._remembered[token_hash] = (now + REMEMBER_S, found)
        while len(self._remembered) > MAX_REMEMBERED:
            self._remembered.popitem(last=False)
        return found

    def _forget(self, token_id: int) -> None:
        for token_hash, (_, use) in tuple(self._remembered.items()):
            if use.id == token_id:
                del self._remembered[token_hash]


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
