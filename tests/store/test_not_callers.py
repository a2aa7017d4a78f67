"""«Не он», kept by number and record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.crm.duplicate import MergeWish
from callbridge.crm.not_caller import MAX_OF_NUMBER, CallerKind, CallerRecord
from callbridge.crm.operator import Role
from callbridge.crm.record import Author
from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store.call_records import write_calls
from callbridge.store.directory import add_organization
from callbridge.store.store import SqlStore
from tests.store.test_call_records import a_call
from tests.store.test_lookup import interest, person
from tests.support.records import Writer
from tests.support.stores import NOW, phone

MOBILE, HOME = phone("+79161234567"), phone("+74957654321")


def of(kind: CallerKind, record_id: int) -> CallerRecord:
    return CallerRecord(kind=kind, id=record_id)


async def say(store: SqlStore, who: OperatorId, record: CallerRecord, number: PhoneNumber = MOBILE) -> None:
    await store.not_callers.add(number, record, Author(operator_id=who, role=Role.OPERATOR), at=NOW)


async def test_who_was_said_not_to_call_is_no_candidate_for_that_number_and_the_other_is_certain(
    store: SqlStore, anna: OperatorId
) -> None:
    """R76, A9: for the whole office, until somebody takes it back; the history is then of who is left."""
    ivan, olga = await person(store, "Иван", MOBILE, HOME), await person(store, "Ольга", MOBILE)
    await store.database.run(lambda tx: write_calls(tx, [a_call(1, person_id=olga, ended_at=NOW)]))
    record = of(CallerKind.PERSON, ivan)
    await say(store, anna, record)
    await say(store, anna, record)
    facts = await store.lookup.caller_facts(MOBILE, "")
    assert [one.person_id for one in facts.candidates] == [olga]
    assert facts.contacts_total == 1
    [said] = facts.not_callers
    assert (said.record, said.number, said.name, said.operator, said.at) == (record, MOBILE.e164, "Иван", "Anna", NOW)
    assert [one.person_id for one in (await store.lookup.caller_facts(HOME, "")).candidates] == [ivan]
    assert list(await store.not_callers.of_record(record, 10)) == [said]
    author = Author(operator_id=anna, role=Role.OPERATOR)
    assert await store.not_callers.remove(said.id, author, at=NOW) == said
    facts = await store.lookup.caller_facts(MOBILE, "")
    assert (len(facts.candidates), facts.not_callers) == (2, ())
    with pytest.raises(NotFound):
        await store.not_callers.remove(said.id, author, at=NOW)
    entries = await store.audit.entries("person", str(ivan), 10)
    assert [(one.action, dict(one.detail)) for one in entries if one.action.startswith("caller.")] == [
        ("caller.restored", {"caller_number": MOBILE.e164}),
        ("caller.denied", {"caller_number": MOBILE.e164}),
    ]


async def test_organizations_interests_and_the_end_of_a_number_are_passed_over_too(
    store: SqlStore, anna: OperatorId
) -> None:
    """R148: the next interest of the same name is passed over with the one that was shown."""
    acme = await store.database.run(lambda tx: add_organization(tx, "Акме", at=NOW, phones=[HOME]))
    await say(store, anna, of(CallerKind.ORGANIZATION, acme), HOME)
    assert (await store.lookup.caller_facts(HOME, "")).candidates == ()
    await interest(store, anna, "", MOBILE)
    (typed,) = (await store.lookup.caller_facts(MOBILE, "")).candidates
    assert typed.lead_id is not None
    await say(store, anna, of(CallerKind.LEAD, typed.lead_id))
    await interest(store, anna, "", MOBILE, NOW + timedelta(days=1))
    facts = await store.lookup.caller_facts(MOBILE, "")
    assert (facts.candidates, facts.not_callers[0].organization) == ((), "ООО Ромашка")
    abroad = phone("+380161234567")
    other = await person(store, "Иван", phone("+375161234567"))
    await say(store, anna, of(CallerKind.PERSON, other), abroad)
    assert other not in [one.person_id for one in (await store.lookup.caller_facts(abroad, "")).candidates]


async def test_what_is_read_at_every_ring_has_a_bound(store: SqlStore, anna: OperatorId) -> None:
    people = [await person(store, f"Иван {number}") for number in range(MAX_OF_NUMBER + 1)]
    for each in people[:-1]:
        await say(store, anna, of(CallerKind.PERSON, each))
    with pytest.raises(IllegalMove, match=r"caller\.too_many"):
        await say(store, anna, of(CallerKind.PERSON, people[-1]))


async def test_a_merge_keeps_it_once_and_its_undoing_brings_both_back(store: SqlStore, anna: OperatorId) -> None:
    """R142."""
    writer = Writer(store, anna, Role.MANAGER)
    keep, gone = [await writer.make("person", full_name=f"Иван {number}") for number in range(2)]
    for each in (keep, gone):
        await say(store, anna, of(CallerKind.PERSON, each.id))
    wish = MergeWish(keep_id=keep.id, keep_version=1, give_up_id=gone.id, give_up_version=1)
    merge_id = await store.duplicates.merge("person", wish, writer.author, at=NOW)
    kept, left = of(CallerKind.PERSON, keep.id), of(CallerKind.PERSON, gone.id)
    assert [len(await store.not_callers.of_record(each, 10)) for each in (kept, left)] == [1, 0]
    await store.duplicates.undo_merge(merge_id, replace(writer.author), at=NOW)
    assert [len(await store.not_callers.of_record(each, 10)) for each in (kept, left)] == [1, 1]
