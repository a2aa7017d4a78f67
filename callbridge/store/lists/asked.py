"""What a query asks of a row, apart by what it costs to find out."""

from sqlalchemy import and_, false, select

from callbridge.crm.list_filter import ID, Condition, Filter, Group, Joint, Test, both, conditions
from callbridge.crm.list_query import ListQuery
from callbridge.crm.reach import Reach
from callbridge.store.lists.among import Among
from callbridge.store.lists.binding import Binding, Search, Where
from callbridge.store.lists.conditions import Conditions

_ONES = (Test.EQ, Test.IN)


class Asked:
    """The conditions of one query; `joins` are what they need."""

    def __init__(self, binding: Binding, query: ListQuery, reach: Reach, *, is_of_tab: bool = True) -> None:
        reading = Conditions(binding, query.reader)
        wanted = both(_of_tab(query) if is_of_tab else None, query.filter)
        leads, others = _parted(binding, query, wanted)
        kept = binding.always if _is_of_removed(binding, query) else binding.kept
        self.leading: list[Where] = [*([] if kept is None else [kept]), *map(reading.where, leads)]
        """What the index of the order answers."""
        self.others: list[Where] = [*_within(binding, reach), *map(reading.where, others)]
        self._binding = binding
        self._search: Search | None = None
        if query.search.strip() and binding.search is not None:
            self._search = binding.search(query.search)
            if self._search is None:
                self.others.append(false())
        self._is_of_ids = any(
            isinstance(part, Condition) and part.field == ID.id and part.test in _ONES for part in others
        )
        self.joins = frozenset(reading.joins)

    @property
    def is_simple(self) -> bool:
        """Say whether the index of the order answers everything."""
        return not self.others and self._search is None

    @property
    def is_narrow(self) -> bool:
        """Say whether so few rows are meant that they are better all found than met on a walk."""
        return self._is_of_ids or (self._search is not None and self._search.is_narrow)

    @property
    def of_row(self) -> Where:
        """What a row must be that the index of the order led to."""
        return and_(*self.others, *([self._search.of_row] if self._search else []))

    @property
    def of_all(self) -> list[Where]:
        """Everything asked, in the form that finds a few rows among many."""
        whole = [*self.leading, *self.others]
        if self._search is not None:
            ids = self._search.of_all.subquery()
            whole.append(Among(self._binding.table.c.id, select(ids.c[0]).scalar_subquery()))
        return whole


def _of_tab(query: ListQuery) -> Filter | None:
    tab = query.tab
    return Condition(field=tab.field, test=Test.IN, values=tab.values) if tab and tab.values else None


def _is_of_removed(binding: Binding, query: ListQuery) -> bool:
    return query.filter is not None and any(part.field == binding.removed for part in conditions(query.filter))


def _parted(binding: Binding, query: ListQuery, wanted: Filter | None) -> tuple[list[Filter], list[Filter]]:
    """Part a filter into at most one condition that leads an index of the list's own order, and the rest."""
    if wanted is None:
        return [], []
    parts = _flat(wanted)
    own = next(iter(binding.entity.sort), "").removeprefix("-")
    lead = next((part for part in parts if _leads(binding, part)), None) if query.order.field == own else None
    return ([] if lead is None else [lead]), [part for part in parts if part is not lead]


def _flat(wanted: Filter) -> list[Filter]:
    """Return the parts that must all be true, however they are nested."""
    if isinstance(wanted, Group) and wanted.joint is Joint.ALL:
        return [one for part in wanted.parts for one in _flat(part)]
    return [wanted]


def _leads(binding: Binding, part: Filter) -> bool:
    is_one = isinstance(part, Condition) and part.test in _ONES and len(part.values) == 1
    return is_one and isinstance(part, Condition) and part.field in binding.leading


def _within(binding: Binding, reach: Reach) -> list[Where]:
    """Return the condition of the reader's reach, none where all is in it."""
    found = None if binding.within is None else binding.within(reach)
    return [] if found is None else [found]
