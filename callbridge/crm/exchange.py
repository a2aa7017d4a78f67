"""Amounts in other currencies: what one is worth in the base currency, which lists sum."""

from decimal import ROUND_HALF_EVEN, Context, Decimal

ONE = Decimal(1)
_DECIMALS = Decimal("0.0001")
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


def in_base(amount: Decimal, rate: Decimal) -> Decimal:
    """Return `amount` times `rate`, to the 1/10,000 that the store keeps, half to even."""
    return _EXACT.quantize(_EXACT.multiply(amount, rate), _DECIMALS)
