"""Whose records a login works with, on both engines: own, their branch's, a branch's under it, others', nobody's."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from callbridge.crm.attachment import NewAttachment
from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.deal import DealMove
from callbridge.crm.entities import LISTED
from callbridge.crm.entities.dictionaries import DICTIONARIES
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Role
from callbridge.crm.reach import Reach, Width
from callbridge.crm.record import Author, Removal
from callbridge.kernel.errors import DomainError, InvalidInput, NotFound
from callbridge.kernel.ids import CallId, LeadId, OperatorId
from callbridge.store import tables as t
from callbridge.store.reach import is_within, reach_of, reach_of_employee, reaches, within
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.store.test_call_records import a_call, keep
from tests.support.firm import HANGING, OWNED, Firm, new_firm
from tests.support.list_things import READER
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

COMMON = {
    "person", "organization", "contact_point", "employee", "pipeline", "stage", "mailing_template", "contact_method",
    "product", "call_round", "call_round_entry",
}  # fmt: skip
"""Beside the dictionaries: what no branch keeps for itself."""
WHOSE = ("own", "branch", "below", "other", "nobody")
SEEN = {
    Width.OWN: {"own", "nobody"},
    Width.BRANCH: {"own", "branch", "below", "nobody"},
    Width.ALL: set(WHOSE),
}


@pytest.fixture
async def firm(store: SqlStore) -> Firm:
    return await new_firm(store, {"own": Role.SUPERVISOR})


async def listed(firm: Firm, entity: str) -> set[str]:
    """Return whose rows the reader's list of a kind has."""
    kind = LISTED[entity]
    reader = replace(READER, role=Role.SUPERVISOR, operator_id=firm.logins["own"].id)
    query = ListQuery(entity=kind, order=read_order("", kind, Role.SUPERVISOR), reader=reader)
    page = await firm.store.lists.page(query, None, 50)
    assert (await firm.store.lists.totals(query)).count == len(page.rows)
    ids = {row["id"] for row in page.rows}
    return {whose for (kind_id, whose), one in firm.records.items() if kind_id == entity and one in ids}


def seen_of(kind: str, width: Width) -> set[str]:
    """Return whose records of a kind are in reach; a contact and a task are always somebody's."""
    return SEEN[width] - ({"nobody"} if kind in ("activity", "task") and width is not Width.ALL else set())


def test_every_kind_of_record_says_whose_it_is_or_is_common() -> None:
    """A new kind of record fails here until it is decided who sees it."""
    narrow = Reach(width=Width.OWN, role=Role.MANAGER)
    common = {kind for kind in LISTED if within(kind, narrow) is None}
    assert common == COMMON | {one.id for one in DICTIONARIES}


@pytest.mark.parametrize("width", Width)
async def test_a_list_and_its_totals_end_where_the_reach_does(firm: Firm, width: Width) -> None:
    """R152: own, of the branch with those under it, or all; what is nobody's everybody sees."""
    await firm.sets(width, Role.SUPERVISOR)
    for kind in (*OWNED, *HANGING, "task"):
        assert (kind, await listed(firm, kind)) == (kind, seen_of(kind, width))


@pytest.mark.parametrize("width", Width)
async def test_one_record_is_read_changed_and_removed_in_reach_alone(firm: Firm, width: Width) -> None:
    """Out of it the answer is the one of a record that is not there."""
    await firm.sets(width, Role.SUPERVISOR)
    records, author = firm.store.records, Author.of(firm.logins["own"])
    for (kind, whose), one in firm.records.items():
        is_seen = whose in seen_of(kind, width)
        if kind == "lead":
            found = await firm.store.desk.lead(LeadId(one), reader_id=author.operator_id)
            assert (found is not None) is is_seen
        elif kind != "mailing_recipient":
            reading = records.read(kind, one, author), records.history(kind, one, 5, author)
            writing = [records.change(kind, one, 99, {}, author, at=NOW, number=None)]
            if records.rights(kind).removal is not Removal.NEVER:
                writing.append(records.remove(kind, one, 99, author, at=NOW))  # type: ignore[arg-type]
            answered = {await _answers(each, one) for each in (*reading, *writing)}
            assert (kind, whose, answered) == (kind, whose, {is_seen})


async def _answers(asked: Any, record_id: int) -> bool:
    """Say whether a record was found, whatever else was wrong with what was asked."""
    try:
        await asked
    except NotFound as error:
        return (error.code, error.params) != ("record.not_found", {"id": record_id})
    except DomainError:
        return True
    return True


async def test_a_deal_out_of_reach_is_neither_moved_nor_followed(firm: Firm) -> None:
    await firm.sets(Width.BRANCH, Role.SUPERVISOR)
    author, theirs = Author.of(firm.logins["own"]), firm.records["deal", "other"]
    for asked in (
        firm.store.records.move_deal(theirs, DealMove(to_stage_id=2, at=NOW, version=1), author),
        firm.store.deals.path(theirs, NOW, reader_id=author.operator_id),
    ):
        with pytest.raises(NotFound):
            await asked
    path = await firm.store.deals.path(firm.records["deal", "below"], NOW, reader_id=author.operator_id)
    assert len(path.stays) == 1


async def test_a_board_counts_the_deals_in_reach(firm: Firm) -> None:
    kind = LISTED["deal"]
    reader = replace(READER, operator_id=firm.logins["own"].id)
    query = ListQuery(entity=kind, order=read_order("", kind, Role.SUPERVISOR), reader=reader)
    counted = []
    for width in Width:
        await firm.sets(width, Role.SUPERVISOR)
        counted.append(sum(one.count for one in (await firm.store.deals.board(query, 1, None)).columns))
    assert counted == [len(SEEN[width]) for width in Width]


async def test_what_is_out_of_reach_cannot_be_named_but_may_stay_where_it_stands(firm: Firm) -> None:
    """Nothing is hung on a record that the author does not see."""
    await firm.sets(Width.OWN, Role.SUPERVISOR)
    mine = Writer(firm.store, firm.logins["own"].id, Role.SUPERVISOR)
    with pytest.raises(InvalidInput) as refused:
        await mine.make("cost", name="Стенд", campaign=firm.records["campaign", "other"])
    assert refused.value.fields == {"campaign": "not_found"}
    theirs = Writer(firm.store, firm.logins["other"].id, Role.ADMIN)
    event = firm.records["campaign", "other"]
    shared = await theirs.make("deal", name="Общая", topic=1, campaign=event, owner=firm.logins["own"].employee_id)
    assert (await mine.change("deal", shared, campaign=event, note="моя")).values["campaign"] == event


async def test_files_go_with_the_record_that_they_hang_on(firm: Firm) -> None:
    files, reader = firm.store.attachments, Author.of(firm.logins["own"])
    await firm.sets(Width.BRANCH, Role.SUPERVISOR)
    for whose in WHOSE:
        new = NewAttachment(
            owner_entity="deal", owner_id=firm.records["deal", whose], name="a.txt", sha256="0" * 64, size=1,
            media_type="text/plain", storage_key="00/0",
        )  # fmt: skip
        by = Author.of(firm.logins.get(whose, firm.logins["own"]))
        made, _ = await files.add(new, by, key=whose, at=NOW, total_limit=1 << 30)
        if whose in SEEN[Width.BRANCH]:
            assert (await files.find(made.id, reader)).id == made.id
            assert len(await files.of_record("deal", new.owner_id, reader)) == 1
            continue
        for asked in (
            files.find(made.id, reader),
            files.of_record("deal", new.owner_id, reader),
            files.change(made.id, 1, reader, name="b.txt", note=None, at=NOW),
            files.set_removed(made.id, 1, reader, is_removed=True, at=NOW),
            files.add(new, reader, key="mine", at=NOW, total_limit=1 << 30),
        ):
            with pytest.raises(NotFound):
                await asked


@pytest.mark.parametrize("width", Width)
async def test_calls_are_theirs_whose_phone_rang_and_nobodys_are_everybodys(firm: Firm, width: Width) -> None:
    """R152: the log, its totals and all that is told of one call."""
    store, reader_id = firm.store, firm.logins["own"].id
    calls = {whose: a_call(place, started_at=NOW + timedelta(seconds=place)) for place, whose in enumerate(WHOSE, 1)}
    owned = {
        whose: replace(call, operator_id=firm.logins[whose].id) if whose in firm.logins else call
        for whose, call in calls.items()
    }
    await keep(store, *owned.values())
    await firm.sets(width, Role.SUPERVISOR)
    rows = await store.desk.calls(CallFilter(), CallOrder(), None, 50, reader_id=reader_id)
    wanted = {owned[whose].call_id for whose in SEEN[width]}
    assert {row.call_id for row in rows} == wanted
    assert (await store.desk.call_totals(CallFilter(), reader_id=reader_id)).count == len(wanted)
    asked = [call.call_id for call in owned.values()]
    seen = await store.desk.calls_of([CallId("main:no.such"), *asked], reader_id=reader_id)
    assert [row.call_id for row in seen] == [each for each in asked if each in wanted]
    assert await store.desk.calls_of([], reader_id=reader_id) == []
    for call in owned.values():
        is_seen = call.call_id in wanted
        assert (await store.desk.call(call.call_id, reader_id=reader_id) is not None) is is_seen
        assert (await store.desk.call_trace(call.call_id, reader_id=reader_id) is not None) is is_seen


async def test_a_phone_that_rang_makes_a_call_theirs_too(firm: Firm) -> None:
    store = firm.store
    await firm.sets(Width.OWN, Role.SUPERVISOR)
    await keep(store, a_call(1, operator_id=firm.logins["other"].id))
    leg = {
        "call_id": a_call(1).call_id, "leg_id": "l", "position": 0, "endpoint": "PJSIP/101", "ring_end": "",
        "operator_id": firm.logins["own"].id, "started_at": NOW,
        "ring_seconds": 1.0, "talk_seconds": 0.0, "hold_seconds": 0.0,
    }  # fmt: skip
    assert await store.desk.call(a_call(1).call_id, reader_id=firm.logins["own"].id) is None
    await store.database.run(lambda tx: tx.execute(insert(t.call_leg).values(**leg)))
    assert await store.desk.call(a_call(1).call_id, reader_id=firm.logins["own"].id) is not None


async def test_an_admin_and_the_program_itself_reach_everything(store: SqlStore) -> None:
    admin = await store.operators.add_operator(an_operator("root", role=Role.ADMIN), "hash")
    for reader in (admin, None):
        assert (await store.database.read(lambda tx, reader=reader: reach_of(tx, reader))).is_all  # type: ignore[misc]
    with pytest.raises(NotFound):
        await store.database.read(lambda tx: reach_of(tx, OperatorId(999)))


async def test_what_an_employee_set_going_reaches_as_their_login(firm: Firm) -> None:
    """A mailing goes as far as its owner; somebody without a login reaches as a manager."""
    await firm.sets(Width.OWN, Role.SUPERVISOR)
    await firm.sets(Width.BRANCH, Role.MANAGER)

    def unit(tx: Tx) -> list[Any]:
        values = {"full_name": "Без входа", "folded_name": "", "is_active": True, "org_unit_id": None}
        bare = tx.value(insert(t.employee).values(**values).returning(t.employee.c.id))
        return [reach_of_employee(tx, one) for one in (firm.logins["own"].employee_id, bare, None)]

    own, bare, nobody = await firm.store.database.run(unit)
    assert (own.width, own.operator_id) == (Width.OWN, firm.logins["own"].id)
    assert (bare.width, bare.org_unit_ids, nobody.width) == (Width.BRANCH, frozenset(), Width.BRANCH)


async def test_somebody_reaches_what_is_their_peoples(firm: Firm) -> None:
    def unit(tx: Tx) -> list[bool]:
        return [reaches(tx, firm.logins["own"].id, firm.logins[whose].employee_id) for whose in WHOSE[:-1]]

    found = {}
    for width in Width:
        await firm.sets(width, Role.SUPERVISOR)
        found[width] = await firm.store.database.read(unit)
    assert found == {width: [whose in SEEN[width] for whose in WHOSE[:-1]] for width in Width}
    assert await firm.store.database.read(lambda tx: is_within(tx, "deal", 999, reach_of(tx, firm.logins["own"].id)))
    assert await firm.store.database.read(lambda tx: tx.row(select(t.deal.c.id)) is not None)
