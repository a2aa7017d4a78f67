"""The lists as the app knows them."""

from callbridge.app.ports import Lists
from callbridge.crm.entities import LISTED
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.store.store import SqlStore
from tests.support.list_things import READER


async def test_every_list_answers_through_the_port(store: SqlStore) -> None:
    lists: Lists = store.lists
    for entity in LISTED.values():
        query = ListQuery(entity=entity, order=read_order("", entity, Role.ADMIN), reader=READER)
        page = await lists.page(query, None, 200)
        assert (await lists.totals(query)).count == len(page.rows)
