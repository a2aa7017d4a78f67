"""Call scripts (R102, R138): steps of words to say, whose answers lead on and fill fields of the interest card.

A script may go back to an earlier step, but from every step some way must end: an operator is never caught in a
circle. Words have fields in double braces, ``{{имя}}``, which the card fills.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from callbridge.crm.typed_text import clean_line, clean_lines
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.template import Template

MAX_STEPS = 100
MAX_ANSWERS = 12
MAX_FILLS = 8
MAX_TITLE = 200
MAX_WORDS = 4_000
MAX_ANSWER = 200
MAX_FILL_TEXT = 2_000
END = ""
"""What an answer leads to when the script ends there."""
_MAX_MISTAKES = 20
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SLOT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class AskKind(StrEnum):
    """How a step is answered."""

    NONE = "none"
    """Words alone: the operator says them and goes on."""
    CHOICE = "choice"
    TEXT = "text"
    FIELD = "field"
    """A field of the card itself is filled by hand."""


class FillField(StrEnum):
    """What of the interest card a script may fill."""

    TOPIC = "topic_id"
    SOURCE = "source_id"
    CAMPAIGN = "campaign_id"
    PRODUCT = "product_id"
    PROJECT = "project_id"
    OUTCOME = "outcome_id"
    REASON = "refusal_reason_id"
    NEXT_METHOD = "next_method_id"
    NEXT_CONTACT = "next_contact_at"
    """In so many days."""
    CONTENT = "content"
    """A line of its own, after what stands there."""
    EXTRA = "extra"
    PERSON = "person_text"
    ORGANIZATION = "organization_text"


TEXT_FIELDS = (FillField.CONTENT, FillField.EXTRA, FillField.PERSON, FillField.ORGANIZATION)


class WordField(StrEnum):
    """What the words of a step may name."""

    NAME = "name"
    OPERATOR = "operator"
    EVENT = "event"
    ORGANIZATION = "organization"
    TOPIC = "topic"


WORDS: Mapping[WordField, Template] = {
    WordField.NAME: Template("имя", "name"),
    WordField.OPERATOR: Template("оператор", "operator"),
    WordField.EVENT: Template("мероприятие", "event"),
    WordField.ORGANIZATION: Template("организация", "organization"),
    WordField.TOPIC: Template("тема", "topic"),
}
"""How each is written, in either language."""
_WRITTEN = {word for words in WORDS.values() for word in words}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFill:
    """What an answer puts into a field: a row of its dictionary, a number of days, or text."""

    field: FillField
    value: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptAnswer:
    """What may be answered, and where that leads."""

    text: str
    next: str = END
    fills: tuple[ScriptFill, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStep:
    """One step; the first of a script is where it begins."""

    key: str
    title: str
    words: str = ""
    ask: AskKind = AskKind.NONE
    answers: tuple[ScriptAnswer, ...] = ()
    """Of a choice."""
    next: str = END
    """Where every other kind leads."""
    fill: FillField | None = None
    """The field that a text or a field step fills."""

    @property
    def ways(self) -> tuple[str, ...]:
        """Return where it may lead."""
        return tuple(answer.next for answer in self.answers) if self.ask is AskKind.CHOICE else (self.next,)


Mistakes = Iterator[tuple[str, str]]
"""Place and code."""


def clean_steps(steps: Sequence[ScriptStep]) -> tuple[ScriptStep, ...]:
    """Return steps as they may be kept while somebody still writes them; InvalidInput of what is beyond all bounds."""
    cleaned = tuple(_cleaned(step) for step in steps)
    _refuse(mistake for place, step in _placed(cleaned) for mistake in _bounds(place, step))
    if len(cleaned) > MAX_STEPS:
        raise InvalidInput({"steps": "too_many"})
    return cleaned


def check_steps(steps: Sequence[ScriptStep]) -> tuple[ScriptStep, ...]:
    """Return steps that a talk may be led by; InvalidInput names each wrong one, as ``steps.2.answers.0.next``."""
    cleaned = clean_steps(steps)
    if not cleaned:
        raise InvalidInput({"steps": "required"})
    keys = [step.key for step in cleaned]
    if len(set(keys)) != len(keys):
        raise InvalidInput({"steps": "repeated"})
    _refuse(mistake for place, step in _placed(cleaned) for mistake in _unsound(place, step, set(keys)))
    ending = ending_steps(cleaned)
    _refuse((place, "script.endless") for place, step in _placed(cleaned) if step.key not in ending)
    return cleaned


def ending_steps(steps: Sequence[ScriptStep]) -> frozenset[str]:
    """Return the keys of the steps from which some way ends."""
    ending: set[str] = {END}
    grew = True
    while grew:
        found = {step.key for step in steps if step.key not in ending and ending.intersection(step.ways)}
        grew = bool(found)
        ending |= found
    return frozenset(ending - {END})


def unreachable_steps(steps: Sequence[ScriptStep]) -> tuple[str, ...]:
    """Return the keys of steps that no answer leads to: no mistake, an operator may still jump there."""
    ways = {step.key: step.ways for step in steps}
    waiting = [steps[0].key] if steps else []
    seen: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += ways.get(key, ())
    return tuple(step.key for step in steps if step.key not in seen)


def _refuse(mistakes: Mistakes) -> None:
    found = list(dict(mistakes).items())[:_MAX_MISTAKES]
    if found:
        raise InvalidInput(dict(found))


def _placed(steps: Sequence[ScriptStep]) -> Iterator[tuple[str, ScriptStep]]:
    return ((f"steps.{number}", step) for number, step in enumerate(steps))


def _cleaned(step: ScriptStep) -> ScriptStep:
    is_choice = step.ask is AskKind.CHOICE
    return replace(
        step,
        title=clean_line(step.title),
        words=clean_lines(step.words),
        answers=tuple(_clean_answer(answer) for answer in step.answers) if is_choice else (),
        next=END if is_choice else step.next,
        fill=step.fill if step.ask in (AskKind.TEXT, AskKind.FIELD) else None,
    )


def _clean_answer(answer: ScriptAnswer) -> ScriptAnswer:
    fills = tuple(
        replace(fill, value=None, text=clean_lines(fill.text)) if fill.field in TEXT_FIELDS else replace(fill, text="")
        for fill in answer.fills
    )
    return replace(answer, text=clean_line(answer.text), fills=fills)


def _bounds(place: str, step: ScriptStep) -> Mistakes:
    if not _KEY.fullmatch(step.key):
        yield f"{place}.key", "wrong_type"
    if len(step.title) > MAX_TITLE:
        yield f"{place}.title", "too_long"
    if len(step.words) > MAX_WORDS:
        yield f"{place}.words", "too_long"
    if len(step.answers) > MAX_ANSWERS:
        yield f"{place}.answers", "too_many"
    for number, answer in enumerate(step.answers):
        yield from _answer_bounds(f"{place}.answers.{number}", answer)


def _answer_bounds(place: str, answer: ScriptAnswer) -> Mistakes:
    if len(answer.text) > MAX_ANSWER:
        yield f"{place}.text", "too_long"
    if len(answer.fills) > MAX_FILLS:
        yield f"{place}.fills", "too_many"
    elif any(len(fill.text) > MAX_FILL_TEXT for fill in answer.fills):
        yield f"{place}.fills", "too_long"


def _unsound(place: str, step: ScriptStep, keys: set[str]) -> Mistakes:
    if not step.title:
        yield f"{place}.title", "required"
    if any(word.casefold() not in _WRITTEN for word in _SLOT.findall(step.words)):
        yield f"{place}.words", "script.unknown_word"
    if step.next not in {END, *keys}:
        yield f"{place}.next", "script.unknown_step"
    if step.ask is AskKind.FIELD and step.fill is None:
        yield f"{place}.fill", "required"
    if step.ask is AskKind.TEXT and step.fill not in (None, *TEXT_FIELDS):
        yield f"{place}.fill", "script.not_text"
    if step.ask is AskKind.CHOICE and not step.answers:
        yield f"{place}.answers", "required"
    for number, answer in enumerate(step.answers):
        yield from _unsound_answer(f"{place}.answers.{number}", answer, keys)


def _unsound_answer(place: str, answer: ScriptAnswer, keys: set[str]) -> Mistakes:
    if not answer.text:
        yield f"{place}.text", "required"
    if answer.next not in {END, *keys}:
        yield f"{place}.next", "script.unknown_step"
    filled = [fill.field for fill in answer.fills]
    if len(set(filled)) != len(filled):
        yield f"{place}.fills", "repeated"
