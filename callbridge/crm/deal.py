"""Deals (R118-R124): how they stand, how they move, and how an interest becomes one.

`moved` is the only way a deal changes its stage, whoever asks for it: a hand, a key, a bulk action, the API, a done
contact or a signed contract. So no path can lose a deal without the reason (rule 8 of the model).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from callbridge.crm.pipeline import Stage, StageKind
from callbridge.kernel.errors import IllegalMove, InvalidInput


class DealState(StrEnum):
    """How a deal stands; always that of its stage's kind."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class MoveCause(StrEnum):
    """Why a deal came to a stage."""

    CREATED = "created"
    MOVED = "moved"
    """Somebody moved it."""
    ACTIVITY = "activity"
    """A contact that the stage asked for was done (R120)."""
    CONTRACT = "contract"
    """Its contract was signed (R121)."""
    TOPIC = "topic"
    """It got another topic, with other stages."""
    REVISION = "revision"
    """It was brought over to a newer revision of its pipeline."""


_CROSSING = {MoveCause.TOPIC, MoveCause.REVISION}
"""Only these leave the stages that the deal began with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a deal is."""

    stage: Stage
    stage_at: datetime
    """Since when."""
    lost_stage_id: int | None = None
    """The stage on which it was lost (R124); None unless it is."""
    refusal_reason_id: int | None = None
    closed_at: datetime | None = None

    @property
    def state(self) -> DealState:
        """Return how the deal stands."""
        return DealState(self.stage.kind.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move that somebody or something asks for."""

    to: Stage
    at: datetime
    cause: MoveCause = MoveCause.MOVED
    refusal_reason_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealMove:
    """A move as it is asked for, before the stage is looked up."""

    to_stage_id: int
    at: datetime
    version: int | None = None
    """Of the deal that they saw; None for what follows from something else."""
    refusal_reason_id: int | None = None
    topic_id: int | None = None
    """Another topic, whose stage `to_stage_id` then is."""
    cause: MoveCause = MoveCause.MOVED
    activity_id: int | None = None


def begun(stage: Stage, at: datetime) -> Standing:
    """Return where a new deal stands."""
    return Standing(stage=stage, stage_at=at)


def moved(standing: Standing, move: Move) -> Standing:
    """Return where the deal stands after the move; skipping and going back are allowed (A16).

    Raises IllegalMove when it stands there already or the stage is of another pipeline or revision, InvalidInput when
    it is to be lost and nobody says why.
    """
    present, to = standing.stage, move.to
    if to.id == present.id:
        raise IllegalMove("deal.already_there")
    is_same = (to.pipeline_id, to.revision) == (present.pipeline_id, present.revision)
    if not is_same and move.cause not in _CROSSING:
        raise IllegalMove("deal.other_pipeline")
    if to.kind is StageKind.LOST and move.refusal_reason_id is None:
        raise InvalidInput({"refusal_reason_id": "reason_required"})
    at = max(move.at, standing.stage_at)  # a clock set back does not turn the history round
    if to.kind is StageKind.OPEN:
        return Standing(stage=to, stage_at=at)
    kept = standing.closed_at if to.kind is present.kind else None
    closed = Standing(stage=to, stage_at=at, closed_at=kept or at)
    if to.kind is StageKind.WON:
        return closed
    return replace(
        closed,
        lost_stage_id=standing.lost_stage_id if present.kind is StageKind.LOST else present.id,
        refusal_reason_id=move.refusal_reason_id,
    )


def is_rotten(standing: Standing, at: datetime) -> bool:
    """Say whether the deal has stood on its stage longer than the stage allows (R123)."""
    days = standing.stage.rot_days
    return days is not None and (at - standing.stage_at).days >= days


def name_of_deal(*, product: str, topic: str, organization: str, person: str) -> str:
    """Return what a deal made of an interest is called: what is sold, to whom."""
    what, whom = product or topic, organization or person
    return f"{what} — {whom}" if what and whom else what or whom
