"""The lists of call rounds and of their entries."""

from zoneinfo import ZoneInfo

from callbridge.crm.call_round import RoundAction
from callbridge.crm.entities import LISTED
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import Order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.operator import Language, Role
from callbridge.crm.round_roll import Party
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW


def query(entity_id: str, data: object = None) -> ListQuery:
    entity = LISTED[entity_id]
    reader = Reader(role=Role.OPERATOR, language=Language.RU, zone=ZoneInfo("Europe/Moscow"), now=NOW)
    return ListQuery(
        entity=entity, order=Order(field="id"), reader=reader, filter=read_filter(data, entity, Role.OPERATOR)
    )


async def test_a_round_tells_how_many_are_left_reached_interested_and_refused(
    store: SqlStore, anna: OperatorId
) -> None:
    """R55."""
    writer = Writer(store, anna, Role.SUPERVISOR)
    (me,) = await store.operators.operators()
    made = await writer.make("call_round", name="Обзвон", operators=[me.employee_id])
    parties = [Party(name=f"Лид {number}", phone="8", number_key=f"+7916000000{number}") for number in range(3)]
    await store.rounds.move(
        made.id, made.version, RoundAction.START, writer.author, at=NOW, parties=[*parties, Party(lead_id=1)]
    )
    await writer.make("call_round", name="Другой")
    (row,) = (
        await store.lists.page(
            query("call_round", {"field": "operators", "op": "eq", "value": me.employee_id}), None, 5
        )
    ).rows
    shown = {name: row[name] for name in ("name", "state", "entries", "left", "reached", "interested", "refused")}
    assert shown == {
        "name": "Обзвон", "state": "open", "entries": 4, "left": 3, "reached": 0, "interested": 0, "refused": 0,
    }  # fmt: skip
    assert row["operators"] == me.full_name
    waiting = {"field": "state", "op": "in", "value": ["waiting"]}
    entries = await store.lists.page(query("call_round_entry", waiting), None, 5)
    assert [(one["name"], one["phone"]) for one in entries.rows] == [(f"Лид {number}", "8") for number in range(3)]
