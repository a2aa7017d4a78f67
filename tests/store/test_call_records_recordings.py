"""Recordings of a real PBX, through tracker and desk to stored rows: who talked how long, who handed over to whom."""

from dataclasses import replace

import pytest

from callbridge.crm.call_log import CallRecord, CallRow, LegRow, MomentRow
from callbridge.crm.operator import Operator
from callbridge.kernel.ids import OperatorId
from callbridge.store.store import SqlStore
from callbridge.telephony.call_event import PhoneLeft
from tests.store.test_call_records import keep
from tests.support.app import desk_rig, settle
from tests.support.recordings import PBX, load, of_type, replay
from tests.support.stores import an_operator

TOLERANCE_S = 0.15
PHONES = ("101", "102", "103")


async def stored(store: SqlStore, name: str) -> tuple[CallRow, list[LegRow], list[MomentRow]]:
    """Replay a recording of one customer's visit through the desk; return its rows as the call's page gets them."""
    ids = {
        each: await store.operators.add_operator(an_operator(f"op{each}", extension=each), "hash") for each in PHONES
    }
    record = await kept(name, ids)
    await keep(store, record)
    row = await store.desk.call(record.call_id)
    assert row is not None
    legs, moments = await store.desk.call_legs(record.call_id), await store.desk.call_moments(record.call_id)
    return row, list(legs), list(moments)


async def kept(name: str, ids: dict[str, OperatorId]) -> CallRecord:
    async with desk_rig() as rig:
        rig.operators.rows = [_operator(each, rig.operators.rows[0], ids[each]) for each in PHONES]
        await rig.roster.reload()
        for event in replay(name):
            rig.clock.at = max(rig.clock.at, event.at)
            rig.desk.on_call_event(PBX, event)
            await settle()
    (record,) = [each for each in rig.log.records.values() if each.direction != "internal"]
    return record


def _operator(extension: str, like: Operator, operator_id: OperatorId) -> Operator:
    return replace(like, id=operator_id, extension=extension, full_name=f"Op{extension}")


def talked(legs: list[LegRow]) -> dict[str, float]:
    """Return the talk of each operator who answered, by extension."""
    told: dict[str, float] = {}
    for leg in legs:
        if leg.answered_at is not None:
            extension = leg.operator.removeprefix("Op")
            told[extension] = told.get(extension, 0.0) + leg.talk_seconds
    return told


@pytest.mark.parametrize(
    ("name", "handed"),
    [
        ("t01_blind_refer", [("blind", "101", "102")]),
        ("t05_attended_refer", [("attended", "101", "102")]),
        ("t09_blonde_refer", [("attended", "101", "102")]),
        ("t11_transfer_of_a_transfer", [("blind", "101", "102"), ("attended", "102", "103"), ("blind", "103", "101")]),
        ("t20_pickup_group", [("picked_up", "102", "101")]),
        ("t22_pickup_from_queue", [("picked_up", "102", "103")]),
        ("t23_park_and_unpark", [("parked", "101", ""), ("unparked", "102", "101")]),
        ("t24_park_timeout", [("parked", "101", ""), ("unparked", "", "101")]),
    ],
)
async def test_the_rows_tell_what_the_customer_heard_of_each_operator_and_who_handed_over(
    store: SqlStore, name: str, handed: list[tuple[str, str, str]]
) -> None:
    """R152: each operator's talk seconds are those the customer heard; the sum is the call's."""
    row, legs, moments = await stored(store, name)
    (truth,) = load(name).truth["calls"]
    heard = {phone: sum(last - first for first, last in spans) for phone, spans in truth["heard"].items()}
    assert talked(legs) == pytest.approx(heard, abs=TOLERANCE_S)
    assert sum(leg.talk_seconds for leg in legs) == pytest.approx(row.talk_seconds, abs=0.01)
    others = ("queued", "left_queue", "held", "resumed")
    assert [
        (each.kind.value, each.operator.removeprefix("Op"), each.colleague.removeprefix("Op"))
        for each in moments
        if each.kind not in others
    ] == handed
    assert row.transfers == sum(kind in ("blind", "attended") for kind, _, _ in handed)
    assert (row.cause, row.outcome) == (16, "answered")


async def test_a_conference_keeps_each_ones_part(store: SqlStore) -> None:
    """Asterisk mixes the voices, so the truth is the tracker's: the longest part is the whole talk."""
    name = "t50_conference_of_three"
    row, legs, _ = await stored(store, name)
    left = {event.endpoint.removeprefix("PJSIP/"): event.talk_seconds for event in of_type(replay(name), PhoneLeft)}
    assert set(left) == {"101", "102"}
    assert talked(legs) == pytest.approx(left)
    assert max(left.values()) == pytest.approx(row.talk_seconds)
