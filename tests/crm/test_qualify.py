from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.dictionary import (
    Campaign,
    CampaignState,
    Dictionaries,
    Entry,
    OutcomeEntry,
    ReasonRule,
    Source,
    SourceKind,
)
from callbridge.crm.follow_up import LONGEST_AHEAD
from callbridge.crm.interest import InterestForm, Rating
from callbridge.crm.qualify import (
    MAX_CALL_ID_CHARS,
    MAX_CONTENT_CHARS,
    MAX_PHONE_CHARS,
    MAX_PHONES,
    MAX_REASON_CHARS,
    MAX_TEXT_CHARS,
    is_corrected,
    qualify,
)
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CampaignId, OrganizationId, PersonId
from callbridge.kernel.messages import MESSAGES

NOW = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)
CALL, RETIRED = 1, 9
CAMPAIGN_SOURCE, SITE = 1, 2
GOOD, MEDIOCRE, UNCLEAR, BAD = 1, 2, 3, 4
DEAR = 1


def entries(name: str) -> tuple[Entry, ...]:
    return Entry(id=1, name=name), Entry(id=2, name=name), Entry(id=RETIRED, name=name, is_active=False)


DICTIONARIES = Dictionaries(
    methods=entries("method"),
    topics=entries("topic"),
    sources=(
        Source(id=CAMPAIGN_SOURCE, name="Мероприятие", kind=SourceKind.CAMPAIGN),
        Source(id=SITE, name="Сайт", kind=SourceKind.OTHER),
        Source(id=RETIRED, name="Газета", kind=SourceKind.OTHER, is_active=False),
    ),
    campaigns=(
        Campaign(id=CampaignId(1), name="Выставка", state=CampaignState.RUNNING),
        Campaign(id=CampaignId(2), name="Прошлая", state=CampaignState.DONE),
        Campaign(id=CampaignId(3), name="Отменённая", state=CampaignState.CANCELLED),
    ),
    products=entries("product"),
    projects=entries("project"),
    outcomes=(
        OutcomeEntry(id=GOOD, name="Полож.", rating=Rating.POSITIVE, reason_rule=ReasonRule.HIDDEN, new_deal=True),
        OutcomeEntry(id=MEDIOCRE, name="Удовл.", rating=Rating.SATISFACTORY, reason_rule=ReasonRule.OPTIONAL),
        OutcomeEntry(id=UNCLEAR, name="Неопр.", rating=Rating.UNDEFINED, reason_rule=ReasonRule.HIDDEN),
        OutcomeEntry(id=BAD, name="Отриц.", rating=Rating.NEGATIVE, reason_rule=ReasonRule.REQUIRED),
        OutcomeEntry(id=RETIRED, name="Старый", rating=Rating.POSITIVE, reason_rule=ReasonRule.HIDDEN, is_active=False),
    ),
    refusal_reasons=entries("reason"),
)
FORM = InterestForm(at=NOW - timedelta(minutes=3), method_id=CALL, outcome_id=GOOD)


def saved(*, private_sales: bool = False, line: CampaignId | None = None, **fields: Any) -> InterestForm:
    form = replace(FORM, **fields)
    return qualify(form, DICTIONARIES, private_sales=private_sales, at=NOW, line_campaign_id=line)


def refused(**fields: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        saved(**fields)
    assert set(caught.value.fields.values()) <= MESSAGES.keys()
    return caught.value.fields


def test_method_and_result_alone_make_a_card() -> None:
    """R82, R110, R111: a caller without number or name is an interest too, whatever it is that they want to buy."""
    assert saved() == FORM


def test_every_wrong_field_is_named_at_once() -> None:
    assert refused(
        method_id=77,
        outcome_id=None,
        source_id=CAMPAIGN_SOURCE,
        content="x" * (MAX_CONTENT_CHARS + 1),
        remind=True,
        is_private=True,
        organization_id=OrganizationId(1),
        at=NOW + timedelta(hours=1),
    ) == {
        "method_id": "not_found",
        "outcome_id": "required",
        "campaign_id": "campaign_required",
        "content": "too_long",
        "next_contact_at": "next_contact_required",
        "organization_id": "not_for_private",
        "at": "in_the_future",
    }


def test_method_and_result_are_required() -> None:
    """R82, R93, R111."""
    assert refused(method_id=0, outcome_id=None) == {"method_id": "required", "outcome_id": "required"}


@pytest.mark.parametrize(
    "field", ["method_id", "topic_id", "source_id", "product_id", "project_id", "outcome_id", "next_method_id"]
)
@pytest.mark.parametrize(("id_", "code"), [(77, "not_found"), (-1, "not_found"), (RETIRED, "inactive")])
def test_only_what_the_dictionaries_offer_can_be_chosen(field: str, id_: int, code: str) -> None:
    """R82, R88-R91, R93, R100."""
    assert refused(**{"next_contact_at": NOW, field: id_}) == {field: code}


@pytest.mark.parametrize(("id_", "code"), [(77, "not_found"), (RETIRED, "inactive")])
def test_only_a_reason_that_is_offered_can_be_chosen(id_: int, code: str) -> None:
    """R95."""
    assert refused(outcome_id=BAD, refusal_reason_id=id_) == {"refusal_reason_id": code}


def test_a_campaign_source_needs_its_campaign() -> None:
    """R89, R108, A11."""
    assert refused(source_id=CAMPAIGN_SOURCE) == {"campaign_id": "campaign_required"}
    assert saved(source_id=CAMPAIGN_SOURCE, campaign_id=CampaignId(2)).campaign_id == 2
    assert refused(source_id=CAMPAIGN_SOURCE, campaign_id=CampaignId(3)) == {"campaign_id": "inactive"}
    assert refused(campaign_id=CampaignId(77)) == {"campaign_id": "not_found"}


def test_a_campaign_does_not_stay_beside_a_source_that_is_none() -> None:
    """R89."""
    assert saved(source_id=SITE, campaign_id=CampaignId(1)).campaign_id is None


@pytest.mark.parametrize(
    "chosen", [{"campaign_id": CampaignId(2)}, {}, {"source_id": SITE, "campaign_id": CampaignId(1)}]
)
def test_an_event_other_than_the_dialled_numbers_needs_its_reason(chosen: dict[str, Any]) -> None:
    """R89, issue 5: corrected, with the reason recorded; no event at all is another one too."""
    line = CampaignId(1)
    assert refused(line=line, **chosen) == {"campaign_reason": "campaign_reason_required"}
    assert refused(line=line, campaign_reason=" \t", **chosen) == {"campaign_reason": "campaign_reason_required"}
    assert refused(line=line, campaign_reason="x" * (MAX_REASON_CHARS + 1), **chosen) == {"campaign_reason": "too_long"}
    assert saved(line=line, campaign_reason=" По  совету ", **chosen).campaign_reason == "По совету"


def test_the_dialled_numbers_own_event_and_a_number_of_none_need_no_reason() -> None:
    """R89: what the form hides is cleared."""
    assert saved(line=CampaignId(1), campaign_id=CampaignId(1), campaign_reason="нет").campaign_reason == ""
    assert saved(campaign_id=CampaignId(1), campaign_reason="нет").campaign_reason == ""
    assert not is_corrected(CampaignId(2), None)


def test_a_negative_result_needs_its_reason() -> None:
    """R95, A12."""
    assert refused(outcome_id=BAD) == {"refusal_reason_id": "reason_required"}
    assert saved(outcome_id=BAD, refusal_reason_id=DEAR).refusal_reason_id == DEAR


def test_a_reason_is_optional_where_the_result_says_so() -> None:
    """R95, A12."""
    assert saved(outcome_id=MEDIOCRE).refusal_reason_id is None
    assert saved(outcome_id=MEDIOCRE, refusal_reason_id=DEAR).refusal_reason_id == DEAR


@pytest.mark.parametrize("outcome_id", [GOOD, UNCLEAR])
def test_a_reason_that_the_form_hides_is_cleared(outcome_id: int) -> None:
    """R95, A12: even one that could not be chosen any more."""
    assert saved(outcome_id=outcome_id, refusal_reason_id=RETIRED).refusal_reason_id is None


def test_only_a_positive_result_makes_a_deal() -> None:
    """R94, R96."""
    assert saved(new_deal=True).new_deal
    assert not saved(new_deal=True, outcome_id=MEDIOCRE).new_deal
    assert not saved(new_deal=False).new_deal


def test_a_picked_row_wins_over_what_was_typed_in_the_same_field() -> None:
    """R85, R87."""
    form = saved(organization_id=OrganizationId(1), organization_text="ООО", person_id=PersonId(2), person_text="Анна")
    assert (form.organization_id, form.organization_text) == (1, "")
    assert (form.person_id, form.person_text) == (2, "")


def test_a_private_person_has_no_organization() -> None:
    """R101, A14."""
    assert refused(is_private=True, organization_id=OrganizationId(1)) == {"organization_id": "not_for_private"}
    assert refused(is_private=True, organization_text="ООО") == {"organization_text": "not_for_private"}
    assert saved(is_private=True, organization_text="  ").is_private


def test_with_sales_to_private_persons_a_card_without_an_organization_is_private() -> None:
    """R106."""
    assert saved(private_sales=True).is_private
    assert not saved(private_sales=True, organization_text="ООО").is_private
    assert not saved(private_sales=True, organization_id=OrganizationId(1)).is_private
    assert not saved(private_sales=False).is_private


def test_a_reminder_and_a_next_method_need_the_time_of_the_next_contact() -> None:
    """R98-R100."""
    assert refused(remind=True) == {"next_contact_at": "next_contact_required"}
    assert refused(next_method_id=CALL) == {"next_contact_at": "next_contact_required"}
    planned = saved(remind=True, next_method_id=CALL, next_contact_at=NOW + timedelta(days=1))
    assert (planned.remind, planned.next_method_id) == (True, CALL)


def test_the_next_contact_may_be_planned_after_a_refusal_too() -> None:
    """R98, R114."""
    later = NOW + timedelta(days=30)
    assert saved(outcome_id=BAD, refusal_reason_id=DEAR, next_contact_at=later).next_contact_at == later


def test_the_next_contact_lies_ahead_or_passed_while_the_card_was_finished() -> None:
    """R98: a retry of a save some minutes later must not be refused for them."""
    just_passed = NOW - timedelta(minutes=9)
    assert saved(at=NOW - timedelta(hours=1), next_contact_at=just_passed).next_contact_at == just_passed
    assert refused(at=NOW - timedelta(hours=1), next_contact_at=NOW - timedelta(minutes=11)) == {
        "next_contact_at": "in_the_past"
    }
    assert refused(next_contact_at=NOW - timedelta(days=1)) == {"next_contact_at": "in_the_past"}
    assert refused(next_contact_at=NOW - timedelta(minutes=4)) == {"next_contact_at": "before_start"}
    assert refused(next_contact_at=NOW + LONGEST_AHEAD + timedelta(minutes=1)) == {"next_contact_at": "too_far"}
    assert refused(next_contact_at=datetime.max.replace(tzinfo=UTC)) == {"next_contact_at": "too_far"}


def test_the_instant_may_be_edited_but_lies_not_ahead() -> None:
    """R79: a browser's clock may be some minutes fast."""
    assert saved(at=NOW - timedelta(days=400)).at == NOW - timedelta(days=400)
    assert saved(at=NOW + timedelta(minutes=4)).at == NOW + timedelta(minutes=4)
    assert refused(at=NOW + timedelta(minutes=6)) == {"at": "in_the_future"}


@pytest.mark.parametrize("field", ["extra", "organization_text", "person_text"])
def test_a_line_has_a_limit(field: str) -> None:
    """R83, R84, R87."""
    longest: dict[str, Any] = {field: "я" * MAX_TEXT_CHARS + "  "}
    assert getattr(saved(**longest), field) == "я" * MAX_TEXT_CHARS
    assert refused(**{field: "я" * (MAX_TEXT_CHARS + 1)}) == {field: "too_long"}


def test_a_call_is_named_by_what_a_call_may_be_called() -> None:
    assert saved(call_id="m" * MAX_CALL_ID_CHARS).call_id == "m" * MAX_CALL_ID_CHARS
    assert refused(call_id="m" * (MAX_CALL_ID_CHARS + 1)) == {"call_id": "too_long"}


def test_the_content_has_a_limit_and_keeps_its_lines() -> None:
    """R92."""
    assert saved(content="один\r\n\x00два\n").content == "один\nдва"
    assert refused(content="x" * (MAX_CONTENT_CHARS + 1)) == {"content": "too_long"}


def test_phones_are_trimmed_and_each_kept_once() -> None:
    """R81."""
    assert saved(phones=(" 8 916\u00a0123 ", "", "8 916 123", "x\x00")).phones == ("8 916 123", "x")


def test_phones_have_limits() -> None:
    """R81."""
    assert saved(phones=tuple(str(each) for each in range(MAX_PHONES))).phones[-1] == "9"
    assert refused(phones=tuple(str(each) for each in range(MAX_PHONES + 1))) == {"phones": "too_many"}
    assert refused(phones=("1" * (MAX_PHONE_CHARS + 1),)) == {"phones": "too_long"}


ids = st.none() | st.sampled_from([0, 1, 2, 3, 4, RETIRED, 77])
forms = st.builds(
    InterestForm,
    at=st.sampled_from([NOW, NOW - timedelta(days=1), NOW + timedelta(days=1)]),
    method_id=st.sampled_from([0, 1, RETIRED]),
    phones=st.lists(st.text(max_size=70), max_size=12).map(tuple),
    extra=st.text(),
    organization_id=ids,
    organization_text=st.text(),
    is_private=st.booleans(),
    person_id=ids,
    person_text=st.text(),
    topic_id=ids,
    source_id=ids,
    campaign_id=ids,
    product_id=ids,
    project_id=ids,
    content=st.text(),
    outcome_id=ids,
    refusal_reason_id=ids,
    new_deal=st.booleans(),
    next_contact_at=st.none() | st.sampled_from([NOW, NOW - timedelta(days=2), NOW + timedelta(days=2)]),
    remind=st.booleans(),
    next_method_id=ids,
)


@given(forms, st.booleans())
def test_a_card_is_either_refused_or_fit_to_be_saved_again_unchanged(form: InterestForm, private_sales: bool) -> None:
    tidy: InterestForm | None = None
    fields: dict[str, str] = {}
    try:
        tidy = qualify(form, DICTIONARIES, private_sales=private_sales, at=NOW)
    except InvalidInput as error:
        fields = error.fields
    assert (tidy is None) == bool(fields)
    assert set(fields.values()) <= MESSAGES.keys()
    if tidy is not None:
        assert qualify(tidy, DICTIONARIES, private_sales=private_sales, at=NOW) == tidy
