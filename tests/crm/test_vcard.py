"""vCards of telephones and mail programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.vcard import HEADING, vcard_lines
from callbridge.kernel.errors import DomainError

MODERN = """BEGIN:VCARD
VERSION:4.0
FN:Иванов Иван
N:Иванов;Иван;Петрович;;
TEL;TYPE=cell;VALUE=uri:tel:+7916
 1234567
item1.TEL:8 (495) 111-22-33
EMAIL:ivan@acme.ru
ORG:ООО «Акме»\\, филиал;Отдел продаж
TITLE:Директор
NOTE:Звонить\\nпосле обеда
END:VCARD
"""
OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=\r\n"
    "=D0=B0;Bob\r\nEND:VCARD\r\n"
)


def cells(text: str) -> list[dict[str, list[str]]]:
    """Return the filled cells of each card by heading."""
    found = []
    for _, row in list(vcard_lines(text))[1:]:
        card: dict[str, list[str]] = {}
        for name, cell in zip(HEADING, row, strict=False):
            if cell:
                card.setdefault(name, []).append(cell)
        found.append(card)
    return found


def test_a_card_is_a_row() -> None:
    assert cells(MODERN) == [
        {
            "Full name": ["Иванов Иван"],
            "Phone": ["+79161234567", "8 (495) 111-22-33"],
            "E-mail": ["ivan@acme.ru"],
            "Organization": ["ООО «Акме», филиал Отдел продаж"],
            "Position": ["Директор"],
            "Note": ["Звонить\nпосле обеда"],
        }
    ]


def test_a_telephone_of_old_is_read() -> None:
    assert cells(OLD) == [{"Full name": ["Ива Bob"]}]


def test_a_file_without_a_card_is_refused() -> None:
    with pytest.raises(DomainError, match=r"import\.no_cards"):
        list(vcard_lines("BEGIN:VCARD\nFN:cut off"))


@given(st.text(max_size=300), st.text(max_size=100))
def test_no_text_breaks_the_reading(text: str, value: str) -> None:
    try:
        rows = list(vcard_lines(f"BEGIN:VCARD\nFN:{value}\n{text}\nEND:VCARD"))
    except DomainError:
        return
    assert all(len(row) <= len(HEADING) for _, row in rows)
