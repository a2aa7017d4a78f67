"""The port onto duplicates."""

import pytest

from callbridge.crm.operator import Role
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from callbridge.web.codec import encode
from tests.support.records import Writer
from tests.support.stores import phone

MOBILE = phone("+79161234567")


async def test_two_records_are_read_side_by_side_with_how_much_names_the_second(
    store: SqlStore, anna: OperatorId
) -> None:
    writer = Writer(store, anna, Role.MANAGER)
    keep, gone = [await writer.make("person", full_name=name) for name in ("Иванов Иван", "Иванов И.")]
    await writer.make("contact_point", dialled=MOBILE, kind="phone", raw=MOBILE.raw, person=gone.id)
    await writer.make("deal", name="Дом", topic=1, person=gone.id)
    one, other, moved = await store.duplicates.both("person", keep.id, gone.id)
    assert (one.id, other.values["full_name"], dict(moved)) == (keep.id, "Иванов И.", {"contact_point": 1, "deal": 1})
    assert encode(moved) == b'{"contact_point":1,"deal":1}'
    with pytest.raises(NotFound):
        await store.duplicates.both("person", keep.id, 99)
