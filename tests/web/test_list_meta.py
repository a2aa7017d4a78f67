"""What a reader may know of the lists."""

from typing import Any

import orjson
import pytest

from callbridge.crm.entities import LISTED
from callbridge.crm.entities.lead import LEAD
from callbridge.crm.entity import Entity, Field
from callbridge.crm.operator import Role
from callbridge.crm.record import RecordRights, Removal
from callbridge.kernel.errors import Forbidden, NotFound
from callbridge.kernel.template import Template
from callbridge.web import list_meta
from callbridge.web.list_meta import entity_of, lists_for
from callbridge.web.list_shapes import ListAction

WORD = Template("Слово", "Word")
SECRET = Entity(
    id="secret",
    one=WORD,
    many=WORD,
    fields=(Field(id="name", label=WORD), Field(id="margin", label=WORD, least_role=Role.ADMIN)),
    may_read=Role.SUPERVISOR,
)


def rights(role: Role, entity_id: str) -> RecordRights:
    """Let supervisors write leads alone."""
    may = entity_id == "lead" and role.covers(Role.SUPERVISOR)
    return RecordRights(may_create=may, may_change=may, removal=Removal.ARCHIVED if may else Removal.NEVER)


@pytest.fixture(autouse=True)
def with_a_secret(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(list_meta, "LISTED", {**LISTED, "secret": SECRET})
    lists_for.cache_clear()
    yield
    lists_for.cache_clear()


def test_a_role_is_told_of_the_lists_and_fields_it_may_see() -> None:
    """R152: roles."""
    assert [one.id for one in lists_for(Role.OPERATOR, rights)] == [
        name for name in LISTED if name not in ("interview_response", "status_period")
    ]
    assert [one.id for one in lists_for(Role.SUPERVISOR, rights)] == [*LISTED, "secret"]
    fields = {
        role: [field.id for field in lists_for(role, rights)[-1].fields] for role in (Role.SUPERVISOR, Role.ADMIN)
    }
    assert fields == {Role.SUPERVISOR: ["name"], Role.ADMIN: ["name", "margin"]}


def test_an_action_is_offered_to_those_who_may_do_it() -> None:
    assert lists_for(Role.OPERATOR, rights)[0].actions == ()
    assert lists_for(Role.SUPERVISOR, rights)[0].actions == (ListAction.EXPORT,)
    moved = {one.id for one in lists_for(Role.OPERATOR, rights) if ListAction.MOVE in one.actions}
    assert moved == {"deal"}


def test_a_form_is_told_what_may_be_written_and_how() -> None:
    """R50: the card is drawn from what the server says of each field."""
    told = {role: next(one for one in lists_for(role, rights) if one.id == "lead") for role in Role}
    assert told[Role.OPERATOR].rights == RecordRights()
    assert told[Role.SUPERVISOR].rights == rights(Role.SUPERVISOR, "lead")
    campaign = next(one for one in lists_for(Role.SUPERVISOR, rights) if one.id == "campaign")
    fields = {field.id: (field.is_editable, field.is_required, field.max_characters) for field in campaign.fields}
    assert fields["name"] == (True, True, 500)
    assert fields["note"] == (True, False, 20_000)
    assert fields["revenue"][0] is False


def test_what_is_told_can_be_written_and_is_in_both_languages() -> None:
    told = orjson.loads(orjson.dumps(lists_for(Role.OPERATOR, rights)))
    lead = next(one for one in told if one["id"] == "lead")
    assert lead["many"] == {"ru": "Входящие лиды", "en": "Incoming leads"}
    rating = next(field for field in lead["fields"] if field["id"] == "rating")
    assert (rating["kind"], rating["tests"][0], len(rating["choices"])) == ("choice", "in", 4)


def test_a_list_that_is_none_is_not_found_and_one_of_others_is_forbidden() -> None:
    assert entity_of("lead", Role.OPERATOR) is LEAD
    with pytest.raises(NotFound):
        entity_of("nothing", Role.ADMIN)
    with pytest.raises(Forbidden):
        entity_of("secret", Role.OPERATOR)


def test_the_directory_opens_without_its_prospects() -> None:
    """A14: and each tab says which rows it is of, for whoever mails or calls those that it shows."""
    kinds = {one.id: one for one in lists_for(Role.OPERATOR, rights)}
    for name in ("person", "organization"):
        (opening,) = (tab for tab in kinds[name].tabs if tab.id == kinds[name].opening_tab)
        assert opening.field == "lifecycle"
        assert "prospect" not in opening.values
    assert kinds["deal"].opening_tab == ""
