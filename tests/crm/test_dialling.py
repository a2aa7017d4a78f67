"""What may be dialled by a click."""

import pytest

from callbridge.config.dial import DialConfig
from callbridge.crm.dialling import dialled, number_to_dial
from callbridge.kernel.errors import IllegalMove
from callbridge.kernel.numbers import NumberPlan, read_number

RULES = DialConfig().rules()


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("+7 (921) 123-45-67", "+79211234567"),
        ("8921*1#", "8921*1#"),
        ("", ""),
        ("+", ""),
        ("anna@firm", ""),
        ("1,2", ""),
    ],
)
def test_only_what_a_phone_can_dial_goes_out(number: str, wanted: str) -> None:
    assert dialled(number) == wanted


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "dial.no_number"),
        ("anonymous", "dial.no_number"),
        ("Иван", "dial.no_number"),
        ("112", "dial.emergency"),
        ("03", "dial.emergency"),
        ("101", "dial.emergency"),
        ("5005", "dial.too_short"),
        ("+7 809 505-11-22", "dial.forbidden"),
        ("+979 123 456 789", "dial.forbidden"),
        ("+1 900 555 01 00", "dial.forbidden"),
        ("*21*89161234567#", "dial.forbidden"),
    ],
)
def test_what_costs_or_frightens_is_not_dialled_and_the_reason_is_told(typed: str, code: str) -> None:
    with pytest.raises(IllegalMove) as refused:
        number_to_dial(read_number(typed, NumberPlan()), RULES, is_colleague=False)
    assert refused.value.code == code


def test_a_customer_goes_out_in_full_and_a_colleague_by_their_extension() -> None:
    plan = NumberPlan()
    assert number_to_dial(read_number("8 916 123-45-67", plan), RULES, is_colleague=False) == "+79161234567"
    assert number_to_dial(read_number("101", plan), RULES, is_colleague=True) == "101"
