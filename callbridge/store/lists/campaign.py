"""The list of campaigns with what is derived of each (R6-R22, A1-A4).

What is derived is grouped by campaign before it is joined, each source apart, so that none multiplies another. For the
rows of a page those of their campaigns alone are grouped, by indexes that lead by the campaign; what is only counted is
counted for each of them, which takes a third of the time that grouping the same rows does.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Table,
    and_,
    case,
    distinct,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)

from callbridge.crm.contract import ContractState
from callbridge.crm.dictionary import CampaignState
from callbridge.crm.entities.campaign import CAMPAIGN
from callbridge.store import tables as t
from callbridge.store.folding import words
from callbridge.store.lists.amounts import Product
from callbridge.store.lists.binding import Binding, Bound, Join, OfPage, Search
from callbridge.store.lists.plain import Plain
from callbridge.store.plain_text import PlainText, plain_text
from callbridge.store.reach import within
from callbridge.store.types import Amount

_campaign = t.campaign
_ZERO = literal(Decimal(0), Amount())
_is_signed = and_(t.contract.c.state == ContractState.SIGNED.value, t.contract.c.archived_at.is_(None))
_is_interest, _is_deal = t.lead.c.deleted_at.is_(None), t.deal.c.archived_at.is_(None)
Figure = Callable[[str, str], ColumnElement[Any]]
"""A figure by its source and its name."""
Those = OfPage | None
"""Of which campaigns figures are derived; None is all of them."""


def _meant(campaign: ColumnElement[int], those: Those) -> ColumnElement[Any]:
    return campaign.is_not(None) if those is None else those(campaign)


def _signed(those: Those) -> FromClause:
    """Return the contracts of campaigns: one is its own campaign's or its deal's (R32), and never has both.

    Those of a few campaigns are found apart, because no index knows what is either.
    """
    if those is None:
        either = func.coalesce(t.contract.c.campaign_id, t.deal.c.campaign_id)
        all_of_them = select(either.label("campaign_id"), t.contract.c.amount_base).select_from(
            t.contract.outerjoin(t.deal, t.deal.c.id == t.contract.c.deal_id)
        )
        return all_of_them.where(_is_signed, _meant(either, None)).subquery("signed")
    own = select(t.contract.c.campaign_id, t.contract.c.amount_base).where(
        _is_signed, _meant(t.contract.c.campaign_id, those)
    )
    by_deal = (
        select(t.deal.c.campaign_id, t.contract.c.amount_base)
        .select_from(t.deal.join(t.contract, t.contract.c.deal_id == t.deal.c.id))
        .where(_is_signed, _meant(t.deal.c.campaign_id, those))
    )
    return union_all(own, by_deal).subquery("signed")


def _sources(those: Those) -> dict[str, tuple[FromClause, ColumnElement[bool], dict[str, ColumnElement[Any]]]]:
    """Return where figures come from: rows with their campaign, which of them, and what of them."""
    signed = _signed(those)
    return {
        "labour": (
            t.labour,
            _meant(t.labour.c.campaign_id, those),
            {
                "hours_plan": func.sum(t.labour.c.hours_plan),
                "hours_fact": func.sum(t.labour.c.hours_fact),
                "paid_plan": func.sum(Product(t.labour.c.hours_plan, func.coalesce(t.labour.c.hour_rate, _ZERO))),
                "paid_fact": func.sum(Product(t.labour.c.hours_fact, func.coalesce(t.labour.c.hour_rate, _ZERO))),
            },
        ),
        "costs": (
            t.cost,
            _meant(t.cost.c.campaign_id, those),
            {"cost_plan": func.sum(t.cost.c.plan_base), "cost_fact": func.sum(t.cost.c.fact_base)},
        ),
        "interests": (t.lead, and_(_is_interest, _meant(t.lead.c.campaign_id, those)), {"interests": func.count()}),
        "people": (t.lead, and_(_is_interest, _meant(t.lead.c.campaign_id, those)), {"people": _people()}),
        "deals": (t.deal, and_(_is_deal, _meant(t.deal.c.campaign_id, those)), {"deals": func.count()}),
        "contracts": (signed, true(), {"contracts": func.count(), "revenue": func.sum(signed.c.amount_base)}),
    }


def _people() -> ColumnElement[int]:
    """A3: repeated calls of one person are one of these."""
    return func.count(distinct(t.lead.c.person_id))


def _grouped(those: Those) -> dict[str, FromClause]:
    return {
        name: select(source.c.campaign_id, *(figure.label(called) for called, figure in figures.items()))
        .where(kept)
        .group_by(source.c.campaign_id)
        .subquery(f"{name}_of")
        for name, (source, kept, figures) in _sources(those).items()
    }


def _counted(source: Table, kept: ColumnElement[bool], count: ColumnElement[int] | None = None) -> Bound:
    """Return the place of a count of one campaign's rows."""
    rows = (
        select(func.count() if count is None else count)
        .select_from(source)
        .where(kept, source.c.campaign_id == _campaign.c.id)
    )
    return Bound(value=rows.correlate(_campaign).scalar_subquery(), is_nullable=False)


def _or_none(figure: ColumnElement[Any]) -> ColumnElement[Any]:
    zero = _ZERO if isinstance(figure.type, Amount) else literal(0)
    return func.coalesce(figure, zero)


_is_planned = _campaign.c.state == CampaignState.PREPARING.value


def _labour(of: Figure) -> ColumnElement[Any]:
    """A1: as planned while the campaign is prepared, as it was afterwards."""
    return type_coerce(case((_is_planned, of("labour", "hours_plan")), else_=of("labour", "hours_fact")), Amount())


def _cost(of: Figure, when: str) -> ColumnElement[Any]:
    """A2: with the labour where the campaign says so."""
    money, paid = of("costs", f"cost_{when}"), of("labour", f"paid_{when}")
    return type_coerce(case((_campaign.c.cost_includes_labour, money + paid), else_=money), Amount())


def _derived(value: ColumnElement[Any], *joins: str) -> Bound:
    return Bound(value=value, joins=joins, is_nullable=False)


def _search(text: str) -> Search | None:
    """Find campaigns by the beginnings of words of their name: they are few, so all are looked at."""
    asked = words(text)
    if not asked:
        return None
    name = PlainText(_campaign.c.name)
    fits = and_(*(or_(name.like(f"{plain_text(word)}%"), name.like(f"% {plain_text(word)}%")) for word in asked))
    return Search(of_row=fits, of_all=select(_campaign.c.id).where(fits))


def _binding(those: Those = None) -> Binding:
    grouped = _grouped(those)

    def of(source: str, figure: str) -> ColumnElement[Any]:
        return _or_none(grouped[source].c[figure])

    counted = {
        name: _derived(of(source, name), source)
        for name, source in (
            ("hours_plan", "labour"), ("hours_fact", "labour"), ("interests", "interests"), ("people", "people"),
            ("deals", "deals"), ("contracts", "contracts"), ("revenue", "contracts"),
        )
    }  # fmt: skip
    if those is not None:
        counted["interests"] = _counted(t.lead, _is_interest)
        counted["people"] = _counted(t.lead, _is_interest, _people())
        counted["deals"] = _counted(t.deal, _is_deal)
    plain = Plain(
        CAMPAIGN,
        _campaign,
        own={
            "labour_hours": _derived(_labour(of), "labour"),
            "cost_plan": _derived(_cost(of, "plan"), "costs", "labour"),
            "cost_fact": _derived(_cost(of, "fact"), "costs", "labour"),
            **counted,
        },
        joins={name: Join(target=made, on=made.c.campaign_id == _campaign.c.id) for name, made in grouped.items()},
    )
    return Binding(
        entity=CAMPAIGN,
        table=_campaign,
        fields=plain.fields,
        joins=plain.joins,
        search=_search,
        within=partial(within, "campaign"),
        version=_campaign.c.version,
        of_page=_binding,
    )


CAMPAIGNS = _binding()
