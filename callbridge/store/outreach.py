"""Mailings and interviews of an event, summed. Implements `Outreach` of app/dossier.py."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, case, func, or_, select

from callbridge.crm.dossier import InterviewSummary, MailingSummary
from callbridge.store import tables as t
from callbridge.store.database import Database
from callbridge.store.statement import Prepared

_recipient = t.mailing_recipient


def _of_mailing(*states: str) -> ColumnElement[Any]:
    is_one = or_(*(_recipient.c.state == state for state in states))
    return func.coalesce(func.sum(case((is_one, 1), else_=0)), 0)


def _count(table: Table) -> ColumnElement[Any]:
    return select(func.count()).where(table.c.interview_id == t.interview.c.id).correlate(t.interview).scalar_subquery()


_MAILINGS = Prepared(
    select(
        t.mailing.c.name,
        t.mailing.c.channel,
        t.mailing.c.state,
        t.mailing.c.started_at,
        t.mailing.c.finished_at,
        func.count(_recipient.c.id).label("recipients"),
        _of_mailing("sent", "delivered").label("sent"),
        _of_mailing("delivered").label("delivered"),
        _of_mailing("bounced", "failed").label("problems"),
    )
    .select_from(t.mailing.outerjoin(_recipient, _recipient.c.mailing_id == t.mailing.c.id))
    .where(t.mailing.c.campaign_id == bindparam("campaign_id"), t.mailing.c.archived_at.is_(None))
    .group_by(t.mailing.c.id)
    .order_by(t.mailing.c.id)
    .limit(bindparam("limit"))
)
_INTERVIEWS = Prepared(
    select(
        t.interview.c.name,
        t.interview.c.kind,
        t.interview.c.is_open,
        _count(t.interview_question).label("questions"),
        _count(t.interview_response).label("responses"),
    )
    .where(t.interview.c.campaign_id == bindparam("campaign_id"), t.interview.c.archived_at.is_(None))
    .order_by(t.interview.c.id)
    .limit(bindparam("limit"))
)


class SqlOutreach:
    """What went out and came back, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mailings(self, campaign_id: int, limit: int) -> Sequence[MailingSummary]:
        """Return the mailings of an event."""
        return await self._database.read(
            lambda tx: [
                MailingSummary(**row._asdict()) for row in tx.rows(_MAILINGS, campaign_id=campaign_id, limit=limit)
            ]
        )

    async def interviews(self, campaign_id: int, limit: int) -> Sequence[InterviewSummary]:
        """Return the interviews of an event."""
        return await self._database.read(
            lambda tx: [
                InterviewSummary(**row._asdict()) for row in tx.rows(_INTERVIEWS, campaign_id=campaign_id, limit=limit)
            ]
        )
