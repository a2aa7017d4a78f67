"""The contact of a deal: what may be saved (R77)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from callbridge.crm.deal_contact import DealContactForm, draft_key, qualify_contact
from callbridge.crm.dictionary import Dictionaries, Entry, OutcomeEntry, ReasonRule
from callbridge.crm.interest import Rating
from callbridge.crm.qualify import MAX_CALL_ID_CHARS, MAX_CONTENT_CHARS
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CallId

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = Dictionaries(
    methods=(Entry(id=1, name="Звонок"), Entry(id=9, name="Телеграмма", is_active=False)),
    topics=(),
    sources=(),
    campaigns=(),
    products=(),
    projects=(),
    outcomes=(OutcomeEntry(id=1, name="Договорились", rating=Rating.POSITIVE, reason_rule=ReasonRule.HIDDEN),),
    refusal_reasons=(),
)
FORM = DealContactForm(at=NOW, method_id=1, outcome_id=1, seen_stage_id=1)


def test_a_contact_is_saved_on_its_method_and_its_result_alone() -> None:
    """R77: a comment, a stage and a next contact may be left out; the comment's blanks go."""
    assert qualify_contact(replace(FORM, content="Ждёт счёт  "), WORDS, NOW).content == "Ждёт счёт"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"method_id": 0}, "method_id", "required"),
        ({"method_id": 9}, "method_id", "inactive"),
        ({"outcome_id": None}, "outcome_id", "required"),
        ({"outcome_id": 5}, "outcome_id", "not_found"),
        ({"next_method_id": 1}, "next_contact_at", "next_contact_required"),
        ({"next_contact_at": NOW - timedelta(days=1)}, "next_contact_at", "in_the_past"),
        ({"next_contact_at": NOW - HOUR / 10}, "next_contact_at", "before_start"),
        ({"next_contact_at": NOW + timedelta(days=9_000)}, "next_contact_at", "too_far"),
        ({"at": NOW + timedelta(days=1)}, "at", "in_the_future"),
        ({"content": "а" * (MAX_CONTENT_CHARS + 1)}, "content", "too_long"),
        ({"call_id": CallId("c" * (MAX_CALL_ID_CHARS + 1))}, "call_id", "too_long"),
    ],
)
def test_what_is_wrong_is_told_by_field(changes: dict[str, object], field: str, code: str) -> None:
    """R77, R98: a next contact in the past too."""
    with pytest.raises(InvalidInput) as refused:
        qualify_contact(replace(FORM, **changes), WORDS, NOW)  # type: ignore[arg-type]
    assert refused.value.fields == {field: code}


def test_a_draft_belongs_to_the_deal_and_the_call() -> None:
    assert (draft_key(7, CallId("main:1")), draft_key(7, None)) == ("deal:7:main:1", "deal:7")
