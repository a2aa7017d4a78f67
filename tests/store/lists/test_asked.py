"""What a query asks, apart by what it costs."""

from dataclasses import replace

import pytest

from callbridge.crm.list_filter import Condition, Filter, Group, Joint, Test
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.crm.reach import EVERYTHING, Reach, Width
from callbridge.kernel.ids import OperatorId
from callbridge.store.lists.asked import Asked
from tests.support.list_things import READER, THING, THINGS

NEWEST = ListQuery(entity=THING, order=Order(field="at", is_descending=True), reader=READER)
OF_ONE_BOX = Condition(field="box", test=Test.EQ, values=(1,))
NEW = Condition(field="is_new", test=Test.EQ, values=(True,))


def all_of(*parts: Filter) -> Filter:
    return Group(joint=Joint.ALL, parts=parts)


def test_a_list_without_a_filter_is_read_off_its_index() -> None:
    assert Asked(THINGS, NEWEST, EVERYTHING).is_simple


def test_a_reach_that_is_not_all_must_be_looked_for() -> None:
    assert not Asked(THINGS, NEWEST, Reach(width=Width.OWN, role=Role.OPERATOR, operator_id=OperatorId(1))).is_simple


@pytest.mark.parametrize(
    "asked",
    [OF_ONE_BOX, all_of(OF_ONE_BOX), Condition(field="box", test=Test.IN, values=(1,)), all_of(all_of(OF_ONE_BOX))],
)
def test_one_value_of_a_column_that_leads_an_index_is_read_off_it(asked: Filter) -> None:
    assert Asked(THINGS, replace(NEWEST, filter=asked), EVERYTHING).is_simple


@pytest.mark.parametrize(
    "query",
    [
        replace(NEWEST, filter=all_of(OF_ONE_BOX, NEW)),
        replace(NEWEST, filter=Group(joint=Joint.NOT, parts=(OF_ONE_BOX,))),
        replace(NEWEST, filter=Condition(field="box", test=Test.IN, values=(1, 2))),
        replace(NEWEST, filter=OF_ONE_BOX, order=Order(field="name")),
        replace(NEWEST, search="дом"),
        replace(NEWEST, search="«»"),
        replace(NEWEST, tab=THING.tabs[0]),
    ],
)
def test_anything_else_must_be_looked_for(query: ListQuery) -> None:
    assert not Asked(THINGS, query, EVERYTHING).is_simple


def test_a_tab_of_every_row_asks_nothing() -> None:
    assert Asked(THINGS, replace(NEWEST, tab=THING.tabs[2]), EVERYTHING).is_simple
