"""What the use cases of questionnaires need from the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.interview import QuestionDraft
from callbridge.crm.interview_results import InterviewResults, InterviewView, OpenForm, ResponseRow, SavedResponse
from callbridge.crm.record import Author


class Interviews(Protocol):
    """Questionnaires beside what `Records` writes; each method is one unit of work and raises NotFound."""

    async def view(self, interview_id: int, reader: Author) -> InterviewView: ...

    async def reword(
        self, interview_id: int, version: int, drafts: Sequence[QuestionDraft], author: Author, *, at: datetime
    ) -> InterviewView:
        """Give it these questions; InvalidInput, Conflict."""
        ...

    async def open_form(self, token: str) -> OpenForm | None:
        """Return the form of a public link while it is open."""
        ...

    async def fill(
        self, interview_id: int, raw: Mapping[str, object], person_id: int | None, author: Author, *, key: str,
        at: datetime,
    ) -> SavedResponse:  # fmt: skip
        """Keep answers that an employee was given, once per `key`; InvalidInput names each wrong one."""
        ...

    async def fill_public(
        self, token: str, raw: Mapping[str, object], *, key: str, at: datetime
    ) -> SavedResponse | None:
        """Keep answers from a public link, once per `key`, None when it is closed; InvalidInput."""
        ...

    async def responses(
        self, interview_id: int, before: int | None, limit: int, reader: Author | None
    ) -> Sequence[ResponseRow]:
        """Return filled forms, newest first, those made before the one named."""
        ...

    async def results(self, interview_id: int, reader: Author | None) -> InterviewResults: ...
