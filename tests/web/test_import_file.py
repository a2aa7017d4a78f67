"""Uploaded files told apart by what is in them."""

import io

import pytest

from callbridge.kernel.errors import DomainError
from callbridge.web.import_file import file_lines


def test_a_csv_and_a_card_are_told_apart() -> None:
    assert list(file_lines(io.BytesIO("ФИО;Телефон\nИванов;1\n".encode("cp1251"))))[1] == (2, ("Иванов", "1"))
    card = "\ufeffBEGIN:VCARD\nFN:Иванов\nEND:VCARD\n".encode()
    assert list(file_lines(io.BytesIO(card)))[1][1][0] == "Иванов"


@pytest.mark.parametrize("raw", [b"\xd0\xcf\x11\xe0old", b"%PDF-1.7", b"\x89PNG\r\n"])
def test_other_files_are_refused_by_name(raw: bytes) -> None:
    with pytest.raises(DomainError, match=r"import\.unknown_file"):
        list(file_lines(io.BytesIO(raw)))
