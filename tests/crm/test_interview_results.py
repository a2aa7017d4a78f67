"""Answers counted for the charts."""

from decimal import Decimal

from callbridge.crm.interview import Option, Question, QuestionKind
from callbridge.crm.interview_results import Bar, average, shown, tally


def question(kind: QuestionKind) -> Question:
    options = (Option(text="Да"), Option(text="Нет"))
    return Question(id=1, kind=kind, wording="?", is_required=False, options=options, low=1, high=3, is_active=True)


def test_every_option_and_step_has_its_bar_also_without_an_answer() -> None:
    """R28."""
    choice = tally(question(QuestionKind.CHOICE), [(0, 3)])
    assert (choice.answered, choice.bars) == (3, (Bar(label="Да", count=3), Bar(label="Нет", count=0)))
    several = tally(question(QuestionKind.SEVERAL), [((0, 1), 2), ((1,), 1)])
    assert (several.answered, [bar.count for bar in several.bars]) == (3, [2, 3])
    scale = tally(question(QuestionKind.SCALE), [(1, 1), (3, 2)])
    assert ([bar.count for bar in scale.bars], scale.average) == ([1, 0, 2], "2.33")


def test_numbers_have_an_average_and_words_are_counted_alone() -> None:
    assert tally(question(QuestionKind.NUMBER), [("1.5", 1), ("-0.5", 3)]).average == "0.00"
    text = tally(question(QuestionKind.TEXT), [("Хорошо", 4)])
    assert (text.answered, text.bars, text.average) == (4, (), None)
    assert average([(Decimal(1), 0)]) is None


def test_an_answer_is_told_in_the_words_of_its_options() -> None:
    assert shown(question(QuestionKind.CHOICE), 1) == "Нет"
    assert shown(question(QuestionKind.SEVERAL), (0, 1)) == "Да; Нет"
    assert shown(question(QuestionKind.NUMBER), "1.5") == "1.5"
