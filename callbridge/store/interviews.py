"""Questionnaires in the database: edited, and filled once per key; `Interviews` of app/interview_port.py."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.entities import ENTITIES
from callbridge.crm.interview import Question, QuestionDraft, check_questions, read_answers, score_of
from callbridge.crm.interview_edit import plan_questions
from callbridge.crm.interview_results import (
    InterviewResults,
    InterviewView,
    OpenForm,
    ResponseRow,
    SavedResponse,
)
from callbridge.crm.record import Author, view
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.database import Database
from callbridge.store.deals import employee_of
from callbridge.store.interview_responses import counted_of, responses_of, results_of
from callbridge.store.parties import touched
from callbridge.store.question_rows import answered_of, questions_of, write_answer, write_plan
from callbridge.store.reach import check_within
from callbridge.store.records.service import read_record
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

INTERVIEW = "interview"
REWORDED, FILLED = "interview.reworded", "interview.filled"
_FORM = Prepared(select(t.interview).where(t.interview.c.id == bindparam("id"), t.interview.c.archived_at.is_(None)))
_BY_TOKEN = Prepared(
    select(t.interview).where(
        t.interview.c.public_token == bindparam("token"),
        t.interview.c.is_open.is_(True),
        t.interview.c.archived_at.is_(None),
    )
)
_RESPONSE = t.interview_response
_BY_KEY = Prepared(
    select(_RESPONSE).where(_RESPONSE.c.interview_id == bindparam("id"), _RESPONSE.c.response_key == bindparam("key"))
)
_PERSON = Prepared(select(t.person.c.id).where(t.person.c.id == bindparam("id"), t.person.c.archived_at.is_(None)))
_INSERT = Prepared(
    insert(_RESPONSE).returning(_RESPONSE.c.id),
    columns=("interview_id", "person_id", "employee_id", "response_key", "at", "score", "max_score"),
)
_ANSWER = Prepared(insert(t.interview_answer).inline(), columns=("response_id", "question_id", "answer"))


class SqlInterviews:
    """Questionnaires and what was answered."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def view(self, interview_id: int, reader: Author) -> InterviewView:
        return await self._database.read(lambda tx: view_interview(tx, interview_id, reader))

    async def reword(
        self, interview_id: int, version: int, drafts: Sequence[QuestionDraft], author: Author, *, at: datetime
    ) -> InterviewView:
        return await self._database.run(lambda tx: reword(tx, interview_id, version, drafts, author, at=at))

    async def open_form(self, token: str) -> OpenForm | None:
        return await self._database.read(lambda tx: open_form(tx, token))

    async def fill(
        self, interview_id: int, raw: Mapping[str, object], person_id: int | None, author: Author, *, key: str,
        at: datetime,
    ) -> SavedResponse:  # fmt: skip
        def unit(tx: Tx) -> SavedResponse:
            form, questions = _form(tx, interview_id, author)
            by = employee_of(tx, author.operator_id).id
            saved = _kept(tx, form, questions, raw, person_id=person_id, employee_id=by, key=key, at=at)
            if not saved.is_repeat:
                _note(tx, FILLED, interview_id, {"response": str(saved.id)}, author, at)
            return saved

        return await self._database.run(unit)

    async def fill_public(
        self, token: str, raw: Mapping[str, object], *, key: str, at: datetime
    ) -> SavedResponse | None:
        def unit(tx: Tx) -> SavedResponse | None:
            form = tx.row(_BY_TOKEN, token=token)
            if form is None:
                return None
            questions = [one for one in questions_of(tx, form.id) if one.is_active]
            return _kept(tx, form, questions, raw, person_id=None, employee_id=None, key=key, at=at)

        return await self._database.run(unit)

    async def responses(
        self, interview_id: int, before: int | None, limit: int, reader: Author | None = None
    ) -> Sequence[ResponseRow]:
        def unit(tx: Tx) -> Sequence[ResponseRow]:
            _form(tx, interview_id, reader)
            return responses_of(tx, interview_id, before, limit)

        return await self._database.read(unit)

    async def results(self, interview_id: int, reader: Author | None = None) -> InterviewResults:
        def unit(tx: Tx) -> InterviewResults:
            _form(tx, interview_id, reader)
            return results_of(tx, interview_id)

        return await self._database.read(unit)


def view_interview(tx: Tx, interview_id: int, reader: Author) -> InterviewView:
    """Return a form with what it asks now; NotFound."""
    form, questions = _form(tx, interview_id, reader)
    return InterviewView(
        interview=view(ENTITIES[INTERVIEW], read_record(tx, INTERVIEW, interview_id), reader.role),
        questions=questions,
        responses=counted_of(tx, interview_id).count,
        public_token=form.public_token or "",
    )


def reword(
    tx: Tx, interview_id: int, version: int, drafts: Sequence[QuestionDraft], author: Author, *, at: datetime
) -> InterviewView:
    """Give a form these questions; those that were answered stay behind as they were asked. Conflict."""
    tx.serialize(f"{INTERVIEW} {interview_id}")
    form, _ = _form(tx, interview_id, author)
    if form.version != version:
        current = view(ENTITIES[INTERVIEW], read_record(tx, INTERVIEW, interview_id), author.role)
        raise Conflict("record.changed", current=current)
    wanted = check_questions(drafts)
    plan = plan_questions(questions_of(tx, interview_id), answered_of(tx, interview_id), wanted)
    write_plan(tx, interview_id, plan)
    changed = {"version": version + 1, "updated_at": at}
    tx.execute(update(t.interview).where(t.interview.c.id == interview_id).values(**changed))
    detail = {
        "asked": str(len(wanted)), "added": str(len(plan.added)), "reworded": str(len(plan.reworded)),
        "retired": str(len(plan.retired)), "deleted": str(len(plan.deleted)),
    }  # fmt: skip
    _note(tx, REWORDED, interview_id, detail, author, at)
    return view_interview(tx, interview_id, author)


def open_form(tx: Tx, token: str) -> OpenForm | None:
    """Return the form of a public link, None when there is none or it is closed."""
    row = tx.row(_BY_TOKEN, token=token)
    if row is None:
        return None
    questions = [one for one in questions_of(tx, row.id) if one.is_active]
    return OpenForm(id=row.id, name=row.name, introduction=row.introduction, questions=questions)


def _kept(
    tx: Tx,
    form: Any,
    questions: Sequence[Question],
    raw: Mapping[str, object],
    *,
    person_id: int | None,
    employee_id: int | None,
    key: str,
    at: datetime,
) -> SavedResponse:
    """Keep a filled form, once per key; a named person was reached by the event, once per form."""
    tx.serialize(f"response {form.id} {key}")
    earlier = tx.row(_BY_KEY, id=form.id, key=key)
    if earlier is not None:
        return SavedResponse(id=earlier.id, score=int(earlier.score), most=int(earlier.max_score), is_repeat=True)
    if person_id is not None and tx.row(_PERSON, id=person_id) is None:
        raise InvalidInput({"person_id": "not_found"})
    answers = read_answers(questions, raw)
    score = score_of(questions, answers)
    response_id = int(
        tx.value(
            _INSERT,
            interview_id=form.id,
            person_id=person_id,
            employee_id=employee_id,
            response_key=key,
            at=at,
            score=Decimal(score.score),
            max_score=Decimal(score.most),
        )
    )
    rows = [
        {"response_id": response_id, "question_id": question_id, "answer": write_answer(answer)}
        for question_id, answer in answers.items()
    ]
    if rows:
        tx.executemany(_ANSWER, rows)
    if person_id is not None and form.campaign_id is not None:
        touched(tx, form.campaign_id, person_id, kind=INTERVIEW, ref_key=f"{form.id}:{person_id}", at=at)
    return SavedResponse(id=response_id, score=score.score, most=score.most, is_repeat=False)


def _form(tx: Tx, interview_id: int, reader: Author | None) -> tuple[Any, list[Question]]:
    check_within(tx, INTERVIEW, interview_id, None if reader is None else reader.operator_id)
    row = tx.row(_FORM, id=interview_id)
    if row is None:
        raise NotFound("record.not_found", id=interview_id)
    return row, [one for one in questions_of(tx, interview_id) if one.is_active]


def _note(tx: Tx, action: str, interview_id: int, detail: Mapping[str, str], author: Author, at: datetime) -> None:
    note = AuditNote(
        at=at, operator_id=author.operator_id, action=action, entity=INTERVIEW, entity_id=str(interview_id),
        detail=detail,
    )  # fmt: skip
    write_note(tx, note)
