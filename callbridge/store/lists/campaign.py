"""The list of campaigns with what is derived of each (R6-R22, A1-A4).

What is derived is grouped by campaign before it is joined, each source apart, so that none multiplies another; the few
rows of a page sum theirs alone, by indexes that lead by the campaign.
"""

from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, or_, select, type_coerce

from callbridge.crm.contract import ContractState
from callbridge.crm.dictionary import CampaignState
from callbridge.crm.entities.campaign import CAMPAIGN
from callbridge.store import tables as t
from callbridge.store.folding import words
from callbridge.store.lists.amounts import Product
from callbridge.store.lists.binding import Binding, Bound, Join, Search
from callbridge.store.lists.plain import Plain
from callbridge.store.plain_text import PlainText, plain_text
from callbridge.store.reach import within
from callbridge.store.types import Amount

_campaign = t.campaign
_ZERO = literal(Decimal(0), Amount())
_their_deal = t.deal.alias("their_deal")
_contract_campaign = func.coalesce(t.contract.c.campaign_id, _their_deal.c.campaign_id)

_SOURCES: dict[str, tuple[Any, ColumnElement[Any], ColumnElement[bool], dict[str, ColumnElement[Any]]]] = {
    # where from, the campaign, which rows, and what of them
    "labour": (
        t.labour,
        t.labour.c.campaign_id,
        t.labour.c.campaign_id.is_not(None),
        {
            "hours_plan": func.sum(t.labour.c.hours_plan),
            "hours_fact": func.sum(t.labour.c.hours_fact),
            "paid_plan": func.sum(Product(t.labour.c.hours_plan, func.coalesce(t.labour.c.hour_rate, _ZERO))),
            "paid_fact": func.sum(Product(t.labour.c.hours_fact, func.coalesce(t.labour.c.hour_rate, _ZERO))),
        },
    ),
    "costs": (
        t.cost,
        t.cost.c.campaign_id,
        t.cost.c.campaign_id.is_not(None),
        {"cost_plan": func.sum(t.cost.c.plan_base), "cost_fact": func.sum(t.cost.c.fact_base)},
    ),
    "interests": (
        t.lead,
        t.lead.c.campaign_id,
        and_(t.lead.c.deleted_at.is_(None), t.lead.c.campaign_id.is_not(None)),
        {"interests": func.count()},
    ),
    "deals": (
        t.deal,
        t.deal.c.campaign_id,
        and_(t.deal.c.archived_at.is_(None), t.deal.c.campaign_id.is_not(None)),
        {"deals": func.count()},
    ),
    "contracts": (
        t.contract.outerjoin(_their_deal, _their_deal.c.id == t.contract.c.deal_id),
        _contract_campaign,
        and_(
            t.contract.c.state == ContractState.SIGNED.value,
            t.contract.c.archived_at.is_(None),
            _contract_campaign.is_not(None),
        ),
        {"contracts": func.count(), "revenue": func.sum(t.contract.c.amount_base)},
    ),
}
"""A contract is its own campaign's or its deal's (R32)."""


def _grouped(name: str) -> FromClause:
    source, campaign, kept, figures = _SOURCES[name]
    columns = [figure.label(figure_name) for figure_name, figure in figures.items()]
    grouped: Select[Any] = select(campaign.label("campaign_id"), *columns).select_from(source).where(kept)
    return grouped.group_by(campaign).subquery(f"{name}_of")


_GROUPED = {name: _grouped(name) for name in _SOURCES}


def _of_all(name: str, figure: str) -> ColumnElement[Any]:
    """Return a figure from its source grouped for every campaign."""
    return _or_none(_GROUPED[name].c[figure])


def _of_one(name: str, figure: str) -> ColumnElement[Any]:
    """Return the same figure summed for the row's own campaign."""
    source, campaign, kept, figures = _SOURCES[name]
    own = select(figures[figure]).select_from(source).where(kept, campaign == _campaign.c.id)
    return _or_none(own.correlate(_campaign).scalar_subquery())


def _or_none(figure: ColumnElement[Any]) -> ColumnElement[Any]:
    zero = _ZERO if isinstance(figure.type, Amount) else literal(0)
    return func.coalesce(figure, zero)


_is_planned = _campaign.c.state == CampaignState.PREPARING.value


def _labour(of: Any) -> ColumnElement[Any]:
    """A1: as planned while the campaign is prepared, as it was afterwards."""
    return type_coerce(case((_is_planned, of("labour", "hours_plan")), else_=of("labour", "hours_fact")), Amount())


def _cost(of: Any, when: str) -> ColumnElement[Any]:
    """A2: with the labour where the campaign says so."""
    money, paid = of("costs", f"cost_{when}"), of("labour", f"paid_{when}")
    return type_coerce(case((_campaign.c.cost_includes_labour, money + paid), else_=money), Amount())


def _figure(of_all: ColumnElement[Any], of_one: ColumnElement[Any], *joins: str) -> Bound:
    return Bound(value=of_all, joins=joins, shown=of_one, is_nullable=False)


def _search(text: str) -> Search | None:
    """Find campaigns by the beginnings of words of their name: they are few, so all are looked at."""
    asked = words(text)
    if not asked:
        return None
    name = PlainText(_campaign.c.name)
    fits = and_(*(or_(name.like(f"{plain_text(word)}%"), name.like(f"% {plain_text(word)}%")) for word in asked))
    return Search(of_row=fits, of_all=select(_campaign.c.id).where(fits))


_plain = Plain(
    CAMPAIGN,
    _campaign,
    own={
        "labour_hours": _figure(_labour(_of_all), _labour(_of_one), "labour"),
        "cost_plan": _figure(_cost(_of_all, "plan"), _cost(_of_one, "plan"), "costs", "labour"),
        "cost_fact": _figure(_cost(_of_all, "fact"), _cost(_of_one, "fact"), "costs", "labour"),
        **{
            name: _figure(_of_all(source, name), _of_one(source, name), source)
            for name, source in {
                "interests": "interests", "deals": "deals", "contracts": "contracts", "revenue": "contracts",
            }.items()
        },
    },
    joins={name: Join(target=made, on=made.c.campaign_id == _campaign.c.id) for name, made in _GROUPED.items()},
)  # fmt: skip

CAMPAIGNS = Binding(
    entity=CAMPAIGN,
    table=_campaign,
    fields=_plain.fields,
    joins=_plain.joins,
    search=_search,
    within=partial(within, "campaign"),
    version=_campaign.c.version,
)
