"""Folding: what an operator types finds what another one wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callbridge.store.folding import fold, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Пётр", "ПЕТР"),
        ("Семёнов  Артём ", "семенов артем"),
        ("ﬁrma", "FIRMA"),
        ("Straße", "STRASSE"),
        ("e\u0301", "é"),
    ],
)
def test_case_yo_spaces_and_forms_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_words_are_split_at_anything_that_is_no_letter() -> None:
    assert words('ООО "Ромашка-Юг", Иван') == ("ооо", "ромашка", "юг", "иван")


@settings(deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once_for_the_words_that_are_searched(text: str) -> None:
    assert all(words(word) == (word,) for word in words(fold(text)) if fold(word) == word)


@settings(deadline=None)  # a busy machine is no fault
@given(st.text().map(lambda text: f"{text} x{text}" * 100))
def test_words_are_bounded_however_long_the_text(text: str) -> None:
    found = words(text)
    assert len(found) <= 12
    assert all(len(word) <= 64 for word in found)
