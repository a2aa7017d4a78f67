"""Numbers for roles that may not read them whole."""

from typing import Any

import pytest

from callbridge.kernel.hidden_number import hidden, hidden_number, hidden_text, is_hidden

MASK = "+7 921 •••‑••‑67"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+79211234567", MASK),
        ("+7 (921) 123-45-67", MASK),
        ("89211234567", "8 921 •••‑••‑67"),
        ("+442079460958", "+4420 ••••••‑58"),
        ("1234567", "12 •••‑67"),
        ("101", "101"),
        ("anonymous", "anonymous"),
        ("", ""),
        (MASK, MASK),
    ],
)
def test_a_number_keeps_its_beginning_and_its_last_two_digits(number: str, shown: str) -> None:
    assert hidden_number(number) == shown


def test_what_looks_like_a_number_in_a_text_is_one() -> None:
    said = "Просил на 8 (921) 123-45-67 или 9211234567, звонил 2026-11-26 10:15, вызов main:1795829000.12"
    assert (
        hidden_text(said)
        == "Просил на 8 921 •••‑••‑67 или 9211 ••••‑67, звонил 2026-11-26 10:15, вызов main:1795829000.12"
    )


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("number", "+79211234567", MASK),
        ("phones", ["+79211234567", "101"], [MASK, "101"]),
        ("phones", [{"raw": "8921 123 45 67", "e164": "+79211234567"}], [{"raw": "8 921 •••‑••‑67", "e164": MASK}]),
        ("name", "Сделка +7 921 123-45-67", f"Сделка {MASK}"),
        ("call_id", "main:1795829000.12", "main:1795829000.12"),
        ("did", "+74951112233", "+74951112233"),
        ("next", "2026-11-26T10:15:00.000000Z~79211234567", "2026-11-26T10:15:00.000000Z~79211234567"),
        ("started_at", "2026-11-26T10:15:00.123456Z", "2026-11-26T10:15:00.123456Z"),
        ("amount", "12345678.50", "12345678.50"),
        ("before", "12345678.50", "12345678.50"),
        ("value", "2026-11-26T10:15:00Z", "2026-11-26T10:15:00Z"),
        ("content", "звонить на 9211234567", "звонить на 9211 ••••‑67"),
        ("version", 79211234567, 79211234567),
        ("note", None, None),
        ("changes", [{"field": "raw", "before": "89211234567", "after": None}],
         [{"field": "raw", "before": "8 921 •••‑••‑67", "after": None}]),
    ],
)  # fmt: skip
def test_a_value_is_hidden_by_what_it_is_called(name: str, value: Any, shown: Any) -> None:
    assert hidden(name, value) == shown


def test_what_was_hidden_is_known_when_it_comes_back() -> None:
    assert is_hidden(MASK)
    assert not is_hidden("+7 921 123-45-67")
    assert not is_hidden(["••"])
