"""Rows that come back as they were."""

from collections import namedtuple
from datetime import date
from decimal import Decimal

from callbridge.store import tables as t
from callbridge.store.row_json import row_as_json, row_from_json
from tests.support.stores import NOW


def test_a_row_is_the_same_after_json() -> None:
    values = {column.name: None for column in t.contact_point.c} | {"id": 5, "raw": "a", "valid_from": date(2026, 1, 2)}
    values |= {"is_shared": True, "updated_at": NOW}
    row = namedtuple("Row", values)(**values)
    assert row_from_json(t.contact_point, row_as_json(t.contact_point, row)) == values


def test_amounts_stay_exact() -> None:
    assert row_from_json(t.cost, {"plan_amount": str(Decimal("0.1000"))}) == {"plan_amount": Decimal("0.1")}
