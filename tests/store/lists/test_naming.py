"""Names of records, and finding them by word or telephone."""

import pytest

from callbridge.crm.operator import Language
from callbridge.store import tables as t
from callbridge.store.lists.naming import all_words, begins_number, by_number, named


def test_a_record_with_an_english_name_is_called_by_it_in_english() -> None:
    assert "name_en" in str(named(t.product)(Language.EN))
    assert "name_en" not in str(named(t.product)(Language.RU))
    assert str(named(t.operator, "full_name")(Language.EN)) == "operator.full_name"


@pytest.mark.parametrize("text", ["", "«»", "--"])
def test_a_text_without_words_finds_nobody(text: str) -> None:
    assert all_words(t.person_word, "person_id", t.person.c.id, text) is None


@pytest.mark.parametrize("text", ["12", "дом 5", ""])
def test_what_is_no_number_is_not_looked_for_among_numbers(text: str) -> None:
    assert by_number(t.contact_point, "person_id", text) is None
    assert str(begins_number(t.contact_point, "person_id", t.person.c.id)(text)) == "false"


def test_the_last_digits_of_a_number_find_it_too() -> None:
    assert "reversed_digits" in str(by_number(t.contact_point, "person_id", "1234"))
    assert "reversed_digits" not in str(by_number(t.contact_point, "person_id", "123"))
