"""Pipelines: the stages that the deals of a topic go through (R107, R119-R121, rule 1 of the model).

A pipeline has revisions. Deals keep the stages of the revision they began with; changing what the stages are while
deals stand on them makes a new revision, and old deals come over only by a mapping somebody has seen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from callbridge.kernel.errors import InvalidInput

MAX_STAGES = 30
MAX_NAME = 200
MAX_ROT_DAYS = 3650


class StageKind(StrEnum):
    """What a deal is when it stands on the stage."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of one revision."""

    id: int
    pipeline_id: int
    revision: int
    position: int
    kind: StageKind
    probability: int = 0
    required_method_id: int | None = None
    """A contact of this method, once done, passes the stage (R120, A16)."""
    rot_days: int | None = None
    """A deal that stands on it longer is said to rot (R123)."""
    replaces_id: int | None = None
    """The same stage in the revision before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDraft:
    """A stage as the editor of pipelines sends it; `id` None is a new one."""

    id: int | None
    name: str
    kind: StageKind
    probability: int
    required_method_id: int | None = None
    rot_days: int | None = None
    name_en: str = ""


def check_stages(drafts: Sequence[StageDraft]) -> None:
    """Raise InvalidInput unless the stages, in this order, make a pipeline.

    It has open stages, then one that is won, then those that are lost: a deal walks from the first on.
    """
    mistakes = dict(mistake for number, draft in enumerate(drafts) for mistake in _wrong_stage(number, draft))
    kinds = [draft.kind for draft in drafts]
    count = Counter(kinds)
    if len(drafts) > MAX_STAGES:
        mistakes["stages"] = "too_many"
    elif not count[StageKind.OPEN] or count[StageKind.WON] != 1 or not count[StageKind.LOST]:
        mistakes["stages"] = "stages_incomplete"
    elif kinds != sorted(kinds, key=list(StageKind).index):
        mistakes["stages"] = "stages_disordered"
    if mistakes:
        raise InvalidInput(mistakes)


def _wrong_stage(number: int, draft: StageDraft) -> list[tuple[str, str]]:
    place = f"stages.{number}"
    wrong = []
    if not draft.name.strip():
        wrong.append((f"{place}.name", "required"))
    if max(len(draft.name), len(draft.name_en)) > MAX_NAME:
        wrong.append((f"{place}.name", "too_long"))
    if not 0 <= draft.probability <= 100:
        wrong.append((f"{place}.probability", "out_of_range"))
    if draft.rot_days is not None and not 1 <= draft.rot_days <= MAX_ROT_DAYS:
        wrong.append((f"{place}.rot_days", "out_of_range"))
    return wrong


def makes_revision(stages: Sequence[Stage], drafts: Sequence[StageDraft], *, has_deals: bool) -> bool:
    """Say whether the change must leave the present stages to the deals that stand on them.

    Names, probabilities and patience may change under a deal; which stages there are, their order, what they mean and
    what passes them may not.
    """
    present = [(stage.id, stage.kind, stage.required_method_id) for stage in stages]
    wanted = [(draft.id, draft.kind, draft.required_method_id) for draft in drafts]
    return has_deals and present != wanted


def first_stage(stages: Sequence[Stage]) -> Stage:
    """Return where a new deal begins."""
    return min((stage for stage in stages if stage.kind is StageKind.OPEN), key=_position)


def won_stage(stages: Sequence[Stage]) -> Stage:
    """Return where a signed contract brings a deal (R121)."""
    return next(stage for stage in stages if stage.kind is StageKind.WON)


def passed_to(stages: Sequence[Stage], standing_on: Stage, method_id: int) -> Stage | None:
    """Return the stage a done contact of `method_id` brings the deal to, None when it passes nothing (A16).

    Only from one open stage to the next: a deal is won by its contract, not by a contact.
    """
    if standing_on.kind is not StageKind.OPEN or standing_on.required_method_id != method_id:
        return None
    later = [stage for stage in stages if stage.kind is StageKind.OPEN and stage.position > standing_on.position]
    return min(later, key=_position, default=None)


def heirs(present: Sequence[Stage], older: Sequence[Stage]) -> dict[int, int]:
    """Return, of each older stage, the present one that came of it over however many revisions."""
    before = {stage.id: stage.replaces_id for stage in older}
    found: dict[int, int] = {}
    for stage in present:
        ancestor = stage.replaces_id
        while ancestor is not None and ancestor not in found:
            found[ancestor] = stage.id
            ancestor = before.get(ancestor)
    return found


def brought_over(stage: Stage, newer: Sequence[Stage], mapping: Mapping[int, int]) -> Stage:
    """Return the stage of the newer revision for a deal on `stage`: what `mapping` says of it.

    Raises InvalidInput when that names none of the same kind.
    """
    wanted = mapping.get(stage.id)
    for each in newer:
        if each.id == wanted and each.kind is stage.kind:
            return each
    raise InvalidInput({f"mapping.{stage.id}": "required"})


def _position(stage: Stage) -> int:
    return stage.position
