"""Where the columns of a file go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.entities import ENTITIES
from callbridge.crm.import_columns import IMPORTED, check_mapping, entity_of, guessed, targets
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput

PERSON = ENTITIES["person"]


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (("Фамилия", "Имя", "Отчество", "Моб. тел."), ("last_name", "first_name", "middle_name", "phone")),
        (("ФИО", "Телефон 1", "Телефон 2", "Эл. почта"), ("full_name", "phone", "phone", "email")),
        (("Имя", "№", "Компания", "ФИО"), ("full_name", "", "organization", "")),
        (("Full name", "Phone", "E-mail", "Company", "Position"),
         ("full_name", "phone", "email", "organization", "job_title")),
        (("First name", "Last name", "Mobile"), ("first_name", "last_name", "phone")),
    ],
)  # fmt: skip
def test_headings_are_understood_in_both_languages(headings: tuple[str, ...], mapping: tuple[str, ...]) -> None:
    assert guessed(PERSON, Role.MANAGER, headings) == mapping


def test_a_field_s_own_label_is_understood_in_every_kind_that_is_imported() -> None:
    """What our own export wrote can be imported."""
    for name in IMPORTED:
        entity = ENTITIES[name]
        offered = targets(entity, Role.ADMIN)
        for target in offered:
            for label in (target.label.ru, target.label.en):
                alike = {one.id for one in offered if label in (one.label.ru, one.label.en)}
                if target.id != "first_name":  # «Имя» alone is a whole name
                    assert guessed(entity, Role.ADMIN, [label])[0] in alike


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (("full_name",), "wrong_type"),
        (("full_name", "rank"), "unknown_field"),
        (("full_name", "full_name"), "mapped_twice"),
        (("phone", "phone"), "required_unmapped"),
        (("", ""), "required_unmapped"),
        (("full_name", "created_at"), "unknown_field"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(mapping: tuple[str, ...], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_mapping(PERSON, Role.MANAGER, mapping, 2)
    assert refused.value.fields == {"mapping": code}


def test_a_name_in_parts_is_a_name() -> None:
    check_mapping(PERSON, Role.MANAGER, ("last_name", "phone"), 2)


def test_kinds_that_belong_to_others_are_not_imported() -> None:
    assert [entity_of(name) for name in ("stage", "contact_point", "nothing")] == [None, None, None]
    assert entity_of("person") is PERSON


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_headings_give_a_mapping_that_names_no_field_twice(headings: list[str]) -> None:
    mapping = guessed(PERSON, Role.MANAGER, headings)
    many = {target.id for target in targets(PERSON, Role.MANAGER) if target.is_many}
    single = [target for target in mapping if target and target not in many]
    assert len(mapping) == len(headings)
    assert len(single) == len(set(single))
