"""Questionnaires on each engine: worded, filled once, counted, a touch for whom they reached (R28)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callbridge.crm.interview import Option, QuestionDraft, QuestionKind
from callbridge.crm.interview_results import InterviewView
from callbridge.crm.record import Stored
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from tests.support.records import Writer
from tests.support.stores import NOW

YES_NO = (Option(text="Да", score=2), Option(text="Нет"))
FORM = (
    QuestionDraft(kind=QuestionKind.CHOICE, wording="Понравилось?", options=YES_NO, is_required=True),
    QuestionDraft(kind=QuestionKind.SCALE, wording="Насколько?", low=1, high=5),
    QuestionDraft(kind=QuestionKind.TEXT, wording="Почему?"),
)


class Forms:
    """An event's questionnaire and who works with it."""

    def __init__(self, writer: Writer, campaign: Stored, made: Stored) -> None:
        self.writer, self.campaign, self.made = writer, campaign, made
        self.store = writer.store.interviews

    async def reword(self, *drafts: QuestionDraft, version: int = 1) -> InterviewView:
        return await self.store.reword(self.made.id, version, drafts, self.writer.author, at=NOW)

    async def view(self) -> InterviewView:
        return await self.store.view(self.made.id, self.writer.author)


@pytest.fixture
async def forms(store: SqlStore, anna: OperatorId) -> Forms:
    writer = Writer(store, anna)
    campaign = await writer.make("campaign", name="Выставка")
    made = await writer.make("interview", kind="test", name="Опрос", campaign=campaign.id, is_open=True)
    return Forms(writer, campaign, made)


async def test_a_form_is_filled_once_per_key_and_scored(forms: Forms) -> None:
    view = await forms.reword(*FORM)
    yes, scale, why = (one.id for one in view.questions)
    raw = {str(yes): 0, str(scale): 4, str(why): "Тепло"}
    saved = [await forms.store.fill(forms.made.id, raw, None, forms.writer.author, key="k", at=NOW) for _ in range(2)]
    assert [(one.score, one.most, one.is_repeat) for one in saved] == [(6, 7, False), (6, 7, True)]
    (row,) = await forms.store.responses(forms.made.id, None, 10)
    assert (row.by, row.person, row.score, row.answers) == (
        "Anna",
        "",
        6,
        {str(yes): 0, str(scale): 4, str(why): "Тепло"},
    )
    assert (await forms.view()).responses == 1
    history = await forms.writer.store.records.history("interview", forms.made.id, 10)
    assert sorted(entry.action for entry in history) == ["interview.filled", "interview.reworded", "record.created"]


async def test_a_person_is_touched_once_by_the_events_form(forms: Forms) -> None:
    view = await forms.reword(*FORM)
    person = await forms.writer.make("person", full_name="Пётр")
    raw = {str(view.questions[0].id): 1}
    for key in ("a", "a", "b"):
        await forms.store.fill(forms.made.id, raw, person.id, forms.writer.author, key=key, at=NOW)
    await forms.store.fill(forms.made.id, raw, None, forms.writer.author, key="c", at=NOW)
    rows = await forms.writer.store.database.read(
        lambda tx: tx.rows(select(t.touch).where(t.touch.c.kind == "interview"))
    )
    assert [(row.campaign_id, row.person_id) for row in rows] == [(forms.campaign.id, person.id)]
    with pytest.raises(InvalidInput) as refused:
        await forms.store.fill(forms.made.id, raw, 999, forms.writer.author, key="d", at=NOW)
    assert refused.value.fields == {"person_id": "not_found"}
    newest, *_ = await forms.store.responses(forms.made.id, None, 1)
    older = await forms.store.responses(forms.made.id, newest.id, 10)
    assert [(row.person_id, row.person) for row in older] == [(person.id, "Пётр")] * 2


async def test_an_answered_question_that_is_reworded_stays_behind_with_its_answers(forms: Forms) -> None:
    view = await forms.reword(*FORM)
    first, scale, _ = view.questions
    raw = {str(first.id): 0, str(scale.id): 5}
    await forms.store.fill(forms.made.id, raw, None, forms.writer.author, key="k", at=NOW)
    other = QuestionDraft(id=first.id, kind=QuestionKind.CHOICE, wording="Придёте ещё?", options=YES_NO)
    kept = QuestionDraft(id=scale.id, kind=QuestionKind.SCALE, wording="Насколько?", low=1, high=5)
    changed = await forms.reword(kept, other, version=2)
    assert [(one.wording, one.id == scale.id) for one in changed.questions] == [
        ("Насколько?", True), ("Придёте ещё?", False),
    ]  # fmt: skip
    results = await forms.store.results(forms.made.id)
    assert [(one.question.wording, one.question.is_active, one.answered) for one in results.questions] == [
        ("Насколько?", True, 1), ("Придёте ещё?", True, 0), ("Понравилось?", False, 1),
    ]  # fmt: skip
    assert results.average_score == "7.00"
    assert [bar.count for bar in results.questions[0].bars] == [0, 0, 0, 0, 1]
    with pytest.raises(Conflict):
        await forms.reword(*FORM, version=2)


async def test_a_public_link_is_filled_while_it_is_open(forms: Forms) -> None:
    view = await forms.reword(*FORM)
    token = view.public_token
    assert len(token) >= 32
    form = await forms.store.open_form(token)
    assert form is not None
    assert [one.wording for one in form.questions] == ["Понравилось?", "Насколько?", "Почему?"]
    raw = {str(form.questions[0].id): 0}
    for _ in range(2):
        assert await forms.store.fill_public(token, raw, key="k", at=NOW) is not None
    with pytest.raises(InvalidInput):
        await forms.store.fill_public(token, {}, key="other", at=NOW)
    assert [row.by for row in await forms.store.responses(forms.made.id, None, 10)] == [""]
    stored = await forms.writer.store.records.read("interview", forms.made.id)
    await forms.writer.change("interview", stored, is_open=False)
    assert await forms.store.open_form(token) is None
    assert await forms.store.fill_public(token, raw, key="late", at=NOW + timedelta(days=1)) is None
    assert await forms.store.open_form("") is None


async def test_a_form_that_was_put_away_is_not_there(forms: Forms) -> None:
    await forms.writer.store.records.remove("interview", forms.made.id, 1, forms.writer.author, at=NOW)
    for act in (
        forms.view(), forms.store.results(forms.made.id), forms.store.responses(forms.made.id, None, 1),
        forms.store.fill(forms.made.id, {}, None, forms.writer.author, key="k", at=NOW),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await act
