"""Working on a round one by one."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from callbridge.crm.call_round import CLAIM_FOR, EntryOutcome, EntryResult, RoundAction, RoundState
from callbridge.crm.operator import Operator
from callbridge.crm.round_roll import Party
from callbridge.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from callbridge.kernel.ids import PersonId
from callbridge.store import tables as t
from tests.support.rounds import RoundRig
from tests.support.stores import NOW

NOT_REACHED = EntryResult(outcome=EntryOutcome.NOT_REACHED)
REFUSED = EntryResult(outcome=EntryOutcome.REFUSED, refusal_reason_id=1, note="дорого")


async def test_an_operator_sees_who_it_is_and_gets_the_same_one_until_it_is_settled(
    rig: RoundRig, boris: Operator
) -> None:
    """R55."""
    made = await rig.begun_of(2)
    shown = await rig.work(made, boris)
    assert shown.entry is not None
    assert (shown.name, shown.script, shown.left) == ("Повторное предложение", "Добрый день!", 2)
    assert (shown.entry.name, shown.entry.phone, shown.entry.tries) == ("Лицо 1", "+79160000001", 0)
    assert shown.entry.claimed_until == NOW + CLAIM_FOR
    assert (await rig.work(made, boris)).entry == shown.entry
    await rig.settle(shown.entry.id, boris, REFUSED)
    after = await rig.work(made, boris)
    assert after.entry is not None
    assert after.entry.name == "Лицо 2"
    assert after.left == 1


async def test_operators_who_ask_at_the_same_moment_never_get_the_same_one(rig: RoundRig) -> None:
    """R55."""
    operators = [await rig.operator(f"op{number}") for number in range(6)]
    made = await rig.begun_of(6)
    works = await asyncio.gather(*(rig.work(made, one) for one in operators for _ in range(3)))
    taken = [work.entry.id for work in works if work.entry is not None]
    assert len(taken) == 18
    assert len(set(taken)) == 6


async def test_a_claim_lapses_is_kept_by_doing_something_and_is_given_back(
    rig: RoundRig, boris: Operator, vera: Operator
) -> None:
    made = await rig.begun_of(1)
    entry_id = await rig.taken(made, boris)
    busy = await rig.work(made, vera)
    assert (busy.entry, busy.left, busy.next_at) == (None, 1, NOW + CLAIM_FOR)
    almost = NOW + CLAIM_FOR - timedelta(seconds=1)
    await rig.store.rounds.keep(entry_id, boris, at=almost)
    assert (await rig.work(made, vera, NOW + CLAIM_FOR)).entry is None
    lapsed = almost + CLAIM_FOR
    assert await rig.taken(made, vera, lapsed) == entry_id
    with pytest.raises(Conflict):
        await rig.store.rounds.keep(entry_id, boris, at=lapsed)
    with pytest.raises(Conflict):
        await rig.settle(entry_id, boris, REFUSED, lapsed)
    await rig.store.rounds.leave(vera)
    assert await rig.taken(made, boris, lapsed) == entry_id


async def test_who_was_not_reached_is_called_again_at_their_time_before_those_who_are_new(
    rig: RoundRig, boris: Operator
) -> None:
    made = await rig.begun_of(2)
    first = await rig.taken(made, boris)
    asked = NOW + timedelta(hours=5)
    again = EntryResult(outcome=EntryOutcome.BUSY, again_at=asked, note="после обеда")
    await rig.settle(first, boris, again)
    second = await rig.taken(made, boris)
    assert second != first
    await rig.store.rounds.leave(boris)
    shown = (await rig.work(made, boris, asked)).entry
    assert shown is not None
    assert (shown.id, shown.tries, shown.last_tried_at, shown.note) == (first, 1, NOW, "после обеда")
    await rig.settle(first, boris, NOT_REACHED, asked)
    await rig.settle(await rig.taken(made, boris, asked), boris, NOT_REACHED, asked)
    none = await rig.work(made, boris, asked)
    assert (none.entry, none.left, none.next_at) == (None, 2, asked + timedelta(hours=2))


async def test_a_refusal_is_kept_with_its_reason_and_in_the_contacts_with_the_person(
    rig: RoundRig, boris: Operator
) -> None:
    """R54, R76."""
    event = await rig.writer.make("campaign", name="Выставка")
    made = await rig.begun_of(1, campaign=event.id)
    entry_id = await rig.taken(made, boris)
    for _ in range(2):  # the answer to the first was lost
        await rig.settle(entry_id, boris, REFUSED)
    row = await rig.entry(entry_id)
    assert (row.state, row.refusal_reason_id, row.tries, row.worked_by_id) == ("refused", 1, 1, boris.id)
    contacts, total = await rig.store.desk.prior_contacts(
        number=None, person_id=PersonId(row.person_id), organization_id=None, limit=5
    )
    assert total == 1
    assert contacts[0].content.endswith("дорого")
    touches = await rig.store.database.read(lambda tx: tx.rows(select(t.touch.c.kind, t.touch.c.person_id)))
    assert [tuple(row) for row in touches] == [("call", row.person_id)]
    other = EntryResult(outcome=EntryOutcome.REFUSED, refusal_reason_id=999)
    with pytest.raises(Conflict):
        await rig.settle(entry_id, boris, EntryResult(outcome=EntryOutcome.SKIPPED))
    with pytest.raises(Conflict):
        await rig.settle(entry_id, await rig.operator("olga"), REFUSED)
    fresh = await rig.begun_of(1)
    with pytest.raises(InvalidInput):
        await rig.settle(await rig.taken(fresh, boris), boris, other)


async def test_who_asks_for_no_calls_is_called_by_no_round_any_more(rig: RoundRig, boris: Operator) -> None:
    made = await rig.begun_of(1)
    entry_id = await rig.taken(made, boris)
    person_id = (await rig.entry(entry_id)).person_id
    key = "+79160000001"
    other = await rig.round()
    await rig.move(other, RoundAction.START, [Party(person_id=person_id, name="Лицо 1", phone=key, number_key=key)])
    await rig.settle(entry_id, boris, EntryResult(outcome=EntryOutcome.NO_CALLS))
    person = await rig.store.records.read("person", person_id)
    assert person.values["do_not_call"] is True
    assert (await rig.work(other, boris)).entry is None
    assert await rig.states(other) == {"no_calls": 1}


async def test_a_paused_round_gives_nobody_and_a_reserved_one_only_its_own(
    rig: RoundRig, boris: Operator, vera: Operator
) -> None:
    made = await rig.begun_of(1, operators=[boris.employee_id])
    with pytest.raises(Forbidden):
        await rig.work(made, vera)
    entry = (await rig.work(made, boris)).entry
    assert entry is not None
    await rig.store.rounds.leave(boris)
    with pytest.raises(Forbidden):
        await rig.store.rounds.keep(entry.id, vera, at=NOW)
    await rig.move(made, RoundAction.PAUSE)
    paused = await rig.work(made, boris)
    assert (paused.entry, paused.state) == (None, RoundState.PAUSED)
    with pytest.raises(NotFound):
        await rig.store.rounds.keep(999, boris, at=NOW)
