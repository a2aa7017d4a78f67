"""Editing a form that people have filled already (R28)."""

from dataclasses import replace

import pytest

from callbridge.crm.interview import Option, Question, QuestionDraft, QuestionKind
from callbridge.crm.interview_edit import plan_questions
from callbridge.kernel.errors import InvalidInput

YES_NO = (Option(text="Да", score=2), Option(text="Нет"))


def question(kind: QuestionKind, question_id: int, *, low: int, high: int) -> Question:
    return Question(
        id=question_id, kind=kind, wording="Как вам?", is_required=False, options=YES_NO, low=low, high=high,
        is_active=True,
    )  # fmt: skip


def draft(**more: object) -> QuestionDraft:
    base = QuestionDraft(kind=QuestionKind.CHOICE, wording="Как вам?", options=YES_NO)
    return replace(base, **more)  # type: ignore[arg-type]


def test_a_question_that_was_answered_is_reworded_by_a_new_one_alone() -> None:
    """Its answers stay answers to what was asked; order and whether it must be answered may change."""
    present = [question(QuestionKind.CHOICE, 1, low=0, high=0), question(QuestionKind.CHOICE, 2, low=0, high=0)]
    same = [replace(one, low=0, high=0) for one in (draft(id=2, is_required=True), draft(id=1))]
    plan = plan_questions(present, {1, 2}, same)
    assert (plan.kept, plan.added, plan.retired) == (((2, 1, True), (1, 2, False)), (), ())
    other = replace(draft(id=1, wording="Понравилось?"), low=0, high=0)
    answered = plan_questions(present, {1}, [other])
    assert (answered.added, answered.retired, answered.deleted, answered.reworded) == (((1, other),), (1,), (2,), ())
    unanswered = plan_questions(present, set(), [other])
    assert (unanswered.reworded, unanswered.added, unanswered.deleted) == (((1, 1, other),), (), (2,))
    with pytest.raises(InvalidInput) as refused:
        plan_questions([replace(present[0], is_active=False)], set(), [other])
    assert refused.value.fields == {"questions.0.id": "not_found"}
