"""The questions of a form as rows."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from callbridge.crm.interview import CHOSEN, Answer, Option, Question, QuestionDraft, QuestionKind
from callbridge.crm.interview_edit import QuestionPlan
from callbridge.store import tables as t
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_QUESTION = t.interview_question
_ALL = select(_QUESTION).where(_QUESTION.c.interview_id == bindparam("interview_id"))
_EVERY = Prepared(_ALL.order_by(_QUESTION.c.is_active.desc(), _QUESTION.c.position, _QUESTION.c.id))
_ANSWERED = Prepared(
    select(_QUESTION.c.id).where(
        _QUESTION.c.interview_id == bindparam("interview_id"),
        select(t.interview_answer.c.question_id)
        .where(t.interview_answer.c.question_id == _QUESTION.c.id)
        .limit(1)
        .scalar_subquery()
        .is_not(None),
    )
)
_INSERT = Prepared(
    insert(_QUESTION).inline(),
    columns=("interview_id", "position", "kind", "wording", "is_required", "options", "is_active"),
)


def questions_of(tx: Tx, interview_id: int) -> list[Question]:
    """Return the questions asked now in their order, then those that were asked before."""
    return [_question(row) for row in tx.rows(_EVERY, interview_id=interview_id)]


def answered_of(tx: Tx, interview_id: int) -> set[int]:
    """Return the questions that somebody answered."""
    return {int(row.id) for row in tx.rows(_ANSWERED, interview_id=interview_id)}


def write_plan(tx: Tx, interview_id: int, plan: QuestionPlan) -> None:
    """Make the rows what was planned."""
    for question_id, position, is_required in plan.kept:
        _set(tx, question_id, position=position, is_required=is_required)
    for question_id, position, draft in plan.reworded:
        _set(tx, question_id, position=position, **_columns(draft))
    for question_id in plan.retired:
        _set(tx, question_id, is_active=False)
    for question_id in plan.deleted:
        tx.execute(delete(_QUESTION).where(_QUESTION.c.id == question_id))
    rows = [
        {"interview_id": interview_id, "position": position, "is_active": True, **_columns(draft)}
        for position, draft in plan.added
    ]
    if rows:
        tx.executemany(_INSERT, rows)


def write_answer(answer: Answer) -> str:
    """Return the JSON that is kept of an answer."""
    return json.dumps(answer, ensure_ascii=False)


def read_answer(text: str) -> Answer:
    """Return what `write_answer` wrote."""
    value = json.loads(text)
    return tuple(value) if isinstance(value, list) else value


def _set(tx: Tx, question_id: int, **values: Any) -> None:
    tx.execute(update(_QUESTION).where(_QUESTION.c.id == question_id).values(**values))


def _columns(draft: QuestionDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "wording": draft.wording,
        "is_required": draft.is_required,
        "options": _options(draft.kind, draft.options, draft.low, draft.high),
    }


def _options(kind: QuestionKind, options: Sequence[Option], low: int, high: int) -> str:
    if kind in CHOSEN:
        return json.dumps([{"text": one.text, "score": one.score} for one in options], ensure_ascii=False)
    return json.dumps({"low": low, "high": high}) if kind is QuestionKind.SCALE else "[]"


def _question(row: Row) -> Question:
    kind, kept = QuestionKind(row.kind), json.loads(row.options)
    return Question(
        id=row.id,
        kind=kind,
        wording=row.wording,
        is_required=row.is_required,
        options=tuple(Option(text=one["text"], score=one["score"]) for one in kept) if kind in CHOSEN else (),
        low=kept["low"] if kind is QuestionKind.SCALE else 0,
        high=kept["high"] if kind is QuestionKind.SCALE else 0,
        is_active=row.is_active,
    )
