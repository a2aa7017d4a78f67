import pytest

from callbridge.kernel.number_text import MAX_NUMBER_CHARS, clean_raw, take_apart


@pytest.mark.parametrize(
    ("raw", "dialled", "extension", "word"),
    [
        ("+7 (916) 123-45-67", "+79161234567", "", "+7 (916) 123-45-67"),
        ("8 916 123 45 67 доб. 5", "89161234567", "5", "8 916 123 45 67 доб. 5"),
        ("tel:123;phone-context=+7495;ext=9", "+7495123", "9", "+7495123"),
        ('"A <b>" <sip:101@x>', "101", "", "101"),
        ("<unknown>", "unknown", "", "unknown"),
        ("1+2+3", "123", "", "1+2+3"),
        ("*8#", "*8", "", "*8#"),
        ("12 #34", "12#34", "", "12 #34"),
        ("", "", "", ""),
    ],
)
def test_a_text_is_taken_apart(raw: str, dialled: str, extension: str, word: str) -> None:
    written = take_apart(raw)
    assert (written.dialled, written.extension, written.word) == (dialled, extension, word)


def test_what_cannot_be_stored_or_would_turn_a_line_around_is_removed() -> None:
    assert clean_raw("8\x00\r\n9\u202e\u200f\ud8001") == "891"


def test_a_text_is_cut_where_no_number_is_that_long() -> None:
    assert clean_raw("1" * 1000) == "1" * MAX_NUMBER_CHARS


def test_a_prefix_is_compared_without_case_and_separators() -> None:
    assert take_apart("Trunk-1: 89161234567").without_prefix("TRUNK 1") == "89161234567"
    assert take_apart("89161234567").without_prefix("9") == ""
    assert take_apart("89161234567").without_prefix("-") == ""
