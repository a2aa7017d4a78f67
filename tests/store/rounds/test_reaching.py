"""What is learnt of a round's people elsewhere."""

from dataclasses import replace
from datetime import timedelta

from callbridge.crm.call_log import CallRecord
from callbridge.crm.call_round import CLAIM_FOR, EntryOutcome, EntryResult
from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import Operator
from callbridge.kernel.ids import CallId
from callbridge.store.call_records import write_calls
from tests.support.rounds import RoundRig
from tests.support.stores import NOW, phone


def outbound(number: int, key: str, *, seconds: float = 0.0, is_answered: bool = False) -> CallRecord:
    """Return a call of ours that has ended a minute after it began."""
    began = NOW + timedelta(seconds=seconds)
    return CallRecord(
        call_id=CallId(f"main:{number}.1"),
        pbx="main",
        direction="outbound",
        number_raw=key,
        number_e164=key,
        did_raw="",
        did_e164="",
        started_at=began,
        answered_at=began + timedelta(seconds=5) if is_answered else None,
        ended_at=began + timedelta(minutes=1),
    )


async def write(rig: RoundRig, *records: CallRecord) -> None:
    await rig.store.database.run(lambda tx: write_calls(tx, records))


async def test_a_call_made_by_hand_is_a_try_once_and_the_next_one_waits(rig: RoundRig, boris: Operator) -> None:
    """R55."""
    made = await rig.begun_of(2)
    called = outbound(1, "+79160000001")
    await write(rig, called)
    await write(rig, called)
    later = called.ended_at
    assert later is not None
    assert (await rig.work(made, boris, later)).entry.name == "Лицо 2"  # type: ignore[union-attr]
    row = await rig.entry(1)
    assert (row.tries, row.last_tried_at, row.next_try_at) == (1, later, later + timedelta(hours=2))
    await write(rig, outbound(2, "+79160000001", seconds=600, is_answered=True))
    assert (await rig.entry(1)).tries == 2


async def test_a_call_of_the_operator_who_has_the_entry_is_counted_once_and_leaves_it_theirs(
    rig: RoundRig, boris: Operator
) -> None:
    made = await rig.begun_of(1)
    entry_id = await rig.taken(made, boris)
    called = outbound(1, "+79160000001", seconds=5)
    await write(rig, called)
    assert await rig.taken(made, boris, NOW + timedelta(minutes=2)) == entry_id
    await rig.settle(entry_id, boris, EntryResult(outcome=EntryOutcome.NOT_REACHED), NOW + timedelta(minutes=2))
    await write(rig, called)
    assert (await rig.entry(entry_id)).tries == 1


async def test_calls_that_come_in_or_of_others_are_no_tries(rig: RoundRig) -> None:
    await rig.begun_of(1)
    inbound = replace(outbound(1, "+79160000001"), direction="inbound")
    alive = replace(outbound(2, "+79160000001"), ended_at=None)
    await write(rig, inbound, alive, outbound(3, "+79160000002"))
    assert (await rig.entry(1)).tries == 0


async def test_the_interest_saved_for_an_entry_settles_it_once(rig: RoundRig, boris: Operator) -> None:
    """R55, R116."""
    made = await rig.begun_of(1)
    entry_id = await rig.taken(made, boris)
    mobile = phone("+79160000001")
    form = InterestForm(at=NOW, method_id=1, outcome_id=1, person_text="Лицо 1", entry_id=entry_id)
    for key, outcome in (("first", 1), ("second", 4)):
        await rig.store.desk.save_interest(
            key=key, form=replace(form, outcome_id=outcome, refusal_reason_id=1 if outcome == 4 else None),
            numbers=[mobile], owner_id=boris.id, private_sales=False, at=NOW + CLAIM_FOR,
        )  # fmt: skip
    row = await rig.entry(entry_id)
    assert (row.state, row.lead_id, row.tries, row.claimed_by_id) == ("interested", 1, 1, None)
    assert row.worked_by_id == boris.id


async def test_an_interest_for_an_entry_that_is_gone_is_saved_all_the_same(rig: RoundRig, boris: Operator) -> None:
    form = InterestForm(at=NOW, method_id=1, outcome_id=1, entry_id=404)
    saved = await rig.store.desk.save_interest(
        key="k", form=form, numbers=[], owner_id=boris.id, private_sales=False, at=NOW
    )
    assert saved.lead_id == 1
