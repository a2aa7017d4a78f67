"""Number keys: which numbers may meet."""

import pytest

from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.store.number_key import e164_of, number_key, reversed_of, suffix_range
from tests.support.stores import phone


def test_a_readable_number_is_found_by_e164() -> None:
    key = number_key(phone("+79161234567", raw="8 916 123-45-67"))
    assert (key, e164_of(key), reversed_of(key)) == ("+79161234567", "+79161234567", "76543216197")


def test_an_unreadable_number_never_meets_a_readable_one_of_the_same_digits() -> None:
    key = number_key(PhoneNumber(form=NumberForm.UNREADABLE, raw="79161234567", digits="79161234567"))
    assert (key, e164_of(key)) == ("#79161234567", "")


@pytest.mark.parametrize("form", [NumberForm.INTERNAL, NumberForm.OWN, NumberForm.WITHHELD, NumberForm.UNREADABLE])
def test_colleagues_own_lines_and_hidden_numbers_have_no_key(form: NumberForm) -> None:
    e164 = "+74951112233" if form is NumberForm.OWN else ""
    assert number_key(PhoneNumber(form=form, raw="101", e164=e164)) == ""


def test_nine_digits_are_needed_to_be_similar() -> None:
    assert suffix_range("#12345678") is None
    assert suffix_range("+79161234567") == ("765432161", "765432161:")
