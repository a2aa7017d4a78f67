"""What readers of boards, of a deal's way and of pipelines need from the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.deal_views import Board, DealPath, PipelineView
from callbridge.crm.list_query import ListQuery
from callbridge.kernel.ids import OperatorId


class Deals(Protocol):
    """Deals as their stages show them. Every method is one unit of work and may raise StoreUnavailable."""

    async def board(self, query: ListQuery, pipeline_id: int, revision: int | None) -> Board:
        """Return a revision of a pipeline, None its present one, with what of the list of deals stands on each stage.

        Raises NotFound.
        """
        ...

    async def path(self, deal_id: int, now: datetime, *, reader_id: OperatorId | None) -> DealPath:
        """Return the stages of a deal and its way through them; raises NotFound."""
        ...

    async def pipelines(self) -> Sequence[PipelineView]:
        """Return every pipeline in its place."""
        ...
