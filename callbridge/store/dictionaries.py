"""What the card chooses from, read whole."""

from typing import Any

from sqlalchemy import Select, Table, case, func, select

from callbridge.crm.dictionary import (
    Campaign,
    CampaignState,
    Dictionaries,
    Entry,
    OutcomeEntry,
    ReasonRule,
    Source,
    SourceKind,
)
from callbridge.crm.interest import Rating
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx


def _ordered(table: Table) -> Prepared:
    return Prepared(select(table).order_by(table.c.position, table.c.id))


_METHODS = _ordered(t.contact_method)
_TOPICS = _ordered(t.sales_topic)
_SOURCES = _ordered(t.lead_source)
_PRODUCTS = _ordered(t.product)
_PROJECTS = _ordered(t.project)
_OUTCOMES = _ordered(t.outcome)
_REASONS = _ordered(t.refusal_reason)
_PAUSES = _ordered(t.pause_reason)


def _campaigns() -> Select[Any]:
    """A11: running first, then preparing, then the past, each newest first."""
    campaign = t.campaign
    leads = (
        select(func.count())
        .select_from(t.lead)
        .where(t.lead.c.campaign_id == campaign.c.id, t.lead.c.deleted_at.is_(None))
        .scalar_subquery()
    )
    rank = case(
        (campaign.c.state == CampaignState.RUNNING.value, 0),
        (campaign.c.state == CampaignState.PREPARING.value, 1),
        (campaign.c.state == CampaignState.DONE.value, 2),
        else_=3,
    )
    return select(campaign, leads.label("leads")).order_by(
        rank, campaign.c.date_from.desc().nulls_last(), campaign.c.id.desc()
    )


_CAMPAIGNS = Prepared(_campaigns())
_NUMBERS = Prepared(
    select(t.campaign_number.c.campaign_id, t.campaign_number.c.did_e164).order_by(
        t.campaign_number.c.campaign_id, t.campaign_number.c.id
    )
)


def dictionaries(tx: Tx) -> Dictionaries:
    """Return all of them in the order they are offered, inactive rows too (older interests name them)."""
    return Dictionaries(
        methods=_entries(tx, _METHODS),
        topics=_entries(tx, _TOPICS),
        sources=tuple(
            Source(id=row.id, name=row.name, kind=SourceKind(row.kind), name_en=row.name_en, is_active=row.is_active)
            for row in tx.rows(_SOURCES)
        ),
        campaigns=_campaign_rows(tx),
        products=_entries(tx, _PRODUCTS),
        projects=_entries(tx, _PROJECTS),
        outcomes=tuple(
            OutcomeEntry(
                id=row.id,
                name=row.name,
                rating=Rating(row.rating),
                reason_rule=ReasonRule(row.reason_rule),
                name_en=row.name_en,
                new_deal=row.new_deal,
                is_active=row.is_active,
            )
            for row in tx.rows(_OUTCOMES)
        ),
        refusal_reasons=_entries(tx, _REASONS),
        pause_reasons=_entries(tx, _PAUSES),
    )


def _entries(tx: Tx, statement: Prepared) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            id=row.id,
            name=row.name,
            name_en=row.name_en,
            code=getattr(row, "code", ""),
            parent_id=getattr(row, "parent_id", None),
            is_active=row.is_active,
        )
        for row in tx.rows(statement)
    )


def _campaign_rows(tx: Tx) -> tuple[Campaign, ...]:
    dids: dict[int, list[str]] = {}
    for row in tx.rows(_NUMBERS):
        dids.setdefault(row.campaign_id, []).append(row.did_e164)
    return tuple(
        Campaign(
            id=row.id,
            name=row.name,
            state=CampaignState(row.state),
            dids=tuple(dict.fromkeys(dids.get(row.id, ()))),
            date_from=row.date_from,
            date_to=row.date_to,
            leads=row.leads,
        )
        for row in tx.rows(_CAMPAIGNS)
    )
