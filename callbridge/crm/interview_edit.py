"""What becomes of a form's questions when they are edited: answers stay answers to what was asked (R28)."""

from collections.abc import Sequence
from dataclasses import dataclass

from callbridge.crm.interview import Question, QuestionDraft
from callbridge.kernel.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlan:
    """What becomes of the questions that are kept when others are wanted in their place."""

    kept: tuple[tuple[int, int, bool], ...]
    """Id, position and whether an answer is required, of those whose words stay."""
    reworded: tuple[tuple[int, int, QuestionDraft], ...]
    """Id, position and new words, of those that nobody answered yet."""
    added: tuple[tuple[int, QuestionDraft], ...]
    """Position and words, of new ones and of those that take the place of an answered one."""
    retired: tuple[int, ...]
    """Answered ones that are asked no more."""
    deleted: tuple[int, ...]
    """Those that nobody answered."""


def plan_questions(present: Sequence[Question], answered: set[int], drafts: Sequence[QuestionDraft]) -> QuestionPlan:
    """Return how to get from the questions asked now to `drafts`; raises InvalidInput of an id that is not asked."""
    by_id = {question.id: question for question in present if question.is_active}
    unknown = {
        f"questions.{place}.id": "not_found"
        for place, draft in enumerate(drafts)
        if draft.id is not None and draft.id not in by_id
    }
    if unknown:
        raise InvalidInput(unknown)
    kept, reworded, added, gone = [], [], [], set(by_id)
    for position, draft in enumerate(drafts, 1):
        question = None if draft.id is None else by_id[draft.id]
        if question is None:
            added.append((position, draft))
        elif _is_same(question, draft):
            kept.append((question.id, position, draft.is_required))
            gone.discard(question.id)
        elif question.id in answered:
            added.append((position, draft))
        else:
            reworded.append((question.id, position, draft))
            gone.discard(question.id)
    return QuestionPlan(
        kept=tuple(kept),
        reworded=tuple(reworded),
        added=tuple(added),
        retired=tuple(sorted(gone & answered)),
        deleted=tuple(sorted(gone - answered)),
    )


def _is_same(question: Question, draft: QuestionDraft) -> bool:
    """Say whether the draft asks the very same; whether it must be answered is not part of that."""
    return (question.kind, question.wording, question.options, question.low, question.high) == (
        draft.kind, draft.wording, draft.options, draft.low, draft.high,
    )  # fmt: skip
