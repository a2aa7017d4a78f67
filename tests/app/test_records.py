"""Records of every kind, as each role may read and write them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from callbridge.app.records import RecordDesk
from callbridge.crm.audit import AuditEntry
from callbridge.crm.deal import DealMove
from callbridge.crm.operator import Operator, Role
from callbridge.crm.record import FieldChange, RecordRights, RecordView, Removal
from callbridge.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from tests.support.clock import FakeClock
from tests.support.kept_records import KeptRecords
from tests.support.web_people import ANNA, BORIS, NINE, VERA

GLEB = replace(BORIS, role=Role.MANAGER)


@pytest.fixture
def records() -> KeptRecords:
    return KeptRecords()


@pytest.fixture
def desk(records: KeptRecords) -> RecordDesk:
    def read(raw: str) -> PhoneNumber:
        return PhoneNumber(form=NumberForm.UNREADABLE, raw=raw, digits=raw)

    return RecordDesk(records=records, read_number=read, clock=FakeClock(NINE))


@pytest.mark.parametrize(
    ("operator", "entity", "is_allowed"),
    [
        (ANNA, "deal", True),
        (ANNA, "person", True),
        (ANNA, "campaign", False),
        (BORIS, "campaign", True),
        (BORIS, "campaign_type", False),
        (GLEB, "campaign_type", True),
        (VERA, "campaign_type", True),
    ],
)
async def test_each_kind_says_who_writes_it(
    desk: RecordDesk, operator: Operator, entity: str, is_allowed: bool
) -> None:
    raw = {"full_name": "Пётр"} if entity == "person" else {"name": "Имя"}
    raw |= {"topic": 1} if entity == "deal" else {}  # type: ignore[dict-item]
    if is_allowed:
        made, is_repeat = await desk.create(operator, entity, raw, "k")
        assert (made.version, is_repeat) == (1, False)
    else:
        with pytest.raises(Forbidden):
            await desk.create(operator, entity, raw, "k")


def test_a_role_is_told_what_it_may_do_with_each_kind(desk: RecordDesk) -> None:
    whole = RecordRights(may_create=True, may_change=True, removal=Removal.ARCHIVED)
    assert desk.rights(Role.SUPERVISOR, "campaign") == whole
    assert desk.rights(Role.OPERATOR, "campaign") == RecordRights()
    assert desk.rights(Role.ADMIN, "lead") == RecordRights(), "written by another way"
    assert desk.rights(Role.MANAGER, "stage").may_create is False


async def test_what_a_role_may_not_see_is_in_no_answer(desk: RecordDesk) -> None:
    """A colleague's rate: not when it is read, nor in the conflict, nor in the history, nor may it be set."""
    made, _ = await desk.create(VERA, "employee", {"full_name": "Олег", "hour_rate": "1000.50"}, "k")
    assert made.record == {"full_name": "Олег", "hour_rate": "1000.5"}
    assert (await desk.read(ANNA, "employee", made.id)).record == {"full_name": "Олег"}
    (entry,) = await desk.history(ANNA, "employee", made.id)
    assert entry.changes == (FieldChange(field="full_name", before=None, after="Олег"),)


async def test_a_leads_history_is_read_as_any_and_why_it_was_removed_by_an_administrator_alone(
    desk: RecordDesk, records: KeptRecords
) -> None:
    """R54."""
    removed = AuditEntry(
        id=1, at=NINE, operator_id=VERA.id, operator=VERA.full_name, action="record.removed", entity="lead",
        entity_id="5", detail={"content": '["", "Дом"]', "removal_reason": '["", "Дубль"]'},
    )  # fmt: skip
    records.entries.append(removed)
    for operator, fields in {ANNA: ["content"], VERA: ["content", "removal_reason"]}.items():
        (entry,) = await desk.history(operator, "lead", 5)
        assert [change.field for change in entry.changes] == fields


async def test_a_conflict_tells_the_record_of_now(desk: RecordDesk) -> None:
    made, _ = await desk.create(VERA, "campaign", {"name": "Выставка"}, "k")
    theirs = await desk.change(VERA, "campaign", made.id, 1, {"name": "Ярмарка"})
    with pytest.raises(Conflict) as refused:
        await desk.change(BORIS, "campaign", made.id, 1, {"place": "Крокус"})
    assert refused.value.params["current"] == theirs
    with pytest.raises(Conflict) as refused:
        await desk.remove(BORIS, "campaign", made.id, 1)
    assert isinstance(refused.value.params["current"], RecordView)


async def test_fields_are_read_by_their_kind(desk: RecordDesk, records: KeptRecords) -> None:
    with pytest.raises(InvalidInput) as refused:
        await desk.create(ANNA, "deal", {"amount": "-1", "stage": 2}, "k")
    assert refused.value.fields == {
        "amount": "negative", "stage": "read_only", "name": "required", "topic": "required",
    }  # fmt: skip
    assert records.rows == {}
    made, _ = await desk.create(ANNA, "deal", {"name": "Дом", "topic": 1, "amount": "5.50"}, "k")
    assert records.rows["deal", made.id].values["amount"] == Decimal("5.5")


async def test_a_typed_number_is_read_for_the_store(desk: RecordDesk, records: KeptRecords) -> None:
    await desk.create(ANNA, "contact_point", {"kind": "phone", "raw": "8 916", "person": 1}, "k")
    await desk.create(ANNA, "person", {"full_name": "Пётр"}, "other")
    assert [number and number.raw for number in records.numbers] == ["8 916", None]


async def test_a_deal_is_moved_at_the_servers_time(desk: RecordDesk, records: KeptRecords) -> None:
    made, _ = await desk.create(ANNA, "deal", {"name": "Дом", "topic": 1}, "k")
    await desk.move_deal(ANNA, made.id, DealMove(to_stage_id=2, at=NINE - timedelta(days=9), version=1))
    assert [(move.to_stage_id, move.at) for move in records.moves] == [(2, NINE)]


async def test_a_kind_that_there_is_not_is_not_found(desk: RecordDesk) -> None:
    for kind in ("operator", "", "../deal"):
        with pytest.raises(NotFound):
            await desk.read(VERA, kind, 1)


async def test_a_number_that_comes_back_as_it_was_shown_is_left_as_it_is(
    desk: RecordDesk, records: KeptRecords
) -> None:
    """R152: whoever reads no numbers edits the rest of a record and never writes a mask over a number."""
    raw = {"person": 1, "kind": "phone", "raw": "+79211234567"}
    point, _ = await desk.create(ANNA, "contact_point", raw, "k")
    changed = await desk.change(ANNA, "contact_point", point.id, 1, {"raw": "+7 921 •••‑••‑67"})
    assert (changed.record["raw"], changed.version) == ("+79211234567", 2)
    for hidden in ("+7 921 •••‑••‑68", "•••"):
        with pytest.raises(InvalidInput) as refused:
            await desk.change(ANNA, "contact_point", point.id, 2, {"raw": hidden})
        assert refused.value.fields == {"raw": "hidden_number"}
    with pytest.raises(InvalidInput):
        await desk.create(ANNA, "contact_point", {**raw, "raw": "+7 921 •••‑••‑67"}, "other")
    assert (await desk.change(ANNA, "contact_point", point.id, 2, {"raw": "+79210000000"})).record[
        "raw"
    ] == "+79210000000"


async def test_a_record_is_brought_back_by_who_may_put_it_away(desk: RecordDesk, records: KeptRecords) -> None:
    """An operator may read contracts, and neither put away nor bring back."""
    made, _ = await desk.create(BORIS, "contract", {"number": "1"}, "k")
    await desk.remove(BORIS, "contract", made.id, made.version)
    with pytest.raises(Forbidden):
        await desk.restore(ANNA, "contract", made.id, 2)
    with pytest.raises(Conflict, match=r"record\.changed") as refused:
        await desk.restore(BORIS, "contract", made.id, 1)
    assert isinstance(refused.value.params["current"], RecordView)
    assert (await desk.restore(BORIS, "contract", made.id, 2)).version == 3
    assert records.gone == {}
