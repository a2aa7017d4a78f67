"""Boards and ways as `Deals` of app/deal_port.py promises them; what is on them is the store's to test."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from callbridge.crm.deal_contact import DealContactForm, SavedDealContact
from callbridge.crm.deal_views import Board, DealPath, PipelineView
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import OperatorId


@dataclass
class KeptDeals:
    """One pipeline, 1, without stages, and a deal, 1, on its way; remembers what was asked."""

    asked: list[tuple[ListQuery, int, int | None]] = field(default_factory=list)

    async def board(self, query: ListQuery, pipeline_id: int, revision: int | None) -> Board:
        if pipeline_id != 1:
            raise NotFound("record.not_found", id=pipeline_id)
        self.asked.append((query, pipeline_id, revision))
        return Board(pipeline_id=1, revision=revision or 2, present_revision=2, older=(), columns=())

    async def path(self, deal_id: int, now: datetime, *, reader_id: OperatorId | None = None) -> DealPath:
        if deal_id != 1:
            raise NotFound("record.not_found", id=deal_id)
        return DealPath(pipeline_id=1, revision=2, stages=(), stays=(), is_rotten=False, passed_to=None)

    async def pipelines(self) -> Sequence[PipelineView]:
        pipeline = PipelineView(
            id=1, version=3, name="Основная", name_en="Main", is_active=True, auto_advance=True, revision=2,
            topic_ids=(1,), deals=0, stages=(), behind=(),
        )  # fmt: skip
        return [pipeline]


@dataclass
class FakeDealContacts:
    """Saves what it is given, once a key; a deal that is not 1 is not there."""

    saved: dict[str, DealContactForm] = field(default_factory=dict)

    async def save(self, operator: Operator, deal_id: int, key: str, form: DealContactForm) -> SavedDealContact:
        if deal_id != 1:
            raise NotFound("record.not_found", id=deal_id)
        is_repeat = key in self.saved
        self.saved.setdefault(key, form)
        return SavedDealContact(activity_id=7, deal_id=1, stage_id=form.to_stage_id or 1, is_repeat=is_repeat)
