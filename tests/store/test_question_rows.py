"""Questions as rows."""

import pytest

from callbridge.crm.interview import Answer, Option, QuestionDraft, QuestionKind
from callbridge.crm.interview_edit import QuestionPlan
from callbridge.kernel.ids import OperatorId
from callbridge.store.question_rows import answered_of, questions_of, read_answer, write_answer, write_plan
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.records import Writer


async def test_every_kind_of_question_is_read_back_as_written(store: SqlStore, anna: OperatorId) -> None:
    made = await Writer(store, anna).make("interview", kind="test", name="Опрос")
    drafts = (
        QuestionDraft(
            kind=QuestionKind.CHOICE, wording="Да?", options=(Option(text="Да", score=-2), Option(text="Нет"))
        ),
        QuestionDraft(kind=QuestionKind.SCALE, wording="Сколько?", low=0, high=10, is_required=True),
        QuestionDraft(kind=QuestionKind.TEXT, wording="Ещё?", low=0, high=0),
    )

    def unit(tx: Tx) -> list[tuple[object, ...]]:
        plan = QuestionPlan(kept=(), reworded=(), added=tuple(enumerate(drafts, 1)), retired=(), deleted=())
        write_plan(tx, made.id, plan)
        assert answered_of(tx, made.id) == set()
        return [
            (one.kind, one.wording, one.is_required, one.options, one.low, one.high)
            for one in questions_of(tx, made.id)
        ]

    assert await store.database.run(unit) == [
        (QuestionKind.CHOICE, "Да?", False, drafts[0].options, 0, 0),
        (QuestionKind.SCALE, "Сколько?", True, (), 0, 10),
        (QuestionKind.TEXT, "Ещё?", False, (), 0, 0),
    ]


@pytest.mark.parametrize("answer", [0, (0, 2), "Ёж «да»", "1.5"])
def test_an_answer_is_read_back_as_written(answer: Answer) -> None:
    assert read_answer(write_answer(answer)) == answer
