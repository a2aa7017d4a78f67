"""Gathers the dossier of an event (R9, R51) and writes down who took it. Implements `services.DossierCommands`."""

from collections.abc import Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from callbridge.app.file_port import Attachments
from callbridge.app.ports import AuditTrail, Lists
from callbridge.crm.audit import AuditNote
from callbridge.crm.dossier import (
    MAX_ROWS,
    SECTIONS,
    TAKEN,
    Dossier,
    DossierSection,
    InterviewSummary,
    MailingSummary,
)
from callbridge.crm.entities import LISTED
from callbridge.crm.entity import Entity
from callbridge.crm.list_filter import ID, Condition, Filter, Test
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import NotFound

CAMPAIGN = "campaign"


class Outreach(Protocol):
    """What went out for an event and came back. Methods may raise StoreUnavailable."""

    async def mailings(self, campaign_id: int, limit: int) -> Sequence[MailingSummary]:
        """Return the event's mailings, oldest first."""
        ...

    async def interviews(self, campaign_id: int, limit: int) -> Sequence[InterviewSummary]:
        """Return the event's interviews, oldest first."""
        ...


class DossierDesk:
    """Reads what the role may see, a list at a time: cards come between."""

    def __init__(
        self, *, lists: Lists, attachments: Attachments, outreach: Outreach, audit: AuditTrail, clock: Clock
    ) -> None:
        self._lists = lists
        self._attachments = attachments
        self._outreach = outreach
        self._audit = audit
        self._clock = clock

    async def gather(self, operator: Operator, campaign_id: int) -> Dossier:
        """Return everything of an event; raises NotFound, Forbidden. It is in the audit trail before it is gathered."""
        reader = Reader(
            role=operator.role,
            language=operator.language,
            zone=ZoneInfo(operator.time_zone),
            now=self._clock.now(),
            operator_id=operator.id,
        )
        campaign = LISTED[CAMPAIGN].for_reader(operator.role)
        is_it = Condition(field=ID.id, test=Test.EQ, values=(campaign_id,))
        found = await self._lists.page(_query(campaign, is_it, reader), None, 1)
        if not found.rows:
            raise NotFound("record.not_found", id=campaign_id)
        await self._audit.note(
            AuditNote(
                at=reader.now,
                operator_id=operator.id,
                action=TAKEN,
                entity=CAMPAIGN,
                entity_id=str(campaign_id),
            )
        )
        kinds = [LISTED[name] for name in SECTIONS if LISTED[name].is_read_by(operator.role)]
        return Dossier(
            campaign=found.rows[0],
            sections=[await self._section(kind, campaign_id, reader) for kind in kinds],
            files=(await self._attachments.of_record(CAMPAIGN, campaign_id, Author.of(operator)))[:MAX_ROWS],
            mailings=await self._outreach.mailings(campaign_id, MAX_ROWS),
            interviews=await self._outreach.interviews(campaign_id, MAX_ROWS),
            reader=reader,
            made_by=operator.full_name,
        )

    async def _section(self, kind: Entity, campaign_id: int, reader: Reader) -> DossierSection:
        query = _query(kind, Condition(field=CAMPAIGN, test=Test.EQ, values=(campaign_id,)), reader)
        page = await self._lists.page(query, None, MAX_ROWS)
        return DossierSection(entity=kind, rows=page.rows, totals=await self._lists.totals(query))


def _query(kind: Entity, wanted: Filter, reader: Reader) -> ListQuery:
    return ListQuery(entity=kind, order=read_order("", kind, reader.role), reader=reader, filter=wanted)
