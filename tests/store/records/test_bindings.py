"""Every kind of record has its place: the whole model of events and deals is stored (R151)."""

import pytest

from callbridge.crm.entities import ENTITIES
from callbridge.crm.record import Removal
from callbridge.store.records.bindings import BINDINGS

DERIVED = {
    "campaign": {
        "labour_hours",
        "hours_plan",
        "hours_fact",
        "cost_plan",
        "cost_fact",
        "interests",
        "people",
        "deals",
        "contracts",
        "revenue",
    },
    "deal": {"forecast", "next_at"},
    "mailing": {"recipients", "sent", "failed"},
    "call_round": {"entries", "left", "reached", "interested", "refused", "operators"},
    "person": {"phone", "leads"},
    "organization": {"phone", "persons", "leads"},
    "task": {"assignees", "pending"},
}
"""Fields that are counted or summed, or kept in rows of their own, by kind."""
COLUMNS = {Removal.ARCHIVED: "archived_at", Removal.DEACTIVATED: "is_active"}
"""In which a row is put away."""


def test_every_kind_of_record_is_bound() -> None:
    assert set(BINDINGS) == set(ENTITIES)


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_field_has_a_column_but_what_is_derived(entity: str) -> None:
    binding = BINDINGS[entity]
    missing = {field.id for field in binding.entity.fields} - set(binding.fields)
    assert missing == DERIVED.get(entity, set())
    assert {"version", "updated_at"} <= set(binding.table.c.keys())
    assert COLUMNS.get(binding.removal, "id") in binding.table.c


def test_rows_that_others_may_name_are_never_deleted() -> None:
    deleted = {name for name, binding in BINDINGS.items() if binding.removal is Removal.DELETED}
    assert deleted == {"participant", "supplier", "labour", "cost", "number", "contact_point"}
