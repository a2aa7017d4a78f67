"""What a script puts into the card must be able to stand there (R102)."""

import pytest

from callbridge.crm.call_script import AskKind, FillField, ScriptAnswer, ScriptFill, ScriptStep
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
from callbridge.crm.interest import Rating
from callbridge.crm.script_fills import check_fills
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CampaignId

ROWS = (Entry(id=1, name="Дома"), Entry(id=2, name="Склады", is_active=False))
GOOD, BAD = 1, 2
DICTIONARIES = Dictionaries(
    methods=ROWS,
    topics=ROWS,
    sources=(
        Source(id=1, name="Мероприятие", kind=SourceKind.CAMPAIGN),
        Source(id=2, name="Сайт", kind=SourceKind.OTHER),
    ),
    campaigns=(
        Campaign(id=CampaignId(1), name="Выставка", state=CampaignState.RUNNING),
        Campaign(id=CampaignId(2), name="Рассылка", state=CampaignState.CANCELLED),
    ),
    products=ROWS,
    projects=ROWS,
    outcomes=(
        OutcomeEntry(id=GOOD, name="Положительный", rating=Rating.POSITIVE, reason_rule=ReasonRule.HIDDEN),
        OutcomeEntry(id=BAD, name="Отрицательный", rating=Rating.NEGATIVE, reason_rule=ReasonRule.REQUIRED),
    ),
    refusal_reasons=ROWS,
)


def checked(*fills: ScriptFill) -> dict[str, str]:
    step = ScriptStep(key="a", title="А", ask=AskKind.CHOICE, answers=(ScriptAnswer(text="Да", fills=fills),))
    try:
        check_fills([step], DICTIONARIES)
    except InvalidInput as refused:
        return dict(refused.fields)
    return {}


@pytest.mark.parametrize(
    ("fill", "code"),
    [
        (ScriptFill(field=FillField.TOPIC, value=1), ""),
        (ScriptFill(field=FillField.TOPIC, value=2), "inactive"),
        (ScriptFill(field=FillField.TOPIC, value=3), "not_found"),
        (ScriptFill(field=FillField.TOPIC), "required"),
        (ScriptFill(field=FillField.CAMPAIGN, value=2), "inactive"),
        (ScriptFill(field=FillField.NEXT_METHOD, value=1), ""),
        (ScriptFill(field=FillField.NEXT_CONTACT, value=0), ""),
        (ScriptFill(field=FillField.NEXT_CONTACT, value=-1), "out_of_range"),
        (ScriptFill(field=FillField.NEXT_CONTACT, value=731), "out_of_range"),
        (ScriptFill(field=FillField.CONTENT, text="Просит смету"), ""),
        (ScriptFill(field=FillField.CONTENT), "required"),
    ],
)
def test_a_field_is_filled_only_with_what_it_may_hold(fill: ScriptFill, code: str) -> None:
    assert checked(fill) == ({"steps.0.answers.0.fills": code} if code else {})


def test_what_one_answer_fills_must_agree() -> None:
    reason = ScriptFill(field=FillField.REASON, value=1)
    assert checked(reason) == {}
    assert checked(ScriptFill(field=FillField.OUTCOME, value=BAD), reason) == {}
    assert set(checked(ScriptFill(field=FillField.OUTCOME, value=GOOD), reason).values()) == {"script.reason_not_asked"}
    event = ScriptFill(field=FillField.CAMPAIGN, value=1)
    assert checked(ScriptFill(field=FillField.SOURCE, value=1), event) == {}
    assert set(checked(ScriptFill(field=FillField.SOURCE, value=2), event).values()) == {"script.campaign_not_asked"}
