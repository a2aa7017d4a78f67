"""What an answer with a file of somebody's says of it, so that a browser does nothing with it that we did not mean.

The type is ours, read from the bytes (crm/attachment.py); what is not to be shown is always downloaded; what is shown
may run no script, load nothing and be framed by our pages alone.
"""

from urllib.parse import quote

from callbridge.crm.attachment import UNKNOWN, Attachment, Preview, preview_of

_CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"
_ASCII_KEPT = frozenset("-_.() ")


def file_headers(file: Attachment, *, is_taken: bool) -> dict[str, str]:
    """Return the headers of every answer about a file."""
    return {
        "Accept-Ranges": "bytes",
        "ETag": etag_of(file),
        "Cache-Control": "private, no-store",
        "Content-Disposition": disposition(file.name, is_taken=is_taken or preview_of(file.media_type) is Preview.NONE),
        "Content-Security-Policy": _CONTENT_POLICY,
        "X-Frame-Options": "SAMEORIGIN",
    }


def etag_of(file: Attachment) -> str:
    """Return what tells its contents from any other."""
    return f'"{file.sha256[:32]}"'


def served_type(file: Attachment) -> str:
    """Return its media type: one that we show, or bytes."""
    return UNKNOWN if preview_of(file.media_type) is Preview.NONE else file.media_type


def disposition(name: str, *, is_taken: bool) -> str:
    """Return ``Content-Disposition`` with the name for old readers and for all others (RFC 6266, RFC 8187)."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in _ASCII_KEPT) else "_" for char in name)
    kind = "attachment" if is_taken else "inline"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
