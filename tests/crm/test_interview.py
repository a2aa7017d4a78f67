"""Questions, answers and scores (R28)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.interview import (
    MAX_OPTIONS,
    MAX_QUESTIONS,
    Answer,
    Option,
    Question,
    QuestionDraft,
    QuestionKind,
    check_questions,
    read_answers,
    score_of,
)
from callbridge.kernel.errors import InvalidInput

YES_NO = (Option(text="Да", score=2), Option(text="Нет", score=-1), Option(text="Не знаю"))


def question(kind: QuestionKind, question_id: int = 1, **more: object) -> Question:
    base = Question(
        id=question_id, kind=kind, wording="Как вам?", is_required=False, options=YES_NO, low=1, high=5, is_active=True
    )
    return replace(base, **more)  # type: ignore[arg-type]


def draft(kind: QuestionKind = QuestionKind.CHOICE, **more: object) -> QuestionDraft:
    return replace(QuestionDraft(kind=kind, wording="Как вам?", options=YES_NO), **more)  # type: ignore[arg-type]


@st.composite
def filled(draw: st.DrawFn) -> tuple[list[Question], dict[str, object]]:
    """Some form, and some right answers to it."""
    questions, raw = [], {}
    for number in range(1, draw(st.integers(1, 6)) + 1):
        scores = draw(st.lists(st.integers(-20, 20), min_size=2, max_size=5))
        low = draw(st.integers(0, 5))
        one = question(
            draw(st.sampled_from(list(QuestionKind))),
            number,
            is_required=draw(st.booleans()),
            options=tuple(Option(text=str(place), score=score) for place, score in enumerate(scores)),
            low=low,
            high=low + draw(st.integers(1, 10)),
        )
        questions.append(one)
        places = st.integers(0, len(scores) - 1)
        answers: dict[QuestionKind, st.SearchStrategy[object]] = {
            QuestionKind.CHOICE: places,
            QuestionKind.SEVERAL: st.lists(places, min_size=1, max_size=len(scores)),
            QuestionKind.SCALE: st.integers(one.low, one.high),
            QuestionKind.NUMBER: st.integers(-100, 100).map(str),
            QuestionKind.TEXT: st.just("слова"),
        }
        if one.is_required or draw(st.booleans()):
            raw[str(number)] = draw(answers[one.kind])
    return questions, raw


@given(filled())
def test_no_answers_score_more_than_the_most_and_the_order_of_questions_is_no_matter(
    form: tuple[list[Question], dict[str, object]],
) -> None:
    """R28: the score of a test."""
    questions, raw = form
    answers = read_answers(questions, raw)
    score = score_of(questions, answers)
    assert score.score <= score.most
    assert score_of(reversed(questions), answers) == score
    parts = [score_of([one], {one.id: answers[one.id]}).score for one in questions if one.id in answers]
    assert score.score == sum(parts)


@given(
    st.dictionaries(
        st.text(max_size=3), st.one_of(st.none(), st.integers(), st.text(), st.lists(st.integers()), st.booleans())
    )
)
def test_whatever_is_sent_is_answers_or_refused(raw: dict[str, object]) -> None:
    asked = [question(kind, place) for place, kind in enumerate(QuestionKind, 1)]
    try:
        answers = read_answers(asked, raw)
    except InvalidInput:
        return
    assert answers.keys() <= {1, 2, 3, 4, 5}
    score_of(asked, answers)


@pytest.mark.parametrize(
    ("kind", "answer", "score"),
    [
        (QuestionKind.CHOICE, 0, 2),
        (QuestionKind.SEVERAL, [0, 1, 1], 1),
        (QuestionKind.SCALE, 4, 4),
        (QuestionKind.NUMBER, "1,50", 0),
        (QuestionKind.TEXT, " да ", 0),
    ],
)
def test_options_score_as_they_say_a_scale_by_its_step_and_words_nothing(
    kind: QuestionKind, answer: object, score: int
) -> None:
    asked = [question(kind)]
    assert score_of(asked, read_answers(asked, {"1": answer})).score == score


@pytest.mark.parametrize(
    ("kind", "sent", "code"),
    [
        (QuestionKind.CHOICE, 3, "out_of_range"),
        (QuestionKind.CHOICE, True, "wrong_type"),
        (QuestionKind.CHOICE, "0", "wrong_type"),
        (QuestionKind.SEVERAL, 0, "wrong_type"),
        (QuestionKind.SEVERAL, [0, 9], "out_of_range"),
        (QuestionKind.SEVERAL, [0, 0, 0, 0], "too_many"),
        (QuestionKind.SCALE, 0, "out_of_range"),
        (QuestionKind.NUMBER, "NaN", "wrong_type"),
        (QuestionKind.NUMBER, "1e99", "out_of_range"),
        (QuestionKind.NUMBER, "0.00001", "too_precise"),
        (QuestionKind.NUMBER, 5, "wrong_type"),
        (QuestionKind.TEXT, "x" * 5_001, "too_long"),
        (QuestionKind.TEXT, 5, "wrong_type"),
        (QuestionKind.TEXT, "  ", "required"),
        (QuestionKind.SEVERAL, [], "required"),
        (QuestionKind.CHOICE, None, "required"),
    ],
)
def test_a_wrong_or_missing_answer_is_named(kind: QuestionKind, sent: object, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_answers([question(kind, is_required=True)], {"1": sent, "7": 1})
    assert refused.value.fields == {"answers.7": "unknown_field", "answers.1": code}


@pytest.mark.parametrize(
    ("drafts", "fields"),
    [
        ([draft(wording=" ")], {"questions.0.wording": "required"}),
        ([draft(), draft(wording="x" * 1_001)], {"questions.1.wording": "too_long"}),
        ([draft(options=YES_NO[:1])], {"questions.0.options": "required"}),
        ([draft(options=(YES_NO[0], YES_NO[0]))], {"questions.0.options": "repeated"}),
        (
            [draft(options=tuple(Option(text=str(n)) for n in range(MAX_OPTIONS + 1)))],
            {"questions.0.options": "too_many"},
        ),
        ([draft(options=(YES_NO[0], Option(text="x" * 301)))], {"questions.0.options": "too_long"}),
        ([draft(options=(YES_NO[0], Option(text="x", score=1_001)))], {"questions.0.options": "out_of_range"}),
        ([draft(QuestionKind.SCALE, low=5, high=5)], {"questions.0.high": "out_of_range"}),
        ([draft(QuestionKind.SCALE, low=0, high=21)], {"questions.0.high": "out_of_range"}),
        ([draft(id=1), draft(id=1)], {"questions": "repeated"}),
        ([draft()] * (MAX_QUESTIONS + 1), {"questions": "too_many"}),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(drafts: list[QuestionDraft], fields: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_questions(drafts)
    assert refused.value.fields == fields


def test_only_what_a_kind_asks_with_is_kept() -> None:
    (scale, text) = check_questions([draft(QuestionKind.SCALE), draft(QuestionKind.TEXT, wording=" Ещё  что? ")])
    assert (scale.options, scale.low, scale.high) == ((), 1, 5)
    assert (text.options, text.low, text.high, text.wording) == ((), 0, 0, "Ещё что?")


def test_an_answer_is_the_kind_of_its_question() -> None:
    several: Answer = read_answers([question(QuestionKind.SEVERAL)], {"1": [2, 0, 2]})[1]
    assert several == (0, 2)
