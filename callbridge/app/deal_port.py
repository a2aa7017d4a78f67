"""What readers of boards, of a deal's way and of pipelines need from the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callbridge.crm.deal_contact import DealContactForm, SavedDealContact
from callbridge.crm.deal_views import Board, DealPath, PipelineView
from callbridge.crm.list_query import ListQuery
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.kernel.ids import CallId, OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class DealContactSaving:
    """What one save of a deal's contact is asked to write."""

    key: str
    deal_id: int
    form: DealContactForm
    author: Author
    at: datetime


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


class DealContacts(Protocol):
    """Contacts of deals (R77). Every method is one unit of work and may raise StoreUnavailable."""

    async def saved_contact(
        self, *, key: str, author: Author, deal_id: int, call_id: CallId | None
    ) -> SavedDealContact | None:
        """Return what the author's key saved before, None when nothing; raises Conflict ``record.repeated``."""
        ...

    async def save_contact(self, saving: DealContactSaving) -> SavedDealContact:
        """Write a deal's contact once per key of its author, with all that follows from it.

        Raises NotFound of a deal out of the author's reach, Conflict ``deal.stage_changed`` when it moved on meanwhile,
        and as crm.deal.moved.
        """
        ...


class DealContactCommands(Protocol):
    """What the web asks: saving the contact of a deal."""

    async def save(self, operator: Operator, deal_id: int, key: str, form: DealContactForm) -> SavedDealContact:
        """Validate and write once per `key` (R77); InvalidInput names every wrong field."""
        ...
