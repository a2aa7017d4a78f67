"""A kind of record with a field of each kind, its table, and its lists worked out in plain Python."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, Table, Text, literal, or_

from callbridge.crm.entity import Choice, Entity, Field, FieldKind, Tab
from callbridge.crm.list_filter import Condition, Filter, Group, Joint, Test
from callbridge.crm.list_order import Order
from callbridge.crm.list_period import Period, days_of
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.operator import Language, Role
from callbridge.crm.reach import EVERYTHING, Reach, Width
from callbridge.kernel.template import Template
from callbridge.store.lists.binding import Binding, Bound, Join, Search, Where
from callbridge.store.lists.naming import named
from callbridge.store.plain_text import PlainText, plain_text
from callbridge.store.types import Amount, CleanText, Instant, Sortable

ZONE = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)
READER = Reader(role=Role.OPERATOR, language=Language.RU, zone=ZONE, now=NOON)
WORD = Template("Слово", "Word")
COLORS = ("red", "green", "blue")


def _field(name: str, kind: FieldKind, **more: Any) -> Field:
    return Field(id=name, label=WORD, kind=kind, is_sortable=True, **more)


THING = Entity(
    id="thing",
    one=WORD,
    many=WORD,
    fields=(
        _field("name", FieldKind.TEXT),
        _field("size", FieldKind.INTEGER, has_total=True),
        _field("price", FieldKind.MONEY, has_total=True),
        _field("took", FieldKind.SECONDS),
        _field("at", FieldKind.INSTANT),
        _field("is_new", FieldKind.FLAG),
        _field("color", FieldKind.CHOICE, choices=tuple(Choice(value=one, label=WORD) for one in COLORS)),
        _field("box", FieldKind.RECORD, record="box"),
        Field(id="secret", label=WORD, kind=FieldKind.INTEGER, least_role=Role.ADMIN, is_sortable=True, has_total=True),
    ),
    tabs=(
        Tab(id="warm", label=WORD, field="color", values=("red",)),
        Tab(id="cold", label=WORD, field="color", values=("green", "blue")),
        Tab(id="all", label=WORD),
    ),
    sort=("-at",),
)
_metadata = MetaData()
_box = Table("thing_box", _metadata, Column("id", Integer, primary_key=True), Column("name", CleanText))
_thing = Table(
    "thing",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("name", CleanText),
    Column("size", Integer),
    Column("price", Amount),
    Column("took", Float),
    Column("at", Instant),
    Column("is_new", Boolean, nullable=False),
    Column("color", Text),
    Column("box_id", Integer),
    Column("secret", Integer, nullable=False),
    Column("owner_id", Integer, nullable=False),
    Column("unit_id", Integer),
    Column("word", Sortable),
    Column("is_gone", Boolean, nullable=False),
    Index("ix_thing_at", "at", "id"),
    Index("ix_thing_size", "size", "id"),
)
BOX, TABLE = _box, _thing


def _search(text: str) -> Search | None:
    word = (plain_text(text) or "").strip()
    if not word:
        return None
    fits = PlainText(_thing.c.name).like(f"%{word}%")
    return Search(of_row=fits, of_all=_thing.select().where(fits).with_only_columns(_thing.c.id))


def _within(reach: Reach) -> Where | None:
    if reach.is_all:
        return None
    units = [literal(one) for one in reach.org_unit_ids] if reach.width is Width.BRANCH else []
    of_branch = [_thing.c.unit_id.in_(units)] if units else []
    return or_(_thing.c.owner_id == literal(reach.operator_id), *of_branch)


THINGS = Binding(
    entity=THING,
    table=_thing,
    fields={
        "name": Bound(value=_thing.c.name),
        "size": Bound(value=_thing.c.size),
        "price": Bound(value=_thing.c.price),
        "took": Bound(value=_thing.c.took),
        "at": Bound(value=_thing.c.at),
        "is_new": Bound(value=_thing.c.is_new, is_nullable=False),
        "color": Bound(value=_thing.c.color),
        "box": Bound(value=_thing.c.box_id, name=named(_box), name_joins=("box",)),
        "secret": Bound(value=_thing.c.secret, is_nullable=False),
    },
    joins={"box": Join(target=_box, on=_box.c.id == _thing.c.box_id)},
    kept=_thing.c.is_gone.is_(False),
    search=_search,
    leading=frozenset({"size", "box"}),
    within=_within,
)

BOXES = {1: "Ящик", 2: "коробка", 3: "Ёмкость"}
Row = dict[str, Any]


def row_values(number: int, chance: Any) -> Row:
    """Return a random row; few different values, so that many rows are equal, and empty ones among them."""

    def maybe(*values: Any) -> Any:
        return chance.choice([None, *values])

    return {
        "id": number,
        "name": maybe("", "Дом у моря", "дом", "Ёлка «зимняя»", "House", "100%", "house_2"),
        "size": maybe(0, 1, 2, 3),
        "price": maybe(Decimal("0.0001"), Decimal("10.50"), Decimal(-3)),
        "took": maybe(0.0, 1.5, 60.25),
        "at": maybe(*(NOON + timedelta(hours=7 * step) for step in range(-6, 4))),
        "is_new": chance.random() < 0.5,
        "color": maybe(*COLORS),
        "box_id": maybe(1, 2, 3, 99),
        "secret": number % 5,
        "owner_id": chance.choice([1, 2]),
        "unit_id": maybe(1, 2),
        "word": None,
        "is_gone": chance.random() < 0.1,
    }


# --- the same in plain Python ---------------------------------------------------------------------------------------


def value_of(row: Row, name: str) -> Any:
    return row["box_id"] if name == "box" else row[name]


def fits(row: Row, node: Filter | None) -> bool:
    match node:
        case None:
            return True
        case Group(joint=Joint.NOT, parts=parts):
            return not fits(row, parts[0])
        case Group(joint=Joint.ALL, parts=parts):
            return all(fits(row, part) for part in parts)
        case Group(parts=parts):
            return any(fits(row, part) for part in parts)
        case Condition(field=field, test=test, values=values):
            return _agrees(value_of(row, field), test, values)


def _agrees(value: Any, test: Test, values: Sequence[Any]) -> bool:
    if test is Test.IS_EMPTY:
        return value is None or value == ""
    if value is None:
        return False
    if isinstance(value, datetime):
        return _in_time(value, test, values)
    if test is Test.BEGINS:
        return str(plain_text(value)).startswith(str(plain_text(values[0])))
    if test is Test.CONTAINS:
        asked, spaced = str(plain_text(values[0])).split(), f" {plain_text(value)}"
        return bool(asked) and all(f" {word}" in spaced for word in asked)
    comparisons: dict[Test, Callable[[], Any]] = {
        Test.EQ: lambda: value == values[0],
        Test.IN: lambda: value in values,
        Test.LT: lambda: value < values[0],
        Test.GT: lambda: value > values[0],
        Test.BETWEEN: lambda: values[0] <= value <= values[1],
    }
    return bool(comparisons[test]())


def _in_time(value: datetime, test: Test, values: Sequence[Any]) -> bool:
    day = value.astimezone(ZONE).date()
    if test is Test.DURING:
        days = days_of(Period(values[0]), TODAY)
        return days.first <= day < days.end

    def side(moment: date | datetime) -> int:
        mine: Any = value if isinstance(moment, datetime) else day
        return int(mine > moment) - int(mine < moment)

    if test is Test.BETWEEN:
        return side(values[0]) >= 0 and side(values[1]) <= 0
    return {Test.EQ: side(values[0]) == 0, Test.LT: side(values[0]) < 0, Test.GT: side(values[0]) > 0}.get(test, False)


def sort_key(row: Row, order: Order) -> Any:
    value = value_of(row, order.field) if order.field != "id" else row["id"]
    if order.field == "box":
        value = BOXES.get(value)
    elif order.field == "color" and value is not None:
        value = COLORS.index(value)
    return value.encode() if isinstance(value, str) else value


def expected(rows: Sequence[Row], query: ListQuery, reach: Reach = EVERYTHING) -> list[Row]:
    """Return the rows of a query in its order, as far as its reader reaches."""
    found = [row for row in rows if not row["is_gone"] and fits(row, query.filter) and _searched(row, query.search)]
    if query.tab is not None and query.tab.values:
        found = [row for row in found if row["color"] in query.tab.values]
    if not reach.is_all:
        units = reach.org_unit_ids if reach.width is Width.BRANCH else frozenset()
        found = [row for row in found if row["owner_id"] == reach.operator_id or row["unit_id"] in units]
    full = [row for row in found if sort_key(row, query.order) is not None]
    bare = [row for row in found if sort_key(row, query.order) is None]
    full.sort(key=lambda row: (sort_key(row, query.order), row["id"]), reverse=query.order.is_descending)
    bare.sort(key=lambda row: row["id"], reverse=query.order.is_descending)
    return full + bare


def _searched(row: Row, text: str) -> bool:
    if not text.strip():
        return True
    word = (plain_text(text) or "").strip()
    return bool(word) and word in str(plain_text(row["name"] or ""))


# --- what may be asked ----------------------------------------------------------------------------------------------

_TIMES = st.sampled_from([NOON, NOON + timedelta(hours=7), TODAY, TODAY + timedelta(days=1)])
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["дом", "ДОМ У", "ёл", "зимняя", "100%", "house_2", "_", "House"]),
    "size": st.integers(0, 4),
    "price": st.sampled_from([Decimal("0.0001"), Decimal("10.5"), Decimal(0)]),
    "took": st.sampled_from([Decimal("1.5"), Decimal(0)]),
    "at": _TIMES,
    "is_new": st.booleans(),
    "color": st.sampled_from(COLORS),
    "box": st.integers(1, 4),
    "id": st.integers(0, 50),
}
_TESTS = {
    "name": (Test.CONTAINS, Test.BEGINS, Test.EQ, Test.IN, Test.IS_EMPTY),
    "at": (Test.DURING, Test.EQ, Test.LT, Test.GT, Test.BETWEEN, Test.IS_EMPTY),
    "is_new": (Test.EQ,),
    "color": (Test.EQ, Test.IN, Test.IS_EMPTY),
    "box": (Test.EQ, Test.IN, Test.IS_EMPTY),
}
_OF_NUMBERS = (Test.EQ, Test.IN, Test.LT, Test.GT, Test.BETWEEN, Test.IS_EMPTY)


@st.composite
def _condition(draw: st.DrawFn) -> Filter:
    field = draw(st.sampled_from(sorted(_VALUES)))
    test = draw(st.sampled_from(_TESTS.get(field, _OF_NUMBERS)))
    if test is Test.DURING:
        return Condition(field=field, test=test, values=(draw(st.sampled_from(Period)),))
    counts = {Test.IS_EMPTY: 0, Test.BETWEEN: 2, Test.IN: draw(st.integers(1, 3))}
    values = [draw(_VALUES[field]) for _ in range(counts.get(test, 1))]
    return Condition(field=field, test=test, values=tuple(values))


def _grouped(inner: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    def group(joint: Joint, parts: list[Filter]) -> Filter:
        return Group(joint=joint, parts=tuple(parts[:1] if joint is Joint.NOT else parts))

    return st.builds(group, st.sampled_from(Joint), st.lists(inner, min_size=1, max_size=3))


FILTERS = st.none() | st.recursive(_condition(), _grouped, max_leaves=5)
ORDERS = st.builds(Order, field=st.sampled_from(sorted(_VALUES)), is_descending=st.booleans())
QUERIES = st.builds(
    ListQuery,
    entity=st.just(THING),
    order=ORDERS,
    reader=st.just(READER),
    filter=FILTERS,
    search=st.sampled_from(["", "", "", "дом", "ЁЛ", "«»"]),
    tab=st.sampled_from([None, None, *THING.tabs]),
)


@dataclass(frozen=True)
class Things:
    """The rows that a test has written."""

    rows: Sequence[Row]

    def ids(self, query: ListQuery, reach: Reach = EVERYTHING) -> list[int]:
        return [row["id"] for row in expected(self.rows, query, reach)]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)
