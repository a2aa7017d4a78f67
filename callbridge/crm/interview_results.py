"""What was answered to a questionnaire: shapes of a form, of filled ones, and counts for the charts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from callbridge.crm.interview import Answer, Question, QuestionKind
from callbridge.crm.record import RecordView


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewView:
    """A questionnaire with what it asks now; `public_token` is the address under which anybody fills it when open."""

    interview: RecordView
    questions: Sequence[Question]
    responses: int
    public_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """A form as its public page shows it."""

    id: int
    name: str
    introduction: str
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedResponse:
    """A filled form as it was kept."""

    id: int
    score: int
    most: int
    is_repeat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow:
    """One filled form; `by` is the employee who filled it for the person, ``""`` of the public link."""

    id: int
    at: datetime
    person_id: int | None
    person: str
    by: str
    score: int
    most: int
    answers: Mapping[str, Answer]
    """By question's id, as text: JSON's objects have no other names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How often one answer was given."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """One question's answers, counted."""

    question: Question
    answered: int
    bars: tuple[Bar, ...]
    average: str | None
    """Of a scale or number, as decimal text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewResults:
    """All answers to a questionnaire, counted."""

    responses: int
    average_score: str | None
    questions: Sequence[QuestionResult]


def tally(question: Question, given: Iterable[tuple[Answer, int]]) -> QuestionResult:
    """Count the answers to one question, of which each was given so often."""
    counted = tuple(given)
    numbers = [(Decimal(answer), count) for answer, count in counted if isinstance(answer, int)]
    if question.kind is QuestionKind.NUMBER:
        numbers = [(Decimal(answer), count) for answer, count in counted if isinstance(answer, str)]
    is_measured = question.kind in (QuestionKind.SCALE, QuestionKind.NUMBER)
    return QuestionResult(
        question=question,
        answered=sum(count for _, count in counted),
        bars=_bars(question, counted),
        average=average(numbers) if is_measured else None,
    )


def average(numbers: Sequence[tuple[Decimal, int]]) -> str | None:
    """Return the weighted average to two places as text, None of nothing."""
    weight = sum(count for _, count in numbers)
    if not weight:
        return None
    return format(round(sum((value * count for value, count in numbers), Decimal(0)) / weight, 2), "f")


def _bars(question: Question, given: Sequence[tuple[Answer, int]]) -> tuple[Bar, ...]:
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.SEVERAL:
            return tuple(
                Bar(label=option.text, count=sum(count for answer, count in given if _has(answer, place)))
                for place, option in enumerate(question.options)
            )
        case QuestionKind.SCALE:
            return tuple(
                Bar(label=str(step), count=sum(count for answer, count in given if answer == step))
                for step in range(question.low, question.high + 1)
            )
    return ()


def _has(answer: Answer, place: int) -> bool:
    return place in answer if isinstance(answer, tuple) else answer == place


def shown(question: Question, answer: Answer) -> str:
    """Return an answer as text: the options chosen by their words."""
    match question.kind, answer:
        case QuestionKind.CHOICE, int(place):
            return question.options[place].text
        case QuestionKind.SEVERAL, tuple(places):
            return "; ".join(question.options[place].text for place in places)
    return str(answer)
