import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.kernel.masking import mask_addresses, mask_number, mask_text


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+79161234567", "+7916•••4567"),
        ("8 (916) 123-45-67", "8916•••4567"),
        ("1234567", "12•••67"),
        ("123456", "123456"),
        ("101", "101"),
        ("anonymous", "anonymous"),
        ("", ""),
    ],
)
def test_a_number_is_masked_in_its_middle(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call from +79161234567 to 101", "call from +7916•••4567 to 101"),
        ("8 (916) 123-45-67, 84951234567", "8916•••4567, 8495•••4567"),
        ("PJSIP/79161234567-0000002a", "PJSIP/7916•••0002a"),
        ("PJSIP/101-0000002a", "PJSIP/101-0000002a"),
        ("at 2026-11-23T17:00:01.123456 on 2026-11-23 17:00", "at 2026-11-23T17:00:01.123456 on 2026-11-23 17:00"),
        ("main:1764000000.12", "main:1764000000.12"),
        ("+1764000000.12", "+1764•••0012"),
        ("from 192.168.100.200:5060, not 892.168.100.200", "from 192.168.100.200:5060, not 8921•••0200"),
        ("nothing", "nothing"),
    ],
)
def test_numbers_are_masked_in_any_text_but_dates_addresses_and_asterisks_names_stay(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("to a.b+c@mail.example.ru, x@y.ru.", "to a•••@mail.example.ru, x•••@y.ru."),
        ("Local/101@from-queue-0000001;1", "Local/101@from-queue-0000001;1"),
        ("иван@пример.рф", "и•••@пример.рф"),
        ("nothing", "nothing"),
    ],
)
def test_the_person_of_an_e_mail_address_is_masked(text: str, masked: str) -> None:
    assert mask_addresses(text) == masked


def test_a_long_word_is_read_once() -> None:
    """A log may quote what strangers sent, at any length: a word of 40 000 letters behind an address took 28 s."""
    long = "a" * 1_000_000
    assert mask_addresses(f"<{long}> {long}@example.ru") == f"<{long}> a•••@example.ru"


@given(st.from_regex(r"\+?[0-9]{7,15}", fullmatch=True), st.text(alphabet="abcя :,", max_size=5))
def test_no_text_shows_a_whole_number(number: str, around: str) -> None:
    assert number.lstrip("+") not in mask_text(f"{around}{number}{around}")


@given(st.text())
def test_masking_never_raises_and_changes_nothing_but_digits(text: str) -> None:
    letters = re.compile(r"[^\W\d_]")
    assert letters.findall(mask_text(text)) == letters.findall(text)
