"""The short cut says what ``phonenumbers`` says, for every area code of the numbering plan."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat

from callbridge.kernel import russian_number
from callbridge.kernel.numbers import NumberPlan, read_number

PLANS = [
    NumberPlan(),
    NumberPlan(area_code="495"),
    NumberPlan(international_prefixes=("810", "8916")),
    NumberPlan(international_prefixes=(), own=frozenset({"+79161234567"})),
    NumberPlan(national_prefix=""),
    NumberPlan(national_prefix="7"),
    NumberPlan(national_prefix="91"),
    NumberPlan(strip_prefixes=("9", "+7")),
    NumberPlan(internal=r"^\d{2,11}$"),
    NumberPlan(withheld=frozenset({"79160000000"})),
    NumberPlan(region="KZ"),
    NumberPlan(region="US", national_prefix="1"),
]

shapes = st.sampled_from(["+7", "8", "7", "", "+", "+8", "9", "00", "8107", "78"])
tails = st.text("0123456789", min_size=9, max_size=11)


@given(prefix=shapes, tail=tails, plan=st.sampled_from(PLANS))
def test_a_number_is_read_as_the_careful_way_reads_it(prefix: str, tail: str, plan: NumberPlan) -> None:
    """R147: a blank before it takes the short cut away and changes nothing else."""
    quick, careful = read_number(prefix + tail, plan), read_number(f" {prefix}{tail}", plan)
    assert (quick.form, quick.e164, quick.digits) == (careful.form, careful.e164, careful.digits)


@pytest.mark.parametrize("tail", ["0000000", "1234567", "9999999"])
def test_every_area_code_that_is_read_by_its_shape_is_read_right(tail: str) -> None:
    for code in range(1000):
        national = f"{code:03d}{tail}"
        if e164 := russian_number.full_e164(f"+7{national}"):
            parsed = phonenumbers.parse(e164, None)
            assert phonenumbers.is_possible_number(parsed)
            assert phonenumbers.format_number(parsed, PhoneNumberFormat.E164) == e164
        for written in (national, f"7{national}", f"8{national}"):
            if e164 := russian_number.mobile_e164(written):
                parsed = phonenumbers.parse(written, "RU")
                assert phonenumbers.is_valid_number(parsed)
                assert phonenumbers.format_number(parsed, PhoneNumberFormat.E164) == e164


@pytest.mark.parametrize("tail", ["0000000", "1234567", "9999999"])
def test_every_area_code_that_is_shown_by_its_shape_is_shown_right(tail: str) -> None:
    for code in range(1000):
        if quick := russian_number.shown(f"+7{code:03d}{tail}"):
            parsed = phonenumbers.parse(f"+7{code:03d}{tail}", None)
            assert quick == phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def test_mobile_numbers_and_moscows_take_the_short_cut() -> None:
    assert russian_number.full_e164("+79161234567") == russian_number.mobile_e164("89161234567") == "+79161234567"
    assert russian_number.full_e164("+74951234567") == "+74951234567"
    assert russian_number.shown("+74951234567") == "+7 495 123-45-67"


@pytest.mark.parametrize(
    "raw", ["", "+7", "+7916123456", "+791612345678", "+7916123456٧", "+79161234567\n", "tel:9161234567"]
)
def test_anything_else_does_not(raw: str) -> None:
    assert russian_number.full_e164(raw) == russian_number.mobile_e164(raw) == russian_number.shown(raw) == ""
