"""A kind of record knows its fields."""

from callbridge.crm.entity import Entity, Field, FieldKind
from callbridge.kernel.template import Template

CITY = Entity(
    id="city",
    one=Template("Город", "City"),
    many=Template("Города", "Cities"),
    fields=(
        Field(id="name", label=Template("Название", "Name"), is_required=True),
        Field(id="people", label=Template("Жители", "People"), kind=FieldKind.INTEGER, has_total=True),
    ),
)


def test_a_field_is_found_by_its_id() -> None:
    people = CITY.field("people")
    assert people is not None
    assert (people.kind, people.has_total) == (FieldKind.INTEGER, True)
    assert CITY.field("mayor") is None


def test_the_newest_come_first_until_the_user_chooses() -> None:
    assert CITY.sort == ("-id",)
