from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.kernel.money import Money, read_money, say_money, total


def rub(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="RUB")


amounts = st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=2)


def test_a_tenth_and_two_tenths_are_exactly_three_tenths() -> None:
    assert rub("0.1") + rub("0.2") == rub("0.3")


@given(st.lists(amounts, max_size=20))
def test_a_total_is_exact_and_does_not_depend_on_the_order(values: list[Decimal]) -> None:
    sums = [Money(amount=value, currency="RUB") for value in values]
    minor = sum(int(value * 100) for value in values)
    assert total(sums, "RUB").amount * 100 == minor
    assert total(reversed(sums), "RUB") == total(sums, "RUB")


@given(amounts, amounts)
def test_subtracting_undoes_adding(first: Decimal, second: Decimal) -> None:
    one, two = Money(amount=first, currency="EUR"), Money(amount=second, currency="EUR")
    assert one + two - two == one
    assert one + -one == Money(amount=Decimal(0), currency="EUR")


def test_two_currencies_make_no_sum() -> None:
    with pytest.raises(ValueError, match="RUB and USD"):
        rub("1") + Money(amount=Decimal(1), currency="USD")
    with pytest.raises(ValueError, match="USD and RUB"):
        total([rub("1")], "USD")


@pytest.mark.parametrize(
    "amount", [0.1, 1, "1", Decimal("NaN"), Decimal("Infinity"), Decimal("1E40"), Decimal("1E-40")]
)
def test_money_is_made_of_an_exact_finite_decimal(amount: Any) -> None:
    with pytest.raises(ValueError, match="money"):
        Money(amount=amount, currency="RUB")


@pytest.mark.parametrize("currency", ["", "rub", "RUBL", "РУБ"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(ValueError, match="currency"):
        Money(amount=Decimal(1), currency=currency)


@pytest.mark.parametrize(
    ("text", "amount"), [("1 234,50", "1234.50"), ("1234.5", "1234.5"), ("-3", "-3"), ("1\u00a0000", "1000")]
)
def test_a_typed_sum_is_read(text: str, amount: str) -> None:
    assert read_money(text, "RUB") == rub(amount)


@pytest.mark.parametrize("text", ["", "сто", "1e5", "NaN", "1.2.3", "١٢", "9" * 40, "0.1234567"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a sum"):
        read_money(text, "RUB")


@pytest.mark.parametrize(
    ("money", "russian", "english"),
    [
        (rub("1234567.5"), "1\u00a0234\u00a0567,50\u00a0₽", "₽1,234,567.50"),
        (rub("-1234"), "-1\u00a0234,00\u00a0₽", "-₽1,234.00"),
        (Money(amount=Decimal("1234.5"), currency="JPY"), "1\u00a0234\u00a0JPY", "1,234\u00a0JPY"),
        (Money(amount=Decimal("0.0005"), currency="KWD"), "0,000\u00a0KWD", "0.000\u00a0KWD"),
    ],
)
def test_money_is_said_in_both_languages(money: Money, russian: str, english: str) -> None:
    assert say_money(money, "ru") == russian
    assert say_money(money, "en") == english
