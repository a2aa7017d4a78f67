"""Questionnaires and tests: their questions, what may be answered, and what an answer scores (R28)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from callbridge.crm.typed_text import clean_line, clean_lines
from callbridge.kernel.errors import InvalidInput

MAX_QUESTIONS = 100
MAX_OPTIONS = 50
MAX_WORDING = 1_000
MAX_OPTION = 300
MAX_SCORE = 1_000
MAX_TEXT_ANSWER = 5_000
MAX_SCALE_STEPS = 20
_MAX_NUMBER = Decimal(10) ** 12
_NUMBER_DECIMALS = 4
_MAX_MISTAKES = 20


class QuestionKind(StrEnum):
    """What is answered, and how."""

    CHOICE = "choice"
    """One of the options; its score counts."""
    SEVERAL = "several"
    """Any of the options; their scores are added."""
    SCALE = "scale"
    """A whole number between two ends, which is its own score."""
    NUMBER = "number"
    TEXT = "text"


CHOSEN = (QuestionKind.CHOICE, QuestionKind.SEVERAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What may be chosen."""

    text: str
    score: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question as somebody writes it; `id` None of a new one."""

    kind: QuestionKind
    wording: str
    id: int | None = None
    is_required: bool = False
    options: tuple[Option, ...] = ()
    low: int = 1
    high: int = 5
    """The ends of a scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that is kept; one that was answered is never worded otherwise."""

    id: int
    kind: QuestionKind
    wording: str
    is_required: bool
    options: tuple[Option, ...]
    low: int
    high: int
    is_active: bool
    """False of one that another took the place of: its answers stay."""


Answer = int | tuple[int, ...] | str
"""The place of an option, places of several, a step of a scale, or text; a number is text in its plain form."""
Answers = Mapping[int, Answer]
"""By question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a filled form scored, and the most that its form could."""

    score: int
    most: int


def check_questions(drafts: Sequence[QuestionDraft]) -> tuple[QuestionDraft, ...]:
    """Return the questions cleaned; raises InvalidInput that names each wrong part, as ``questions.2.wording``."""
    if len(drafts) > MAX_QUESTIONS:
        raise InvalidInput({"questions": "too_many"})
    cleaned = tuple(_cleaned(draft) for draft in drafts)
    mistakes: dict[str, str] = {}
    for place, draft in enumerate(cleaned):
        mistakes |= {f"questions.{place}.{field}": code for field, code in _mistakes(draft).items()}
    ids = [draft.id for draft in cleaned if draft.id is not None]
    if len(set(ids)) != len(ids):
        mistakes["questions"] = "repeated"
    if mistakes:
        raise InvalidInput(dict(list(mistakes.items())[:_MAX_MISTAKES]))
    return cleaned


def _cleaned(draft: QuestionDraft) -> QuestionDraft:
    is_chosen, is_scale = draft.kind in CHOSEN, draft.kind is QuestionKind.SCALE
    options = tuple(Option(text=clean_line(option.text), score=option.score) for option in draft.options)
    return QuestionDraft(
        kind=draft.kind,
        wording=clean_line(draft.wording),
        id=draft.id,
        is_required=draft.is_required,
        options=options if is_chosen else (),
        low=draft.low if is_scale else 0,
        high=draft.high if is_scale else 0,
    )


def _mistakes(draft: QuestionDraft) -> dict[str, str]:
    found: dict[str, str] = {}
    if not draft.wording:
        found["wording"] = "required"
    elif len(draft.wording) > MAX_WORDING:
        found["wording"] = "too_long"
    if draft.kind in CHOSEN:
        found |= _option_mistakes(draft.options)
    if draft.kind is QuestionKind.SCALE and not (
        0 <= draft.low < draft.high <= MAX_SCORE and draft.high - draft.low <= MAX_SCALE_STEPS
    ):
        found["high"] = "out_of_range"
    return found


def _option_mistakes(options: Sequence[Option]) -> dict[str, str]:
    texts = [option.text for option in options]
    if len(options) < 2 or not all(texts):
        return {"options": "required"}
    if len(options) > MAX_OPTIONS:
        return {"options": "too_many"}
    if any(len(text) > MAX_OPTION for text in texts):
        return {"options": "too_long"}
    if any(abs(option.score) > MAX_SCORE for option in options):
        return {"options": "out_of_range"}
    return {"options": "repeated"} if len(set(texts)) != len(texts) else {}


def read_answers(questions: Iterable[Question], raw: Mapping[str, object]) -> dict[int, Answer]:
    """Return what was answered, by question; raises InvalidInput naming each as ``answers.12``.

    An empty text, or several of none, is no answer. What is sent for a question that is not asked is refused.
    """
    asked = {str(question.id): question for question in questions}
    answers: dict[int, Answer] = {}
    mistakes = {f"answers.{name}"[:80]: "unknown_field" for name in raw if name not in asked}
    for name, question in asked.items():
        value, code = _read(question, raw.get(name))
        if code:
            mistakes[f"answers.{name}"] = code
        elif value is not None:
            answers[question.id] = value
    if mistakes:
        raise InvalidInput(dict(list(mistakes.items())[:_MAX_MISTAKES]))
    return answers


def _read(question: Question, sent: object) -> tuple[Answer | None, str]:
    if sent is None or sent in ("", []):
        return None, "required" if question.is_required else ""
    match question.kind:
        case QuestionKind.CHOICE:
            return _place(sent, 0, len(question.options) - 1)
        case QuestionKind.SEVERAL:
            return _places(sent, len(question.options))
        case QuestionKind.SCALE:
            return _place(sent, question.low, question.high)
        case QuestionKind.NUMBER:
            return _number(sent)
        case QuestionKind.TEXT:
            return _text(sent, is_required=question.is_required)


def _place(sent: object, low: int, high: int) -> tuple[int | None, str]:
    if not isinstance(sent, int) or isinstance(sent, bool):
        return None, "wrong_type"
    return (sent, "") if low <= sent <= high else (None, "out_of_range")


def _places(sent: object, count: int) -> tuple[Answer | None, str]:
    if not isinstance(sent, list):
        return None, "wrong_type"
    if len(sent) > count:
        return None, "too_many"
    found = [_place(one, 0, count - 1) for one in sent]
    wrong = next((code for _, code in found if code), "")
    return (None, wrong) if wrong else (tuple(sorted({one for one, _ in found if one is not None})), "")


def _number(sent: object) -> tuple[Answer | None, str]:
    if not isinstance(sent, str) or len(sent) > 40:
        return None, "wrong_type"
    try:
        value = Decimal(sent.strip().replace(",", "."))
    except InvalidOperation:
        return None, "wrong_type"
    if not value.is_finite():
        return None, "wrong_type"
    if abs(value) >= _MAX_NUMBER:
        return None, "out_of_range"
    if value and (value.adjusted() < -_NUMBER_DECIMALS or round(value, _NUMBER_DECIMALS) != value):
        return None, "too_precise"
    return format(value.normalize() if value else Decimal(0), "f"), ""


def _text(sent: object, *, is_required: bool) -> tuple[Answer | None, str]:
    if not isinstance(sent, str):
        return None, "wrong_type"
    text = clean_lines(sent)
    if len(text) > MAX_TEXT_ANSWER:
        return None, "too_long"
    if text.strip():
        return text, ""
    return None, "required" if is_required else ""


def score_of(questions: Iterable[Question], answers: Answers) -> Score:
    """Return what the answers score: chosen options by their scores, a scale by its step."""
    asked = tuple(questions)
    total = sum(_scored(question, answers[question.id]) for question in asked if question.id in answers)
    return Score(score=total, most=sum(map(_most, asked)))


def _scored(question: Question, answer: Answer) -> int:
    match question.kind, answer:
        case QuestionKind.CHOICE, int(place):
            return question.options[place].score
        case QuestionKind.SEVERAL, tuple(places):
            return sum(question.options[place].score for place in places)
        case QuestionKind.SCALE, int(step):
            return step
    return 0


def _most(question: Question) -> int:
    scores = [option.score for option in question.options]
    match question.kind:
        case QuestionKind.CHOICE:
            return max(scores) if question.is_required else max(0, *scores)
        case QuestionKind.SEVERAL:
            gains = sum(score for score in scores if score > 0)
            return gains if gains or not question.is_required else max(scores)
        case QuestionKind.SCALE:
            return question.high
    return 0
