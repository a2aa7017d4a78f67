"""Filled forms as a file: a column for each question."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from callbridge.app.office_commands import InterviewCommands
from callbridge.crm.interview import Question
from callbridge.crm.interview_results import ResponseRow, shown
from callbridge.crm.operator import Operator
from callbridge.kernel.template import Template
from callbridge.web.table_export import MAX_ROWS, TableExport
from callbridge.web.table_file import Cell, Table

_HEAD = (
    Template("Дата и время", "Date and time"),
    Template("Лицо", "Person"),
    Template("Заполнил", "Filled by"),
    Template("Баллы", "Score"),
    Template("Из", "Of"),
)


class ResponseTable:
    """Turns filled forms into cells, in the reader's language and time zone."""

    def __init__(self, questions: Sequence[Question], reader: Operator) -> None:
        self.language = reader.language
        self._questions = questions
        self._zone = ZoneInfo(reader.time_zone)

    @property
    def head(self) -> list[str]:
        """What every form has, then its questions."""
        said = [text.said_in(self.language) for text in _HEAD]
        return [*said, *(question.wording for question in self._questions)]

    def cells(self, row: ResponseRow) -> list[Cell]:
        """Return the cells of one filled form; the instant as naive wall-clock time."""
        at = row.at.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        answers = [
            shown(question, row.answers[str(question.id)]) if str(question.id) in row.answers else ""
            for question in self._questions
        ]
        return [at, row.person, row.by, row.score, row.most, *answers]


class ResponseExport(TableExport[ResponseRow, int]):
    """One export of all filled forms."""

    def __init__(
        self,
        interviews: InterviewCommands,
        reader: Operator,
        interview_id: int,
        table: Table[ResponseRow],
        *,
        max_rows: int = MAX_ROWS,
    ) -> None:
        super().__init__(table, max_rows)
        self._interviews = interviews
        self._reader = reader
        self._id = interview_id

    async def page(self, start: int | None, limit: int) -> tuple[Sequence[ResponseRow], int | None]:
        rows = await self._interviews.responses(self._reader, self._id, start, limit)
        return rows, rows[-1].id if len(rows) == limit else None
