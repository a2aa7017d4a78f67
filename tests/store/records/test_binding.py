"""Where the fields of a kind of record are kept."""

from callbridge.crm.entities import ENTITIES
from callbridge.crm.operator import Role
from callbridge.crm.record import Author, Removal
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.records.binding import RecordBinding, Write
from tests.support.stores import NOW

NUMBER = RecordBinding(
    entity=ENTITIES["number"], table=t.campaign_number, removal=Removal.DELETED, columns={"did": "did_e164"}
)


def test_a_field_is_in_the_column_of_its_name_or_that_of_the_record_it_names() -> None:
    assert NUMBER.fields == {
        "campaign": "campaign_id",
        "did": "did_e164",
        "valid_from": "valid_from",
        "valid_to": "valid_to",
        "note": "note",
    }


def test_a_derived_figure_is_in_no_column() -> None:
    binding = RecordBinding(entity=ENTITIES["campaign"], table=t.campaign, removal=Removal.NEVER)
    assert binding.column("revenue") is None


def test_what_a_column_will_hold_is_what_was_set_else_what_was_there() -> None:
    class Row:
        note = "old"
        place = "there"

    author = Author(operator_id=OperatorId(1), role=Role.ADMIN)
    write = Write(author=author, at=NOW, before=Row(), values={"note": None})
    assert [write.whole(name) for name in ("note", "place")] == [None, "there"]
    new = Write(author=author, at=NOW, before=None, values={})
    assert (new.whole("note"), new.is_new, write.is_new) == (None, True, False)
