"""Questionnaires: worded, filled by an employee or by who has the link. Implements `services.InterviewCommands`."""

from collections.abc import Mapping, Sequence

from callbridge.app.interview_port import Interviews
from callbridge.crm.interview import QuestionDraft
from callbridge.crm.interview_results import InterviewResults, InterviewView, OpenForm, ResponseRow, SavedResponse
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock


class InterviewDesk:
    """Passes to the store who did what, at the server's time."""

    def __init__(self, *, interviews: Interviews, clock: Clock) -> None:
        self._interviews = interviews
        self._clock = clock

    async def view(self, operator: Operator, interview_id: int) -> InterviewView:
        """Return a form with what it asks now."""
        return await self._interviews.view(interview_id, Author.of(operator))

    async def reword(
        self, operator: Operator, interview_id: int, version: int, drafts: Sequence[QuestionDraft]
    ) -> InterviewView:
        """Give a form these questions."""
        now = self._clock.now()
        return await self._interviews.reword(interview_id, version, drafts, Author.of(operator), at=now)

    async def fill(
        self, operator: Operator, interview_id: int, raw: Mapping[str, object], person_id: int | None, key: str
    ) -> SavedResponse:
        """Keep answers that the operator was given."""
        now = self._clock.now()
        return await self._interviews.fill(interview_id, raw, person_id, Author.of(operator), key=key, at=now)

    async def open_form(self, token: str) -> OpenForm | None:
        """Return the form of a public link while it is open."""
        return await self._interviews.open_form(token)

    async def fill_public(self, token: str, raw: Mapping[str, object], key: str) -> SavedResponse | None:
        """Keep answers from a public link."""
        return await self._interviews.fill_public(token, raw, key=key, at=self._clock.now())

    async def responses(
        self, operator: Operator, interview_id: int, before: int | None, limit: int
    ) -> Sequence[ResponseRow]:
        """Return filled forms, newest first."""
        return await self._interviews.responses(interview_id, before, limit, Author.of(operator))

    async def results(self, operator: Operator, interview_id: int) -> InterviewResults:
        """Return all answers counted."""
        return await self._interviews.results(interview_id, Author.of(operator))
