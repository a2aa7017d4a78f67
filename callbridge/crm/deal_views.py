"""What readers see of deals beside their records: a pipeline's board, a deal's way through its stages (R118-R124)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callbridge.crm.deal import MoveCause
from callbridge.crm.pipeline import StageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """A stage with its names in both languages."""

    id: int
    name: str
    name_en: str
    kind: StageKind
    probability: int
    required_method_id: int | None
    required_method: str
    """What the method is called, ``""`` when none is required."""
    rot_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A stage of the board with what stands on it; sums are decimals as text, in the base currency."""

    stage: StageView
    count: int
    amount: str
    forecast: str
    """Weighted by probability (R122)."""
    rots_before: datetime | None
    """A deal that came to the stage by then has stood there too long (R123)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderRevision:
    """A revision of the pipeline that open deals still go through (rule 1 of the model)."""

    revision: int
    deals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One revision of a pipeline as columns; each column's cards are the list of deals on its stage."""

    pipeline_id: int
    revision: int
    present_revision: int
    older: tuple[OlderRevision, ...]
    columns: tuple[BoardColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How a deal came to a stage and how long it stayed."""

    at: datetime
    stage_id: int
    stage: str
    stage_en: str
    cause: MoveCause
    employee: str
    activity_id: int | None
    seconds: int
    """Until it was moved on; of the last stay until now, or 0 when the deal is closed."""
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPath:
    """The stages that a deal goes through and how it has gone so far."""

    pipeline_id: int
    revision: int
    stages: tuple[StageView, ...]
    stays: tuple[Stay, ...]
    is_rotten: bool
    passed_to: int | None
    """The stage to offer: what its present one asks for took place, and the pipeline does not pass stages itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBehind:
    """A stage of an older revision that open deals stand on, and where they would go."""

    id: int
    name: str
    name_en: str
    kind: StageKind
    revision: int
    deals: int
    to_id: int | None
    """The present stage that came of it; None: somebody must say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineView:
    """A pipeline whole, for its editor and for whoever moves deals."""

    id: int
    version: int
    name: str
    name_en: str
    is_active: bool
    auto_advance: bool
    revision: int
    topic_ids: tuple[int, ...]
    deals: int
    """Open ones on the present revision's stages."""
    stages: tuple[StageView, ...]
    behind: tuple[StageBehind, ...]


def rots_before(rot_days: int | None, now: datetime) -> datetime | None:
    """Return since when a deal must stand on a stage to be too long there, by the same rule as crm.deal.is_rotten."""
    return None if rot_days is None else now - timedelta(days=rot_days)


def stay_seconds(starts: Sequence[datetime], now: datetime, *, is_closed: bool) -> list[int]:
    """Return how long each stay lasted that began at `starts`, oldest first; the last one lasts while it is open."""
    ends = [*starts[1:], starts[-1] if is_closed else max(now, starts[-1])] if starts else []
    return [int((end - start).total_seconds()) for start, end in zip(starts, ends, strict=True)]
