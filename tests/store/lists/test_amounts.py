"""A product of two exact decimals, alike on both engines."""

from decimal import Decimal

import pytest
from sqlalchemy import literal, select

from callbridge.store.lists.amounts import Product
from callbridge.store.store import SqlStore
from callbridge.store.types import Amount


@pytest.mark.parametrize(
    ("first", "second", "product"),
    [("2.5", "100.10", "250.25"), ("0.0001", "0.5", "0"), ("1.0001", "1.0001", "1.0002"), ("0", "7", "0")],
)
async def test_a_product_is_cut_to_four_decimals(store: SqlStore, first: str, second: str, product: str) -> None:
    statement = select(Product(literal(Decimal(first), Amount()), literal(Decimal(second), Amount())))
    assert await store.database.read(lambda tx: tx.value(statement)) == Decimal(product)
