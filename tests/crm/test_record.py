"""One record as it is kept and as a reader sees it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from callbridge.crm.audit import AuditEntry
from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Language, Role
from callbridge.crm.record import (
    FieldChange,
    PutAway,
    RecordView,
    Stored,
    as_json,
    put_away_of,
    read_changes,
    view,
    write_changes,
)
from callbridge.kernel.ids import OperatorId


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1234.5000"), "1234.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000"), "0"),
        (datetime(2026, 11, 23, 12, tzinfo=UTC), "2026-11-23T12:00:00Z"),
        (date(2026, 11, 23), "2026-11-23"),
        (True, True),
        (5, 5),
        (None, None),
    ],
)
def test_values_are_exact_in_json(value: object, written: object) -> None:
    assert as_json(value) == written


def test_a_float_is_in_no_record() -> None:
    with pytest.raises(TypeError):
        as_json(0.1)


def test_a_change_is_kept_of_the_fields_that_became_others_and_read_back() -> None:
    detail = write_changes({"name": "Дом", "amount": Decimal(5)}, {"name": "Дом «у реки»", "amount": Decimal("5.0")})
    assert read_changes(detail, {"name", "amount"}) == (FieldChange(field="name", before="Дом", after="Дом «у реки»"),)
    assert read_changes(detail, {"amount"}) == ()


def test_a_reader_gets_what_their_role_may_see() -> None:
    stored = Stored(
        id=1, version=2, values={"full_name": "Олег", "hour_rate": Decimal(5)}, names={"org_unit": "Главное"}
    )
    seen = view(ENTITIES["employee"], stored, Role.OPERATOR)
    assert seen == RecordView(id=1, version=2, record={"full_name": "Олег"}, names={"org_unit": "Главное"})


def test_an_english_reader_gets_english_names_where_there_are_any() -> None:
    stored = Stored(
        id=1, version=2, values={}, names={"org_unit": "Главное", "owner": "Олег"}, names_en={"org_unit": "Main"}
    )
    assert view(ENTITIES["person"], stored, Role.ADMIN, Language.EN).names == {"owner": "Олег"}
    assert view(ENTITIES["employee"], stored, Role.ADMIN, Language.EN).names["org_unit"] == "Main"
    assert view(ENTITIES["employee"], stored, Role.ADMIN, Language.RU).names["org_unit"] == "Главное"


AT, LATER = datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)


def entry(action: str, by: str, **detail: str) -> AuditEntry:
    return AuditEntry(
        id=1, at=AT, operator_id=OperatorId(1), operator=by, action=action, entity="deal", entity_id="1", detail=detail
    )


@pytest.mark.parametrize(
    ("entries", "at", "told"),
    [
        ([entry("record.archived", "Вера"), entry("record.created", "Анна")], LATER, PutAway(at=LATER, by="Вера")),
        (
            [entry("record.changed", "Анна", name="x"), entry("record.changed", "Олег", is_active="[true, false]")],
            None,
            PutAway(at=AT, by="Олег"),
        ),
        ([], LATER, PutAway(at=LATER, by="")),
        ([], None, PutAway()),
    ],
)
def test_the_audit_trail_tells_who_put_a_record_away(
    entries: list[AuditEntry], at: datetime | None, told: PutAway
) -> None:
    assert put_away_of(entries, at) == told


def test_since_when_a_record_is_archived_is_said_once() -> None:
    away = PutAway(at=AT, by="Вера")
    stored = Stored(id=1, version=2, values={"full_name": "Олег", "archived_at": AT}, put_away=away)
    seen = view(ENTITIES["person"], stored, Role.OPERATOR)
    assert (seen.record, seen.put_away) == ({"full_name": "Олег"}, away)
