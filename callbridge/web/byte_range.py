"""Which bytes a request wants (RFC 9110 §14): one range at most, everything else is answered with the whole."""

import re
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


def _suffix(text: str, size: int) -> ByteRange | None:
    if not text:
        return None
    if int(text) == 0 or size == 0:
        raise ValueError(text)
    return ByteRange(max(0, size - int(text)), size - 1)
