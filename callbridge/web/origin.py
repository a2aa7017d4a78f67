"""Whether a browser's request comes from our own pages."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit


def is_own_origin(origin: str, host: str, allowed: Sequence[str]) -> bool:
    """Say whether `origin` is the address asked (`host`, the Host header) or one of the configured origins.

    The scheme is not compared with ours: a proxy may speak HTTPS to the browser and HTTP to us.
    A page that renamed itself to our Host (DNS rebinding) passes here and has no cookie of ours.
    """
    if origin.rstrip("/").lower() in {entry.rstrip("/").lower() for entry in allowed}:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc.lower() == host.lower()


def origin_of(headers: Mapping[str, str]) -> str:
    """Return the Origin of a request, else the origin of its Referer, else ``""``."""
    origin = headers.get("origin")
    if origin is not None:
        return origin
    try:
        parts = urlsplit(headers.get("referer", ""))
    except ValueError:
        return "null"
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
