"""One questionnaire in memory, as `Interviews` of app/interview_port.py promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from callbridge.crm.interview import (
    Option,
    Question,
    QuestionDraft,
    QuestionKind,
    check_questions,
    read_answers,
    score_of,
)
from callbridge.crm.interview_results import (
    InterviewResults,
    InterviewView,
    OpenForm,
    ResponseRow,
    SavedResponse,
    tally,
)
from callbridge.crm.record import Author, RecordView
from callbridge.kernel.errors import Conflict, NotFound, StoreUnavailable

TOKEN = "an-unguessable-token-of-a-form"
QUESTIONS = (
    Question(
        id=1, kind=QuestionKind.CHOICE, wording="Вам <b>понравилось</b>?", is_required=True,
        options=(Option(text="Да", score=2), Option(text="Нет")), low=0, high=0, is_active=True,
    ),
    Question(
        id=2, kind=QuestionKind.TEXT, wording="Что ещё?", is_required=False, options=(), low=0, high=0, is_active=True
    ),
    Question(
        id=3, kind=QuestionKind.SEVERAL, wording="Откуда узнали?", is_required=False,
        options=(Option(text="Сайт"), Option(text="Друзья")), low=0, high=0, is_active=True,
    ),
    Question(
        id=4, kind=QuestionKind.SCALE, wording="Оценка", is_required=False, options=(), low=1, high=3, is_active=True
    ),
    Question(
        id=5, kind=QuestionKind.NUMBER, wording="Сколько?", is_required=False, options=(), low=0, high=0,
        is_active=True,
    ),
)  # fmt: skip


@dataclass
class KeptInterviews:
    """Questionnaire number 1."""

    questions: tuple[Question, ...] = QUESTIONS
    version: int = 1
    is_open: bool = True
    is_down: bool = False
    rows: dict[str, ResponseRow] = field(default_factory=dict)

    async def view(self, interview_id: int, reader: Author) -> InterviewView:
        self._find(interview_id)
        record = RecordView(id=1, version=self.version, record={"name": "Опрос"}, names={})
        return InterviewView(interview=record, questions=self.questions, responses=len(self.rows), public_token=TOKEN)

    def _find(self, interview_id: int) -> None:
        if interview_id != 1:
            raise NotFound("record.not_found", id=interview_id)

    async def reword(
        self, interview_id: int, version: int, drafts: Sequence[QuestionDraft], author: Author, *, at: datetime
    ) -> InterviewView:
        self._find(interview_id)
        if version != self.version:
            raise Conflict("record.changed")
        self.version += 1
        self.questions = tuple(
            Question(
                id=place, kind=one.kind, wording=one.wording, is_required=one.is_required, options=one.options,
                low=one.low, high=one.high, is_active=True,
            )
            for place, one in enumerate(check_questions(drafts), 1)
        )  # fmt: skip
        return await self.view(interview_id, author)

    async def open_form(self, token: str) -> OpenForm | None:
        if self.is_down:
            raise StoreUnavailable
        if token != TOKEN or not self.is_open:
            return None
        return OpenForm(id=1, name="Опрос <гостей>", introduction="Пять минут", questions=self.questions)

    async def fill(
        self, interview_id: int, raw: Mapping[str, object], person_id: int | None, author: Author, *, key: str,
        at: datetime,
    ) -> SavedResponse:  # fmt: skip
        self._find(interview_id)
        return self._keep(raw, key, at, person_id=person_id, by="Anna")

    async def fill_public(
        self, token: str, raw: Mapping[str, object], *, key: str, at: datetime
    ) -> SavedResponse | None:
        return self._keep(raw, key, at, person_id=None, by="") if await self.open_form(token) else None

    def _keep(
        self, raw: Mapping[str, object], key: str, at: datetime, *, person_id: int | None, by: str
    ) -> SavedResponse:
        is_repeat = key in self.rows
        answers = read_answers(self.questions, raw)
        score = score_of(self.questions, answers)
        row = ResponseRow(
            id=len(self.rows) + 1,
            at=at,
            person_id=person_id,
            person="" if person_id is None else "Пётр",
            by=by,
            score=score.score,
            most=score.most,
            answers={str(name): answer for name, answer in answers.items()},
        )
        kept = self.rows.setdefault(key, row)
        return SavedResponse(id=kept.id, score=kept.score, most=kept.most, is_repeat=is_repeat)

    async def responses(
        self, interview_id: int, before: int | None, limit: int, reader: Author | None = None
    ) -> Sequence[ResponseRow]:
        self._find(interview_id)
        found = sorted(self.rows.values(), key=lambda row: -row.id)
        return [row for row in found if before is None or row.id < before][:limit]

    async def results(self, interview_id: int, reader: Author | None = None) -> InterviewResults:
        self._find(interview_id)
        counted = [
            tally(one, [(row.answers[str(one.id)], 1) for row in self.rows.values() if str(one.id) in row.answers])
            for one in self.questions
        ]
        return InterviewResults(responses=len(self.rows), average_score=None, questions=counted)
