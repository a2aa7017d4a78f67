"""A kind of record knows its fields."""

import pytest

from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.crm.operator import Role
from callbridge.kernel.errors import Forbidden
from callbridge.kernel.template import Template

CITY = Entity(
    id="city",
    one=Template("Город", "City"),
    many=Template("Города", "Cities"),
    fields=(
        Field(id="name", label=Template("Название", "Name"), is_required=True),
        Field(id="people", label=Template("Жители", "People"), kind=FieldKind.INTEGER, has_total=True),
        Field(id="debt", label=Template("Долг", "Debt"), least_role=Role.ADMIN),
    ),
    may_read=Role.SUPERVISOR,
    may_write=Role.MANAGER,
)


def test_a_field_is_found_by_its_id() -> None:
    people = CITY.field("people")
    assert people is not None
    assert (people.kind, people.has_total) == (FieldKind.INTEGER, True)
    assert CITY.field("mayor") is None


def test_the_newest_come_first_until_the_user_chooses() -> None:
    assert CITY.sort == ("-id",)


def test_a_role_reads_and_writes_what_the_kind_says() -> None:
    assert [CITY.is_read_by(role) for role in Role] == [False, True, True, True]
    assert [CITY.is_written_by(role) for role in Role] == [False, False, True, True]
    assert CITY.for_reader(Role.SUPERVISOR) is CITY.for_writer(Role.MANAGER) is CITY
    with pytest.raises(Forbidden):
        CITY.for_reader(Role.OPERATOR)
    with pytest.raises(Forbidden):
        CITY.for_writer(Role.SUPERVISOR)


def test_nobody_writes_what_they_may_not_read() -> None:
    careless = Entity(
        id="x", one=Template("x", "x"), many=Template("x", "x"), fields=(), may_read=Role.ADMIN, may_write=Role.OPERATOR
    )
    assert not careless.is_written_by(Role.MANAGER)


def test_a_role_sees_the_fields_for_it() -> None:
    assert [field.id for field in CITY.fields_for(Role.MANAGER)] == ["name", "people"]
    assert [field.id for field in CITY.fields_for(Role.ADMIN)] == ["name", "people", "debt"]
