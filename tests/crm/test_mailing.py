import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.list_filter import Condition, Test
from callbridge.crm.mail_template import MailField
from callbridge.crm.mailing import (
    Addressee,
    Audience,
    AudienceKind,
    MailingAction,
    MailingState,
    brought_back,
    moved,
    read_audience,
    values_for,
)
from callbridge.crm.operator import Role
from callbridge.kernel.errors import IllegalMove, InvalidInput

LEADS = '{"to": "leads", "filter": {"field": "rating", "op": "in", "value": ["negative"]}, "search": "роман"}'


def test_a_mailing_goes_one_way_and_pauses_in_the_middle() -> None:
    """R27."""
    walk = [
        (MailingAction.SCHEDULE, MailingState.SCHEDULED),
        (MailingAction.WITHDRAW, MailingState.DRAFT),
        (MailingAction.START, MailingState.SENDING),
        (MailingAction.PAUSE, MailingState.PAUSED),
        (MailingAction.RESUME, MailingState.SENDING),
        (MailingAction.CANCEL, MailingState.CANCELLED),
    ]
    state = MailingState.DRAFT
    for action, wanted in walk:
        state = moved(state, action)
        assert state is wanted


def test_what_has_ended_moves_no_more() -> None:
    for state, action in product((MailingState.DONE, MailingState.CANCELLED), MailingAction):
        with pytest.raises(IllegalMove):
            moved(state, action)


def test_an_audience_is_the_participants_or_a_list_that_is_filtered_and_searched() -> None:
    negative = Condition(field="rating", test=Test.IN, values=("negative",))
    for text, wanted in (
        ('{"to": "participants"}', Audience(kind=AudienceKind.PARTICIPANTS)),
        (LEADS, Audience(kind=AudienceKind.LEADS, filter=negative, search="роман")),
        ('{"to": "persons", "search": "a", "zone": "Asia/Omsk"}',
         Audience(kind=AudienceKind.PERSONS, search="a", zone="Asia/Omsk")),
    ):  # fmt: skip
        assert read_audience(text, Role.MANAGER) == wanted


def test_nobody_is_chosen_at_first() -> None:
    assert read_audience("{}", Role.MANAGER) is None
    assert read_audience("", Role.MANAGER) is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("[]", {"audience": "wrong_type"}),
        ("{", {"audience": "wrong_type"}),
        ('{"to": "everybody"}', {"audience": "unknown_value"}),
        ('{"to": ["leads"]}', {"audience": "unknown_value"}),
        ('{"to": "leads", "zone": "../Mars"}', {"audience": "unknown_value"}),
        ('{"to": "leads", "search": 1}', {"audience": "wrong_type"}),
        ('{"to": "leads", "more": 1}', {"audience": "wrong_type"}),
        ('{"to": "leads", "filter": {"field": "no", "op": "eq", "value": 1}}', {"filter.field": "unknown_field"}),
    ],
)
def test_a_wrong_audience_says_what_is_wrong(text: str, fields: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_audience(text, Role.MANAGER)
    assert refused.value.fields == fields


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.dictionaries(
    st.sampled_from(["to", "filter", "search", "zone", "x"]), inner) | st.lists(inner)))  # fmt: skip
def test_any_json_is_an_audience_or_refused(data: object) -> None:
    try:
        found = read_audience(json.dumps(data), Role.MANAGER)
    except InvalidInput:
        return
    assert found is None or isinstance(found, Audience)


def test_participants_have_no_list_and_leads_have_theirs() -> None:
    assert Audience(kind=AudienceKind.PARTICIPANTS).entity is None
    leads = Audience(kind=AudienceKind.LEADS).entity
    assert leads is not None
    assert leads.id == "lead"


def test_what_fields_hold_is_of_the_addressee_and_the_event() -> None:
    anna = Addressee(person_id=1, full_name="Сидорова Анна Петровна", organization="Ромашка", job_title="директор")
    values = values_for(anna, event="Выставка", link="https://x")
    assert values[MailField.NAME] == "Анна"
    assert values[MailField.NAMES] == "Анна Петровна"
    assert values[MailField.EVENT] == "Выставка"
    assert set(values) == set(MailField)


def test_no_letter_goes_because_a_mailing_came_back_from_the_archive() -> None:
    states = {state: brought_back(state) for state in MailingState}
    moved_on = {before.value: after.value for before, after in states.items() if before is not after}
    assert moved_on == {"scheduled": "draft", "sending": "paused"}
