"""Which bytes a request wants (RFC 9110 §14): one range at most, everything else is answered with the whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ByteRange:
    """From the first byte to the last, both included; of nothing at all when there is none."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


def wanted_range(header: str, if_range: str, *, size: int, etag: str) -> ByteRange | None:
    """Return the one range that the headers ask for, None: the whole.

    A range that cannot be read, several ranges, or an ``If-Range`` of another version mean the whole (§13.1.5, §14.2).
    Raises ValueError when the range begins behind the end: 416.
    """
    found = _ONE_RANGE.fullmatch(header)
    if found is None or (if_range and if_range != etag):
        return None
    first_text, last_text = found.groups()
    if not first_text:
        return _suffix(last_text, size)
    first = int(first_text)
    last = int(last_text) if last_text else size - 1
    if last < first <= size - 1:
        return None
    if first >= size:
        raise ValueError(header)
    return ByteRange(first, min(last, size - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAnswer:
    """How a file is answered with: its bytes, None of those that it has not, and what the head says of them."""

    span: ByteRange | None
    status: int
    headers: Mapping[str, str]


def part_answer(asked: Mapping[str, str], *, size: int, etag: str) -> PartAnswer:
    """Return the answer to a request's headers: the whole, a part, or 416."""
    try:
        part = wanted_range(asked.get("range", ""), asked.get("if-range", ""), size=size, etag=etag)
    except ValueError:
        return PartAnswer(span=None, status=416, headers={"Content-Range": f"bytes */{size}"})
    if part is None:
        return PartAnswer(span=ByteRange(0, size - 1), status=200, headers={"Content-Length": str(size)})
    told = {"Content-Length": str(part.length), "Content-Range": f"bytes {part.first}-{part.last}/{size}"}
    return PartAnswer(span=part, status=206, headers=told)


def _suffix(text: str, size: int) -> ByteRange | None:
    if not text:
        return None
    if int(text) == 0 or size == 0:
        raise ValueError(text)
    return ByteRange(max(0, size - int(text)), size - 1)
