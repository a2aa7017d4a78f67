"""Whom a call round calls is fixed once it began."""

import pytest

from callbridge.crm.call_round import RoundAction
from callbridge.crm.operator import Role
from callbridge.kernel.errors import IllegalMove, InvalidInput
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW

LEADS = '{"to": "leads"}'


async def test_a_round_that_began_keeps_its_audience_and_may_have_another_script(
    store: SqlStore, anna: OperatorId
) -> None:
    """R55."""
    writer = Writer(store, anna, Role.SUPERVISOR)
    made = await writer.make("call_round", name="Обзвон", audience=LEADS)
    assert made.values["owner"] is not None
    await store.rounds.move(made.id, made.version, RoundAction.START, writer.author, at=NOW, parties=[])
    begun = await store.records.read("call_round", made.id)
    spoken = await writer.change("call_round", begun, script="Добрый день!", operators=[])
    assert spoken.values["script"] == "Добрый день!"
    with pytest.raises(IllegalMove) as refused:
        await writer.change("call_round", spoken, audience='{"to": "persons"}')
    assert refused.value.code == "round.not_draft"
    await store.rounds.move(made.id, spoken.version, RoundAction.CLOSE, writer.author, at=NOW, parties=[])
    with pytest.raises(IllegalMove):
        await writer.change("call_round", await store.records.read("call_round", made.id), name="Другой")


async def test_an_audience_that_is_none_is_refused_and_none_at_all_is_nobody(store: SqlStore, anna: OperatorId) -> None:
    writer = Writer(store, anna, Role.SUPERVISOR)
    with pytest.raises(InvalidInput):
        await writer.make("call_round", name="Обзвон", audience='{"to": "everybody"}')
    made = await writer.make("call_round", name="Обзвон")
    assert made.values["audience"] == "{}"


async def test_a_round_comes_back_from_the_archive_at_rest(store: SqlStore, anna: OperatorId) -> None:
    writer = Writer(store, anna, Role.SUPERVISOR)
    made = await writer.make("call_round", name="Обзвон", audience=LEADS)
    await store.rounds.move(made.id, made.version, RoundAction.START, writer.author, at=NOW, parties=[])
    await store.records.remove("call_round", made.id, 2, writer.author, at=NOW)
    back = await store.records.restore("call_round", made.id, 3, writer.author, at=NOW)
    assert (back.values["state"], back.version) == ("paused", 4)
