import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from callbridge.kernel.numbers import NumberForm, NumberPlan, PhoneNumber, display, read_number, with_own

MOSCOW = NumberPlan(area_code="495")
GERMANY = NumberPlan(region="DE", area_code="30", international_prefixes=("00",), national_prefix="0")
AMERICA = NumberPlan(region="US", area_code="212", international_prefixes=("011",), national_prefix="1")
KAZAKHSTAN = NumberPlan(region="KZ", area_code="7172")
ITALY = NumberPlan(region="IT", international_prefixes=("00",), national_prefix="")
PLANS = [NumberPlan(), MOSCOW, GERMANY, AMERICA, KAZAKHSTAN, ITALY, NumberPlan(strip_prefixes=("9", "trunk-", "+7"))]


def e164(raw: str, plan: NumberPlan = MOSCOW) -> str:
    return read_number(raw, plan).e164


@pytest.mark.parametrize(
    "raw",
    [
        "+79161234567",
        "89161234567",
        "0079161234567",
        "81079161234567",
        "9161234567",
        "79161234567",
        "+89161234567",
        "8 (916) 123-45-67",
        "+7\u00a0916\u2011123\u201345\u201367",
        "\u200f+7 916 123 45 67\u202c",
        "(+7) 916.123.45.67",
        "٨٩١٦١٢٣٤٥٦٧",
        "\uff0b\uff17\uff19161234567",
        "тел. 8 916 123 45 67",
        "tel:+7-916-123-45-67",
        "tel:9161234567;phone-context=+7",
        "sip:+79161234567@pbx.example;user=phone",
        "sips:89161234567:secret@pbx.example",
        "sip:%2B79161234567@pbx.example",
        '"Иван" <sip:+79161234567@pbx.example>',
        "Иван <89161234567>",
        "8916123\x004567",
    ],
)
def test_every_way_to_write_a_russian_number_gives_the_same(raw: str) -> None:
    number = read_number(raw, MOSCOW)
    assert (number.form, number.e164, number.extension) == (NumberForm.E164, "+79161234567", "")


@pytest.mark.parametrize(
    "tail", ["#12", " x12", " х12", " доб. 12", " доб 12", ", доб.12", " ext. 12", " ext12", ",12", " вн. 12"]
)
def test_an_extension_is_kept_apart(tail: str) -> None:
    number = read_number("8 (495) 123-45-67" + tail, MOSCOW)
    assert (number.e164, number.extension) == ("+74951234567", "12")


def test_an_extension_in_a_uri_is_kept_apart() -> None:
    assert read_number("tel:+7-495-123-45-67;ext=101", MOSCOW).extension == "101"


def test_a_foreign_number_with_00_is_not_taken_for_a_moscow_one() -> None:
    """phonenumbers alone, with region RU, reads +749306662812 here."""
    assert e164("0049 30 6662812") == "+49306662812"
    assert e164("810 49 30 6662812") == "+49306662812"


def test_a_seven_digit_number_gets_the_area_code() -> None:
    assert e164("123-45-67") == "+74951234567"
    assert read_number("1234567", NumberPlan()) == PhoneNumber(
        form=NumberForm.UNREADABLE, raw="1234567", digits="1234567"
    )


def test_a_ten_digit_number_that_begins_with_the_national_prefix_keeps_it() -> None:
    assert e164("8123234567") == "+78123234567"
    assert e164("8001002030") == "+78001002030"


def test_a_foreign_number_without_a_plus_is_read_when_it_can_be_nothing_else() -> None:
    assert e164("375291234567") == "+375291234567"


def test_a_number_range_newer_than_the_library_is_read_when_its_length_is_right() -> None:
    assert e164("+7 000 123-45-67") == e164("8 000 123-45-67") == "+70001234567"


@pytest.mark.parametrize(
    ("plan", "raw", "expected"),
    [
        (GERMANY, "030 6662812", "+49306662812"),
        (GERMANY, "0049306662812", "+49306662812"),
        (GERMANY, "6662812", "+49306662812"),
        (GERMANY, "0171 2345678", "+491712345678"),
        (GERMANY, "007 916 123 45 67", "+79161234567"),
        (AMERICA, "(212) 736-5000", "+12127365000"),
        (AMERICA, "1 212 736 5000", "+12127365000"),
        (AMERICA, "736-5000", "+12127365000"),
        (AMERICA, "011 7 916 123 45 67", "+79161234567"),
        (KAZAKHSTAN, "8 701 123 45 67", "+77011234567"),
        (KAZAKHSTAN, "8 10 49 30 6662812", "+49306662812"),
        (ITALY, "06 6982", "+39066982"),
        (ITALY, "0039 06 698 12345", "+390669812345"),
    ],
)
def test_other_countries_read_by_their_own_rules(plan: NumberPlan, raw: str, expected: str) -> None:
    assert e164(raw, plan) == expected


@pytest.mark.parametrize(
    "raw",
    ["", "  ", "anonymous", "Anonymous", "<unknown>", "unknown", "Restricted", '"" <>', "asterisk", "()",
     "sip:anonymous@anonymous.invalid", '"Anonymous" <sip:anonymous@anonymous.invalid>', "\u200e"],
)  # fmt: skip
def test_a_hidden_number_is_withheld(raw: str) -> None:
    number = read_number(raw, MOSCOW)
    assert (number.form, number.e164, number.digits) == (NumberForm.WITHHELD, "", "")
    assert display(number) == ""


@pytest.mark.parametrize("raw", ["101", "10", "12345", "sip:101@pbx.example", '"Анна" <101>', "1-0-1"])
def test_a_short_number_is_internal(raw: str) -> None:
    assert read_number(raw, MOSCOW).form is NumberForm.INTERNAL


def test_the_internal_pattern_must_fit_the_whole_number() -> None:
    plan = NumberPlan(internal=r"1\d\d")
    assert read_number("101", plan).form is NumberForm.INTERNAL
    assert read_number("1011", plan).form is NumberForm.UNREADABLE


def test_own_lines_are_own_however_they_are_written() -> None:
    plan = with_own(MOSCOW, ["8 800 100-20-30", "495 111-22-33", "777777", "anonymous"])
    assert plan.own == {"+78001002030", "+74951112233", "777777"}
    assert read_number("88001002030", plan) == PhoneNumber(form=NumberForm.OWN, raw="88001002030", e164="+78001002030")
    assert read_number("1112233", plan).form is NumberForm.OWN
    assert read_number("777777", plan).form is NumberForm.OWN
    assert read_number("+79161234567", plan).form is NumberForm.E164


def test_what_the_pbx_puts_before_a_number_is_removed_only_where_a_number_is_left() -> None:
    plan = NumberPlan(strip_prefixes=("9", "99", "msk-"))
    assert e164("989161234567", plan) == "+79161234567"
    assert e164("9989161234567", plan) == "+79161234567"
    assert e164("99161234567", plan) == "+79161234567"
    assert e164("9161234567", plan) == "+79161234567"
    assert e164("MSK-89161234567", plan) == "+79161234567"


@pytest.mark.parametrize(
    "raw",
    [
        "john",
        "sip:ivan@pbx.example",
        "#31#89161234567",
        "8916123456789012345678",
        "12345678",
        "*8",
        "+",
        "+12",
        "x" * 1000,
    ],
)
def test_what_fits_no_plan_is_kept_as_it_came(raw: str) -> None:
    number = read_number(raw, MOSCOW)
    assert (number.form, number.raw, number.e164) == (NumberForm.UNREADABLE, raw[:128], "")
    assert display(number) == raw[:128]


def test_a_long_hostile_text_is_cut() -> None:
    assert len(read_number("8" * 1_000_000, MOSCOW).raw) == 128


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("89161234567", "+7 916 123-45-67"),
        ("84951234567 доб. 12", "+7 495 123-45-67 #12"),
        ("0049306662812", "+49 30 6662812"),
        ("101", "101"),
        ("12345678", "12345678"),
    ],
)
def test_a_number_is_shown_in_international_format(raw: str, shown: str) -> None:
    assert display(read_number(raw, MOSCOW)) == shown


def test_reversed_digits_begin_with_the_last() -> None:
    assert read_number("+79161234567", MOSCOW).reversed_digits == "76543216197"


any_text = st.text(max_size=200) | st.text(alphabet="0123456789+*#()- .;<>=xдоб,@:siptel%\u200f٣", max_size=40)
plans = st.sampled_from(PLANS)


@given(any_text, plans)
@example("\ud800", MOSCOW)
@example("tel:%ff%00", MOSCOW)
@example("sip:", MOSCOW)
def test_any_text_is_read_without_raising_into_something_bounded(raw: str, plan: NumberPlan) -> None:
    number = read_number(raw, plan)
    assert len(number.raw) <= 128
    assert not {unicodedata.category(char) for char in number.raw} & {"Cc", "Cf", "Cs"}
    assert bool(number.e164) == (number.form is NumberForm.E164)
    assert number.digits == "" or (number.digits.isascii() and number.digits.isdecimal())
    assert number.extension == "" or (number.extension.isascii() and number.extension.isdecimal())
    display(number)


@given(st.from_regex(r"\+?[0-9]{3,16}", fullmatch=True), plans)
def test_reading_the_e164_or_what_is_shown_again_gives_the_same(raw: str, plan: NumberPlan) -> None:
    number = read_number(raw, plan)
    if number.e164:
        assert read_number(number.e164, plan) == replace(number, raw=number.e164)
        assert read_number(display(number), plan).e164 == number.e164


@given(st.from_regex(r"(9[0-9]|49[59]|812|343)[0-9]{7}", fullmatch=True), st.randoms(use_true_random=False))
def test_separators_and_prefixes_never_change_a_russian_number(national: str, random: "object") -> None:
    national = national.ljust(10, "0")[:10]
    expected = f"+7{national}"
    for prefix in ("+7", "8", "007", "8107", "7", ""):
        spaced = "".join(char + random.choice(["", " ", "-", "\u2011"]) for char in national)  # type: ignore[attr-defined]
        assert e164(prefix + spaced) == expected
