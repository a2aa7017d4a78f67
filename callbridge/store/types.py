"""Column types that mean the same on both engines: instants, amounts, text that any engine takes."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Numeric, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, exact to the microsecond; a naive datetime is refused.

    PostgreSQL keeps ``timestamptz``; SQLite an integer of microseconds since 1970, which sorts as time does.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant must be aware: {value!r}")
        if dialect.name == "postgresql":
            return value.astimezone(UTC)
        return (value - EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return value.astimezone(UTC)  # type: ignore[no-any-return]
        return EPOCH + timedelta(microseconds=value)


class Amount(TypeDecorator[Decimal]):
    """Money's number, exact to 1/10,000; its currency stands in a column beside it. A float is refused.

    SQLite has no exact decimal: there it is an integer of 1/10,000 units, so that sums in SQL stay exact.
    """

    impl = Numeric
    cache_ok = True
    scale = 4
    """Digits after the point."""

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric(18, self.scale))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(f"an amount is a Decimal, never a {type(value).__name__}")
        scaled = value.scaleb(self.scale)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"an amount has at most {self.scale} decimals: {value}")
        return value if dialect.name == "postgresql" else int(scaled)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]
        return Decimal(value).scaleb(-self.scale)


class Rate(Amount):
    """Units of the base currency that one unit is worth, exact to 1/100,000,000: some currencies are worth little."""

    cache_ok = True
    scale = 8


class CleanText(TypeDecorator[str]):
    """Text from people and networks: NUL and lone surrogates, which an engine would refuse, become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        if "\0" in value:
            value = value.replace("\0", "\ufffd")
        if value.isascii():
            return value
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in value)
        return value


class Sortable(CleanText):
    """Text compared byte by byte on both engines, so that "begins with" is a range of an index."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Text(collation="C"))
        return dialect.type_descriptor(Text())


def after(prefix: str) -> str:
    """Return what is greater than every text that begins with `prefix` (compared byte by byte)."""
    return prefix + "\U0010ffff"
