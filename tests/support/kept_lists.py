"""Lists, views and columns kept in memory: the double of the lists port."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from callbridge.crm.list_order import Cursor
from callbridge.crm.list_query import ListPage, ListQuery, ListRow, ListTotals
from callbridge.crm.saved_view import ColumnChoice, SavedView, ViewKind
from callbridge.kernel.ids import OperatorId


@dataclass
class FakeLists:
    """The same rows for every list; columns and views are kept as they come."""

    rows: list[ListRow] = field(default_factory=list)
    asked: list[tuple[ListQuery, Cursor | None, int]] = field(default_factory=list)
    chosen: dict[tuple[OperatorId, str], Sequence[ColumnChoice]] = field(default_factory=dict)
    kept: dict[int, tuple[str, SavedView]] = field(default_factory=dict)

    async def page(self, query: ListQuery, start: Cursor | None, limit: int) -> ListPage:
        self.asked.append((query, start, limit))
        rows = [row for row in self.rows if start is None or int(str(row["id"])) > start.id][:limit]
        following = Cursor(value=None, id=int(str(rows[-1]["id"]))) if len(rows) == limit else None
        return ListPage(rows=rows, next=following)

    async def totals(self, query: ListQuery) -> ListTotals:
        self.asked.append((query, None, 0))
        return ListTotals(count=len(self.rows), sums={"price": Decimal("12.50")}, tabs={"all": len(self.rows)})

    async def columns(self, operator_id: OperatorId, entity: str) -> Sequence[ColumnChoice]:
        return self.chosen.get((operator_id, entity), ())

    async def keep_columns(
        self, operator_id: OperatorId, entity: str, chosen: Sequence[ColumnChoice], *, at: datetime
    ) -> None:
        self.chosen[(operator_id, entity)] = chosen

    async def views(self, operator_id: OperatorId, entity: str) -> Sequence[SavedView]:
        return [
            view
            for of, view in self.kept.values()
            if of == entity and (view.owner_id == operator_id or view.kind is not ViewKind.MINE)
        ]

    async def view(self, entity: str, view_id: int) -> SavedView | None:
        of, found = self.kept.get(view_id, ("", None))
        return found if of == entity else None

    async def add_view(self, entity: str, new: SavedView, *, at: datetime) -> SavedView:
        return await self.change_view(entity, replace(new, id=len(self.kept) + 1), at=at)

    async def change_view(self, entity: str, changed: SavedView, *, at: datetime) -> SavedView:
        self.kept[changed.id] = (entity, changed)
        return changed

    async def delete_view(self, view_id: int) -> None:
        self.kept.pop(view_id, None)
