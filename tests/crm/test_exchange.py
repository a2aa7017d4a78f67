"""Amounts in the base currency."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.exchange import ONE, in_base

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("9999999999999.9999"), places=4)
RATES = st.decimals(min_value=Decimal("0.00000001"), max_value=100_000, places=8)


def test_an_amount_of_the_base_currency_stays_what_it_is() -> None:
    assert in_base(Decimal("1234.5678"), ONE) == Decimal("1234.5678")


def test_a_rate_of_many_decimals_is_not_lost() -> None:
    assert in_base(Decimal(1_000_000), Decimal("0.00712345")) == Decimal("7123.4500")


@given(AMOUNTS, RATES)
def test_what_is_kept_is_within_half_of_its_last_digit_and_never_below_zero(amount: Decimal, rate: Decimal) -> None:
    kept = in_base(amount, rate)
    assert kept >= 0
    assert kept.as_tuple().exponent == -4
    assert abs(kept - Decimal(amount) * Decimal(rate)) <= Decimal("0.00005") + Decimal("1e-12")


@given(AMOUNTS, AMOUNTS, RATES)
def test_more_money_is_never_worth_less(one: Decimal, other: Decimal, rate: Decimal) -> None:
    low, high = sorted((one, other))
    assert in_base(low, rate) <= in_base(high, rate)
