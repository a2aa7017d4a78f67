"""Products of exact decimals, alike on both engines."""

from decimal import Decimal

import pytest
from sqlalchemy import literal, select

from callbridge.store.lists.amounts import Percentage, Product
from callbridge.store.store import SqlStore
from callbridge.store.types import Amount


@pytest.mark.parametrize(
    ("first", "second", "product"),
    [("2.5", "100.10", "250.25"), ("0.0001", "0.5", "0"), ("1.0001", "1.0001", "1.0002"), ("0", "7", "0")],
)
async def test_a_product_is_cut_to_four_decimals(store: SqlStore, first: str, second: str, product: str) -> None:
    statement = select(Product(literal(Decimal(first), Amount()), literal(Decimal(second), Amount())))
    assert await store.database.read(lambda tx: tx.value(statement)) == Decimal(product)


@pytest.mark.parametrize(
    ("amount", "percent", "share"),
    [("1000.50", 10, "100.05"), ("0.0001", 50, "0"), ("99999999999999.9999", 100, "99999999999999.9999")],
)
async def test_so_many_per_cent_of_the_largest_amount_are_exact(
    store: SqlStore, amount: str, percent: int, share: str
) -> None:
    statement = select(Percentage(literal(Decimal(amount), Amount()), literal(percent)))
    assert await store.database.read(lambda tx: tx.value(statement)) == Decimal(share)
