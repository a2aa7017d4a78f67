"""AWS Signature Version 4 in the Authorization header: what S3-compatible storages ask for.

Source: AWS General Reference, "Create a signed AWS API request"; the tests hold the vectors published there and in the
S3 API reference ("Authenticating Requests: Using the Authorization Header"). Pure: the time comes in as an argument.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"
EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()
_UNRESERVED = "-_.~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who signs, and for which region's service."""

    access_key: str
    secret: str = field(repr=False)
    region: str
    service: str = "s3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """A request about to be signed: `path` is decoded, `headers` are all that are to be signed."""

    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str]
    payload_sha256: str = EMPTY_SHA256

    @property
    def target(self) -> str:
        """The path and query as they must be sent: as they are signed."""
        query = _query(self.query)
        return _path(self.path) + (f"?{query}" if query else "")


def authorization(request: Unsigned, credentials: Credentials, at: datetime) -> str:
    """Return the Authorization header; `request.headers` must hold ``host`` and ``x-amz-date`` of that instant."""
    headers = {name.lower(): " ".join(value.split()) for name, value in request.headers.items()}
    signed = ";".join(sorted(headers))
    canonical = "\n".join(
        (
            request.method,
            _path(request.path),
            _query(request.query),
            *(f"{name}:{headers[name]}" for name in sorted(headers)),
            "",
            signed,
            request.payload_sha256,
        )
    )
    scope = f"{at:%Y%m%d}/{credentials.region}/{credentials.service}/aws4_request"
    to_sign = "\n".join((ALGORITHM, amz_date(at), scope, hashlib.sha256(canonical.encode()).hexdigest()))
    signature = hmac.new(_key(credentials, at), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={credentials.access_key}/{scope},SignedHeaders={signed},Signature={signature}"


def amz_date(at: datetime) -> str:
    """Return an instant (UTC) as ``x-amz-date`` writes it."""
    return f"{at:%Y%m%dT%H%M%SZ}"


def _key(credentials: Credentials, at: datetime) -> bytes:
    key = f"AWS4{credentials.secret}".encode()
    for part in (f"{at:%Y%m%d}", credentials.region, credentials.service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key


def _path(path: str) -> str:
    return quote(path, safe=f"/{_UNRESERVED}")


def _query(query: Sequence[tuple[str, str]]) -> str:
    pairs = sorted((quote(name, safe=_UNRESERVED), quote(value, safe=_UNRESERVED)) for name, value in query)
    return "&".join(f"{name}={value}" for name, value in pairs)
