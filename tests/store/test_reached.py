"""A conversation closes what was promised to the person, whoever of us had it and whoever rang (A17)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.crm.call_log import CallRecord
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.kernel.ids import OperatorId
from callbridge.store.directory import add_person
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call, keep
from tests.support.promises import NUMBER, SAVED, promise, reminders
from tests.support.stores import NOW, phone

TALKED = SAVED + timedelta(hours=1)


def talk(number: int = 7, **changes: object) -> CallRecord:
    whole = a_call(number, direction="inbound", outcome="answered", answered_at=TALKED, ended_at=None)
    return replace(whole, **{"number_e164": NUMBER.e164, **changes})  # type: ignore[arg-type]


async def open_of(store: SqlStore, who: OperatorId) -> list[int]:
    return [row.id for row in (await store.follow_ups.open(who, 10))[0]]


@pytest.mark.parametrize("direction", ["inbound", "outbound"])
async def test_a_talk_with_the_number_closes_the_promise_and_its_reminder(
    store: SqlStore, anna: OperatorId, direction: str
) -> None:
    """A17, R117: at once, not when they hang up, and writing the call again changes nothing."""
    promised = await promise(store, anna)
    for _ in range(2):
        await keep(store, talk(direction=direction))
    assert await open_of(store, anna) == []
    (closed,) = await store.follow_ups.closed(anna, TALKED, 10)
    assert (closed.closed_by_call, closed.done_at, closed.version) == ("main:7.1", TALKED, 2)
    assert [state for state, _ in await reminders(store, promised)] == ["cancelled"]


async def test_a_promise_that_was_taken_back_from_a_talk_stays_open_however_often_the_call_is_written(
    store: SqlStore, anna: OperatorId
) -> None:
    """«Оставить» during the talk holds when they hang up; another talk closes it again."""
    promised = await promise(store, anna)
    await keep(store, talk())
    await store.follow_ups.reopen(
        promised, Author(operator_id=anna, role=Role.OPERATOR), at=TALKED + timedelta(seconds=30)
    )
    await keep(store, talk(ended_at=TALKED + timedelta(minutes=1)))
    assert await open_of(store, anna) == [promised]
    await keep(store, talk(8, answered_at=TALKED + timedelta(minutes=5)))
    assert await open_of(store, anna) == []


@pytest.mark.parametrize(
    "other",
    [
        talk(answered_at=None, outcome="missed"),
        talk(direction="internal"),
        talk(number_e164="+79990000000"),
        talk(answered_at=SAVED - timedelta(minutes=1)),  # the conversation in which it was promised
    ],
)
async def test_what_is_no_later_talk_with_that_person_closes_nothing(
    store: SqlStore, anna: OperatorId, other: CallRecord
) -> None:
    promised = await promise(store, anna)
    await keep(store, other)
    assert await open_of(store, anna) == [promised]


async def test_any_number_of_the_person_will_do(store: SqlStore, anna: OperatorId) -> None:
    second = phone("+79990001122")
    await promise(store, anna, NUMBER, second)
    await keep(store, talk(number_e164=second.e164))
    assert await open_of(store, anna) == []


async def test_a_caller_without_a_name_is_known_by_the_number_of_the_interest(
    store: SqlStore, anna: OperatorId
) -> None:
    """R148."""
    await promise(store, anna, person_text="")
    await keep(store, talk())
    assert await open_of(store, anna) == []


async def test_a_number_of_several_people_closes_only_what_was_promised_to_whom_was_recognised(
    store: SqlStore, anna: OperatorId
) -> None:
    """A10."""
    people = await store.database.run(
        lambda tx: [
            add_person(tx, name, at=NOW, phones=[NUMBER], organization_id=None) for name in ("Анна Белая", "Олег Синий")
        ]
    )
    first = await promise(store, anna, key="one", person_id=people[0], person_text="")
    second = await promise(store, anna, key="two", person_id=people[1], person_text="")
    await keep(store, talk(7))
    assert await open_of(store, anna) == [first, second]
    await keep(store, talk(8, person_id=people[1]))
    assert await open_of(store, anna) == [first]


async def test_what_closed_by_a_talk_is_no_previous_contact_of_its_own(store: SqlStore, anna: OperatorId) -> None:
    """R76: the talk is told, not the promise that it kept."""
    await promise(store, anna)
    before, _ = await store.desk.prior_contacts(number=NUMBER, person_id=None, organization_id=None, limit=20)
    assert [(row.kind.value, row.follow_up_id is not None) for row in before] == [
        ("next_contact", True),
        ("interest", False),
    ]
    await keep(store, talk(ended_at=TALKED + timedelta(minutes=1)))
    after, _ = await store.desk.prior_contacts(number=NUMBER, person_id=None, organization_id=None, limit=20)
    assert [row.kind.value for row in after] == ["call", "interest"]
