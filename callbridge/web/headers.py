"""The headers every answer carries: what our pages may load, and who may not frame or read them."""

import re
from collections.abc import Sequence

_PLAIN_HOST = re.compile(r"^[A-Za-z0-9.\-\[\]:]{1,255}$")

_ALWAYS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(self), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")


def security_headers(host: str, origins: Sequence[str] = (), *, is_secure: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers for an answer to a request for `host` (its Host header, hostile text).

    Its pages may connect to `origins` too.
    """
    headers = [(b"content-security-policy", _policy(host, origins).encode()), *_ALWAYS]
    return [*headers, _STRICT_TRANSPORT] if is_secure else headers


def _policy(host: str, origins: Sequence[str]) -> str:
    """Mantine 9 writes <style> elements, hence 'unsafe-inline' for styles alone; scripts are never inline.

    Safari before 15.4 does not count ws: as 'self', hence the addresses.
    """
    sockets = f" ws://{host} wss://{host}" if _PLAIN_HOST.match(host) else ""
    sockets += "".join(f" {origin}" for origin in origins)
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"connect-src 'self'{sockets}; img-src 'self' data:; frame-src 'self'; font-src 'self'; "
        "media-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
