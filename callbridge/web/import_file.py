"""What a file that somebody uploaded is, by what is in it, and its rows."""

from collections.abc import Iterator
from typing import IO

from callbridge.crm.import_text import csv_lines, decoded
from callbridge.crm.importing import Line
from callbridge.crm.vcard import vcard_lines
from callbridge.kernel.errors import DomainError
from callbridge.web.xlsx_file import xlsx_lines

MAX_FILE_BYTES = 32 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OTHERS = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
"""What people upload by mistake; the first is the XLS of old."""


def file_lines(file: IO[bytes]) -> Iterator[Line]:
    """Yield the rows of a CSV, XLSX or vCard, the heading first.

    Raises DomainError, in the middle of it also, when the file is of another kind, broken or too large.
    """
    head = file.read(8)
    file.seek(0)
    if head.startswith(_ZIP):
        yield from xlsx_lines(file)
        return
    if head.startswith(_OTHERS):
        raise DomainError("import.unknown_file")
    text = decoded(file.read(MAX_FILE_BYTES + 1))
    is_cards = text[:200].lstrip().upper().startswith("BEGIN:VCARD")
    yield from vcard_lines(text) if is_cards else csv_lines(text)
