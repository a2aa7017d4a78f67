"""`Lists` of app/ports.py: each method one unit of work."""

from collections.abc import Sequence
from datetime import datetime

from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListPage, ListQuery, ListTotals
from callbridge.crm.saved_view import ColumnChoice, SavedView
from callbridge.kernel.ids import OperatorId
from callbridge.store.database import Database
from callbridge.store.lists import engine, views
from callbridge.store.lists.bindings import BINDINGS


class SqlLists:
    """Every list, and how users look at them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, query: ListQuery, start: Cursor | None, limit: int) -> ListPage:
        binding = BINDINGS[query.entity.id]
        return await self._database.read(lambda tx: engine.page(tx, binding, query, start, limit))

    async def totals(self, query: ListQuery) -> ListTotals:
        binding = BINDINGS[query.entity.id]
        return await self._database.read(lambda tx: engine.totals(tx, binding, query))

    async def columns(self, operator_id: OperatorId, entity: str) -> Sequence[ColumnChoice]:
        return await self._database.read(lambda tx: views.chosen_columns(tx, operator_id, entity))

    async def keep_columns(
        self, operator_id: OperatorId, entity: str, chosen: Sequence[ColumnChoice], *, at: datetime
    ) -> None:
        await self._database.run(lambda tx: views.keep_columns(tx, operator_id, entity, chosen, at))

    async def views(self, operator_id: OperatorId, entity: str) -> Sequence[SavedView]:
        return await self._database.read(lambda tx: views.views(tx, operator_id, entity))

    async def view(self, entity: str, view_id: int) -> SavedView | None:
        return await self._database.read(lambda tx: views.view(tx, entity, view_id))

    async def add_view(self, entity: str, new: SavedView, *, at: datetime) -> SavedView:
        return await self._database.run(lambda tx: views.add_view(tx, entity, new, at))

    async def change_view(self, entity: str, changed: SavedView, *, at: datetime) -> SavedView:
        return await self._database.run(lambda tx: views.change_view(tx, entity, changed, at))

    async def delete_view(self, view_id: int) -> None:
        await self._database.run(lambda tx: views.delete_view(tx, view_id))
