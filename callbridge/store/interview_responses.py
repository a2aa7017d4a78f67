"""Forms of an interview that were filled: listed with their answers, and counted."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from callbridge.crm.interview import Answer
from callbridge.crm.interview_results import InterviewResults, ResponseRow, average, tally
from callbridge.store import tables as t
from callbridge.store.question_rows import questions_of, read_answer
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_RESPONSE = t.interview_response
_COUNT = Prepared(
    select(func.count().label("count"), func.sum(_RESPONSE.c.score).label("score")).where(
        _RESPONSE.c.interview_id == bindparam("id")
    )
)
_ROWS = (
    select(_RESPONSE, t.person.c.full_name.label("person"), t.employee.c.full_name.label("employee"))
    .select_from(
        _RESPONSE.outerjoin(t.person, t.person.c.id == _RESPONSE.c.person_id).outerjoin(
            t.employee, t.employee.c.id == _RESPONSE.c.employee_id
        )
    )
    .where(_RESPONSE.c.interview_id == bindparam("id"))
    .order_by(_RESPONSE.c.id.desc())
    .limit(bindparam("limit"))
)
_FIRST, _NEXT = Prepared(_ROWS), Prepared(_ROWS.where(_RESPONSE.c.id < bindparam("before")))
_GIVEN = Prepared(
    select(t.interview_answer)
    .select_from(t.interview_answer.join(_RESPONSE, _RESPONSE.c.id == t.interview_answer.c.response_id))
    .where(
        _RESPONSE.c.interview_id == bindparam("id"),
        t.interview_answer.c.response_id >= bindparam("low"),
        t.interview_answer.c.response_id <= bindparam("high"),
    )
)
_TALLY = Prepared(
    select(t.interview_answer.c.question_id, t.interview_answer.c.answer, func.count().label("count"))
    .select_from(
        t.interview_answer.join(t.interview_question, t.interview_question.c.id == t.interview_answer.c.question_id)
    )
    .where(t.interview_question.c.interview_id == bindparam("id"), t.interview_question.c.kind != "text")
    .group_by(t.interview_answer.c.question_id, t.interview_answer.c.answer)
)
_TEXTS = Prepared(
    select(t.interview_answer.c.question_id, func.count().label("count"))
    .select_from(
        t.interview_answer.join(t.interview_question, t.interview_question.c.id == t.interview_answer.c.question_id)
    )
    .where(t.interview_question.c.interview_id == bindparam("id"), t.interview_question.c.kind == "text")
    .group_by(t.interview_answer.c.question_id)
)


def counted_of(tx: Tx, interview_id: int) -> Row:
    """Return how many forms were filled, and the sum of their scores."""
    return tx.rows(_COUNT, id=interview_id)[0]


def responses_of(tx: Tx, interview_id: int, before: int | None, limit: int) -> list[ResponseRow]:
    """Return filled forms, newest first, each with its answers."""
    asked = {"id": interview_id, "limit": limit}
    rows = tx.rows(_FIRST, **asked) if before is None else tx.rows(_NEXT, before=before, **asked)
    given: dict[int, dict[str, Answer]] = defaultdict(dict)
    if rows:
        for one in tx.rows(_GIVEN, id=interview_id, low=rows[-1].id, high=rows[0].id):
            given[one.response_id][str(one.question_id)] = read_answer(one.answer)
    return [_response(row, given[row.id]) for row in rows]


def results_of(tx: Tx, interview_id: int) -> InterviewResults:
    """Return all answers counted, of questions asked now and before."""
    counted = counted_of(tx, interview_id)
    given: dict[int, list[tuple[Answer, int]]] = defaultdict(list)
    for row in tx.rows(_TALLY, id=interview_id):
        given[row.question_id].append((read_answer(row.answer), row.count))
    for row in tx.rows(_TEXTS, id=interview_id):
        given[row.question_id].append(("", row.count))
    scores = [(Decimal(counted.score) / counted.count, counted.count)] if counted.count else []
    return InterviewResults(
        responses=counted.count,
        average_score=average(scores),
        questions=[
            tally(one, given[one.id]) for one in questions_of(tx, interview_id) if one.is_active or given[one.id]
        ],
    )


def _response(row: Row, answers: Mapping[str, Answer]) -> ResponseRow:
    return ResponseRow(
        id=row.id,
        at=row.at,
        person_id=row.person_id,
        person=row.person or "",
        by=row.employee or "",
        score=int(row.score),
        most=int(row.max_score),
        answers=answers,
    )
