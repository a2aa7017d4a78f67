"""Filled forms as a table."""

from dataclasses import replace

from callbridge.crm.interview_results import ResponseRow
from callbridge.crm.operator import Language
from callbridge.web.interview_export import ResponseTable
from tests.support.kept_interviews import QUESTIONS
from tests.support.web_people import BORIS, NINE


def test_a_row_has_the_words_of_its_answers_under_their_questions() -> None:
    """R28."""
    row = ResponseRow(
        id=1, at=NINE, person_id=None, person="", by="Anna", score=2, most=5, answers={"1": 0, "3": (0, 1)}
    )
    table = ResponseTable(QUESTIONS, BORIS)
    assert table.head[:5] == ["Дата и время", "Лицо", "Заполнил", "Баллы", "Из"]
    assert table.head[6] == "Что ещё?"
    assert table.cells(row) == [NINE.replace(hour=12, tzinfo=None), "", "Anna", 2, 5, "Да", "", "Сайт; Друзья", "", ""]
    assert ResponseTable(QUESTIONS, replace(BORIS, language=Language.EN)).head[3] == "Score"
