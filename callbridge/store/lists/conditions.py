"""A filter as SQL. Every condition is true or false, never unknown, so that a `not` finds the rows without a value."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, Table, and_, false, literal, not_, or_, select

from callbridge.crm.list_filter import ID, Condition, Filter, Group, Joint, Test
from callbridge.crm.list_period import Period, days_of, midnight
from callbridge.crm.list_query import Reader
from callbridge.crm.list_value import Value
from callbridge.store.lists.binding import Binding, Bound, Where
from callbridge.store.plain_text import PlainText, plain_text
from callbridge.store.types import CleanText, Instant

_DAY = timedelta(days=1)


class Conditions:
    """Turns filters into conditions and notes in `joins` what they need."""

    def __init__(self, binding: Binding, reader: Reader) -> None:
        self.joins: set[str] = set()
        self._binding = binding
        self._reader = reader

    def where(self, node: Filter, *, is_not: bool = False) -> Where:
        """Return the condition, or its opposite: a `not` is carried down to the leaves."""
        match node:
            case Condition():
                return self._opposite(node) if is_not else self._leaf(node)
            case Group(joint=Joint.NOT, parts=parts):
                return self.where(parts[0], is_not=not is_not)
            case Group(joint=joint, parts=parts):
                asked = [self.where(part, is_not=is_not) for part in parts]
                return and_(*asked) if (joint is Joint.ALL) is not is_not else or_(*asked)

    def bound(self, field_id: str) -> Bound:
        """Return a field's place."""
        if field_id == ID.id:
            return Bound(value=self._binding.table.c.id, is_nullable=False)
        return self._binding.fields[field_id]

    def _opposite(self, asked: Condition) -> Where:
        bound, leaf = self.bound(asked.field), self._leaf(asked)
        if asked.test is Test.IS_EMPTY or not bound.is_nullable or bound.begins or bound.contains or bound.names_any:
            return not_(leaf)
        held = bound.value if bound.through is None else bound.through[0]
        return or_(held.is_(None), not_(leaf))

    def _leaf(self, asked: Condition) -> Where:
        bound = self.bound(asked.field)
        if bound.names_any is not None:
            named = bound.names_any([one for one in asked.values if isinstance(one, int)])
            return not_(named) if asked.test is Test.IS_EMPTY else named
        if asked.test is Test.BEGINS:
            return self._begins(bound, str(asked.values[0]))
        if asked.test is Test.CONTAINS:
            return self._contains(bound, str(asked.values[0]))
        if bound.through is not None:
            return self._of_dictionary(bound.value, *bound.through, asked)
        self.joins.update(bound.joins)
        return self._compared(bound.value, asked)

    def _of_dictionary(
        self, value: ColumnElement[Any], column: ColumnElement[Any], dictionary: Table, asked: Condition
    ) -> Where:
        if asked.test is Test.IS_EMPTY:
            return column.is_(None)
        return column.in_(select(dictionary.c.id).where(self._compared(value, asked)))

    def _compared(self, value: ColumnElement[Any], asked: Condition) -> Where:
        if asked.test is Test.IS_EMPTY:
            return _is_empty(value)
        if isinstance(value.type, Instant):
            return self._of_time(value, asked)
        match asked.values:
            case (Period() as period,):
                days = days_of(period, self._reader.today)
                return and_(value >= days.first, value < days.end)
            case values:
                return _of_values(value, asked.test, [typed(value, one) for one in values])

    def _begins(self, bound: Bound, text: str) -> Where:
        if bound.begins is not None:
            return bound.begins(text)
        self.joins.update(bound.joins)
        return PlainText(bound.value).like(f"{plain_text(text)}%")

    def _contains(self, bound: Bound, text: str) -> Where:
        words = (plain_text(text) or "").split()
        if not words:
            return false()
        if bound.contains is not None:
            return and_(*(bound.contains(word) for word in words))
        self.joins.update(bound.joins)
        spaced = literal(" ").concat(PlainText(bound.value))
        return and_(*(spaced.like(f"% {word}%") for word in words))

    def _of_time(self, value: ColumnElement[Any], asked: Condition) -> Where:
        """A day stands for the whole of it where the reader is."""
        first = asked.values[0]
        if isinstance(first, Period):
            begins, ends = days_of(first, self._reader.today).instants(self._reader.zone)
            return and_(value >= begins, value < ends)
        match asked.test:
            case Test.EQ:
                return self._from(value, first) & self._until(value, first)
            case Test.BETWEEN:
                return self._from(value, first) & self._until(value, asked.values[1])
            case Test.LT:
                return value < self._begin(first)
            case _:
                return not_(self._until(value, first))

    def _begin(self, moment: Value) -> datetime:
        if isinstance(moment, datetime):
            return moment
        if isinstance(moment, date):
            return midnight(moment, self._reader.zone)
        raise AssertionError(f"{moment!r} is no time")

    def _from(self, value: ColumnElement[Any], moment: Value) -> Where:
        return value >= self._begin(moment)

    def _until(self, value: ColumnElement[Any], moment: Value) -> Where:
        if isinstance(moment, date) and not isinstance(moment, datetime):
            return value < midnight(moment + _DAY, self._reader.zone)
        return value <= self._begin(moment)


def _of_values(value: ColumnElement[Any], test: Test, asked: Sequence[ColumnElement[Any]]) -> Where:
    match test, asked:
        case Test.IN, _:
            return value.in_(asked)
        case Test.BETWEEN, (first, last):
            return and_(value >= first, value <= last)
        case Test.LT, (first,):
            return value < first
        case Test.GT, (first,):
            return value > first
    return value == asked[0]


def _is_empty(value: ColumnElement[Any]) -> Where:
    return or_(value.is_(None), value == "") if isinstance(value.type, CleanText) else value.is_(None)


def typed(column: ColumnElement[Any], value: object) -> ColumnElement[Any]:
    """Return `value` as a parameter of the column's type; one by one, a list would be spelled out too late for us."""
    if isinstance(column.type, Float | Integer) and isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    return literal(value, column.type)
