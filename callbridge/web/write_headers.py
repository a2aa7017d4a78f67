"""The headers of what is written: once per key, and on the version that was read."""

from fastapi import Request, Response

from callbridge.crm.record import RecordView
from callbridge.kernel.errors import InvalidInput
from callbridge.web.codec import MAX_INTEGER
from callbridge.web.errors import json

IDEMPOTENCY_HEADER = "Idempotency-Key"
MAX_KEY_CHARACTERS = 200
VERSION_HEADER = "If-Match"


def idempotency_key(request: Request) -> str:
    """Return what tells a retry from a second request; raises InvalidInput."""
    key = request.headers.get(IDEMPOTENCY_HEADER, "").strip()
    if not key:
        raise InvalidInput({IDEMPOTENCY_HEADER: "required"})
    if len(key) > MAX_KEY_CHARACTERS or not key.isascii() or not key.isprintable():
        raise InvalidInput({IDEMPOTENCY_HEADER: "wrong_type"})
    return key


def answer_with(view: RecordView, status: int = 200) -> Response:
    """Return a record, its version as the answer's tag."""
    return json(view, status, {"ETag": f'"{view.version}"'})


def edited_version(request: Request) -> int:
    """Return the version in ``If-Match: "3"``."""
    text = request.headers.get(VERSION_HEADER, "").strip()
    if not text:
        raise InvalidInput({VERSION_HEADER: "required"}, "record.version_missing")
    digits = text.removeprefix('"').removesuffix('"')
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MAX_INTEGER))):
        raise InvalidInput({VERSION_HEADER: "wrong_type"})
    return int(digits)
