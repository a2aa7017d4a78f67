"""The list of leads (R53-R69)."""

from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union

from callbridge.crm.entities.lead import LEAD
from callbridge.crm.operator import Language
from callbridge.store import tables as t
from callbridge.store.lists.binding import Binding, Bound, Join, Search
from callbridge.store.lists.naming import all_words, begins_number, by_number, joined, named, reference
from callbridge.store.reach import within

_lead = t.lead
_line_campaign = t.campaign.alias("line_campaign")
_DICTIONARIES = {
    "product": t.product, "outcome": t.outcome, "campaign": t.campaign, "refusal_reason": t.refusal_reason,
    "project": t.project, "topic": t.sales_topic, "source": t.lead_source, "method": t.contact_method,
}  # fmt: skip

_first_phone = (
    select(t.lead_phone.c.raw)
    .where(t.lead_phone.c.lead_id == _lead.c.id)
    .order_by(t.lead_phone.c.position)
    .limit(1)
    .scalar_subquery()
)


def _organization(language: Language) -> ColumnElement[Any]:
    """R58: the organization's name, picked or typed; of somebody without one that they are a private person."""
    private = "Частное лицо" if language is Language.RU else "Private person"
    name = func.coalesce(t.organization.c.name, _lead.c.organization_text)
    return case((name != "", name), (_lead.c.is_private, literal(private)), else_="")


def _person(_: Language) -> ColumnElement[Any]:
    return func.coalesce(t.person.c.full_name, _lead.c.person_text)


def _search(text: str) -> Search | None:
    """Find leads by the person's or the organization's name, or by a number; a name that only the lead has, not."""
    numbers = by_number(t.lead_phone, "lead_id", text)
    if numbers is not None:
        return Search(of_row=_lead.c.id.in_(numbers), of_all=numbers, is_narrow=True)
    person = all_words(t.person_word, "person_id", _lead.c.person_id, text)
    company = all_words(t.organization_word, "organization_id", _lead.c.organization_id, text)
    if person is None or company is None:
        return None
    found = union(
        select(_lead.c.id).where(_lead.c.person_id.in_(person[1])),
        select(_lead.c.id).where(_lead.c.organization_id.in_(company[1])),
    ).subquery()
    return Search(of_row=or_(and_(*person[0]), and_(*company[0])), of_all=select(found.c.id))


LEADS = Binding(
    entity=LEAD,
    table=_lead,
    fields={
        "at": Bound(value=_lead.c.at, is_nullable=False),
        "phone": Bound(value=_first_phone, begins=begins_number(t.lead_phone, "lead_id", _lead.c.id)),
        "organization": Bound(value=_lead.c.organization_id, name=_organization, name_joins=("organization",)),
        "person": Bound(value=_lead.c.person_id, name=_person, name_joins=("person",)),
        **{name: reference(_lead.c[f"{name}_id"], name, table) for name, table in _DICTIONARIES.items()},
        "line_campaign": reference(_lead.c.line_campaign_id, "line_campaign", _line_campaign),
        "campaign_reason": Bound(value=_lead.c.campaign_reason, is_nullable=False),
        "rating": Bound(
            value=t.outcome.c.rating, joins=("outcome",), through=(_lead.c.outcome_id, t.outcome)
        ),
        "stage": Bound(
            value=t.deal.c.stage_id, joins=("deal",), name=named(t.stage), name_joins=("stage",)
        ),
        "deal": reference(_lead.c.deal_id, "deal", t.deal),
        "content": Bound(value=_lead.c.content, is_nullable=False),
        "owner": Bound(value=_lead.c.owner_id, name=named(t.operator, "full_name"), name_joins=("owner",)),
        "next_contact_at": Bound(value=_lead.c.next_contact_at),
        "is_private": Bound(value=_lead.c.is_private, is_nullable=False),
        "extra": Bound(value=_lead.c.extra, is_nullable=False),
        "page_url": Bound(value=_lead.c.page_url, is_nullable=False),
        "consent": Bound(value=_lead.c.consent, is_nullable=False),
        "removed_at": Bound(value=_lead.c.deleted_at),
        "removal_reason": Bound(value=_lead.c.removal_reason, is_nullable=False),
    },
    joins={
        **{name: joined(table, _lead.c[f"{name}_id"]) for name, table in _DICTIONARIES.items()},
        "line_campaign": joined(_line_campaign, _lead.c.line_campaign_id),
        "person": joined(t.person, _lead.c.person_id),
        "organization": joined(t.organization, _lead.c.organization_id),
        "owner": joined(t.operator, _lead.c.owner_id),
        "deal": joined(t.deal, _lead.c.deal_id),
        "stage": Join(target=t.stage, on=t.stage.c.id == t.deal.c.stage_id, needs=("deal",)),
    },
    kept=_lead.c.deleted_at.is_(None),
    removed="removed_at",
    search=_search,
    leading=frozenset(
        {
            "campaign", "person", "organization", "owner", "outcome", "refusal_reason", "product", "project", "topic",
            "source", "line_campaign",
        }
    ),
    within=partial(within, "lead"),
    version=_lead.c.version,
)  # fmt: skip
