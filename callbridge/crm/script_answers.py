"""What was answered to a call script in one talk, and what of it is kept (R102)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from callbridge.crm.call_script import MAX_FILL_TEXT, AskKind, ScriptStep
from callbridge.crm.typed_text import clean_lines

MAX_GIVEN = 300
"""Answers kept of one talk: a talk that goes in circles longer than that keeps its first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What was answered at a step, as the card tells it."""

    step: str
    answer: int | None = None
    """The place of what was chosen."""
    text: str = ""
    """What was written, or what stood in the field."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptGiven:
    """The answers of one talk under one revision."""

    revision_id: int
    answers: tuple[GivenAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it is kept with the interest."""

    step: str
    answer: str
    at: datetime


def kept_answers(steps: Sequence[ScriptStep], given: ScriptGiven, at: datetime) -> tuple[KeptAnswer, ...]:
    """Return what of the answers fits the script; what does not is left out, for no interest is refused for it.

    The words of a choice are the script's own, whatever was sent; an instant that cannot be is that of the save, `at`.
    """
    by_key = {step.key: step for step in steps}
    found = [_kept(by_key.get(answer.step), answer, at) for answer in given.answers[:MAX_GIVEN]]
    return tuple(answer for answer in found if answer is not None)


def _kept(step: ScriptStep | None, given: GivenAnswer, at: datetime) -> KeptAnswer | None:
    if step is None:
        return None
    words = clean_lines(given.text)[:MAX_FILL_TEXT]
    if step.ask is AskKind.CHOICE:
        if given.answer is None or not 0 <= given.answer < len(step.answers):
            return None
        words = step.answers[given.answer].text
    elif step.ask is AskKind.NONE:
        words = ""
    is_possible = given.at.tzinfo is not None and given.at.year > 2000 and given.at <= at
    return KeptAnswer(step=step.key, answer=words, at=given.at.astimezone(UTC) if is_possible else at)
