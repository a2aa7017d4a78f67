"""Money: exact decimals with a currency; never a float, never two currencies in one sum."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

_CURRENCY = re.compile(r"[A-Z]{3}")
_EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
_MAX_DIGITS = 30
_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3}
"""Digits after the point where ISO 4217 says other than two."""
_SIGNS = {"RUB": "₽", "EUR": "€", "USD": "$", "KZT": "₸", "GBP": "£"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An exact sum of one currency (ISO 4217, three capitals), of at most 30 digits.

    Raises ValueError when made of anything else: a float, NaN, infinity, too many digits.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise ValueError(f"money is made of a Decimal, not of {type(self.amount).__name__}")  # noqa: TRY004
        if not self.amount.is_finite() or len(self.amount.as_tuple().digits) > _MAX_DIGITS:
            raise ValueError("money is finite and has at most 30 digits")
        if abs(self.amount.adjusted()) > _MAX_DIGITS:
            raise ValueError("money is neither that large nor that small")
        if not _CURRENCY.fullmatch(self.currency):
            raise ValueError("a currency is three capital letters")

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(amount=_EXACT.add(self.amount, other.amount), currency=self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(amount=_EXACT.subtract(self.amount, other.amount), currency=self.currency)

    def __neg__(self) -> "Money":
        return Money(amount=_EXACT.minus(self.amount), currency=self.currency)

    def rounded(self) -> "Money":
        """Return the sum to the currency's smallest coin, half to even."""
        step = Decimal(1).scaleb(-_MINOR_DIGITS.get(self.currency, 2))
        return Money(amount=self.amount.quantize(step, context=_EXACT), currency=self.currency)

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be one sum")


def read_money(text: str, currency: str) -> Money:
    """Return the sum that a person typed (``1 234,50`` or ``1234.5``); raises ValueError when it is none."""
    compact = "".join(text.split()).replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,24}(?:\.[0-9]{1,6})?", compact):
        raise ValueError("not a sum of money")
    return Money(amount=Decimal(compact), currency=currency)


def total(sums: Iterable[Money], currency: str) -> Money:
    """Return the sum of `sums`, zero for none; raises ValueError when one has another currency."""
    result = Money(amount=Decimal(0), currency=currency)
    for money in sums:
        result += money
    return result


def say_money(money: Money, language: str) -> str:
    """Return ``1 234,50 ₽`` in Russian and ``₽1,234.50`` in English (``1,234.50 CHF`` without a sign of its own)."""
    plain = f"{money.rounded().amount:,f}"
    if language == "ru":
        russian = plain.replace(",", "\u00a0").replace(".", ",")
        return f"{russian}\u00a0{_SIGNS.get(money.currency, money.currency)}"
    sign = _SIGNS.get(money.currency)
    if sign is None:
        return f"{plain}\u00a0{money.currency}"
    return f"-{sign}{plain[1:]}" if plain.startswith("-") else f"{sign}{plain}"
