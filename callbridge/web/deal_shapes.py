"""What moves of deals and edits of pipelines look like on the wire."""

from collections.abc import Sequence
from dataclasses import dataclass

from callbridge.crm.pipeline import StageDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMove:
    """Body of ``POST /api/deals/{deal_id}/move``; a lost deal needs its reason, another topic names its own stage."""

    stage_id: int
    version: int
    refusal_reason_id: int | None = None
    topic_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRef:
    """A deal as it was seen."""

    id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMoves:
    """Body of ``POST /api/deals/move``: many deals to one stage, each a move of its own."""

    stage_id: int
    deals: tuple[DealRef, ...]
    refusal_reason_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealNotMoved:
    """A deal that stays where it is, and why."""

    id: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDeals:
    """How many deals moved, and those that did not."""

    moved: int
    refused: Sequence[DealNotMoved]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPipeline:
    """Body of ``POST /api/pipelines``: its stages in their order, open ones, the won one, lost ones."""

    name: str
    stages: tuple[StageDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineStages:
    """Body of ``PUT /api/pipelines/{pipeline_id}/stages``: all of them; one without `id` is new."""

    stages: tuple[StageDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePair:
    """An older stage and the present one its deals come to."""

    from_id: int
    to_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BringOver:
    """Body of ``POST /api/pipelines/{pipeline_id}/bring-over``; stages that replace others need no pair."""

    mapping: tuple[StagePair, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtOver:
    """How many deals came to the present stages."""

    deals: int
