"""The lists of the kinds of record that need little beside their tables: contracts, tasks, dictionaries …"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, case, false, func, literal, or_, select, true, type_coerce

from callbridge.crm.deal import DealState
from callbridge.crm.entities import ENTITIES, LISTED
from callbridge.crm.entities.dictionaries import DICTIONARIES
from callbridge.crm.entities.fields import ARCHIVED_AT
from callbridge.crm.entity import Field, FieldKind
from callbridge.crm.mailing import RecipientState
from callbridge.store import tables as t
from callbridge.store.folding import words
from callbridge.store.kept_contacts import is_kept
from callbridge.store.lists.amounts import Percentage
from callbridge.store.lists.binding import Binding, Bound, Join, Search, Where
from callbridge.store.lists.call_round import round_fields
from callbridge.store.lists.directory import ORGANIZATIONS, PERSONS
from callbridge.store.lists.naming import all_words, begins_word
from callbridge.store.lists.plain import Plain
from callbridge.store.lists.task import task_fields
from callbridge.store.plain_text import PlainText, plain_text
from callbridge.store.reach import within
from callbridge.store.types import Amount

_KEPT = {"activity": is_kept(t.activity)}


def _binding(
    name: str, table: Table, *, plain: Plain | None = None, search: Callable[[str], Search | None] | None = None
) -> Binding:
    """Return the list of a kind whose table says whose a row is and whether it was put away."""
    entity = LISTED[name]
    found = plain or Plain(entity, table)
    called = entity.field(entity.name_field)
    return Binding(
        entity=entity,
        table=table,
        fields=found.fields,
        joins=found.joins,
        kept=_KEPT[name] if name in _KEPT else table.c.archived_at.is_(None) if "archived_at" in table.c else None,
        removed=ARCHIVED_AT if ARCHIVED_AT in table.c else "",
        search=search or (_search_of(table, called) if called is not None else None),
        within=partial(within, name),
        version=table.c.version if "version" in table.c else None,
    )


class _Words:
    """Finds rows by the beginnings of words of what they are called."""

    def __init__(self, table: Table, column: str) -> None:
        self._id = table.c.id
        self._text = PlainText(table.c[column])

    def __call__(self, text: str) -> Search | None:
        asked = [plain_text(word) for word in words(text)]
        if not asked:
            return None
        fits = and_(*(or_(self._text.like(f"{word}%"), self._text.like(f"% {word}%")) for word in asked))
        return Search(of_row=fits, of_all=select(self._id).where(fits))


Find = Callable[[str], Search | None]
_BY_RECORD: Mapping[str, Find | None] = {
    "person": PERSONS.search,
    "organization": ORGANIZATIONS.search,
    "employee": _Words(t.employee, "full_name"),
}


def _search_of(table: Table, called: Field) -> Find | None:
    """Return how rows are found by what they are called: by its words, or as the record that they are called by is."""
    if called.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        return _Words(table, called.id)
    return _by_record(table.c[f"{called.id}_id"], called.record) if called.record else None


def _by_record(column: Column[Any], kind: str) -> Find | None:
    find = _BY_RECORD.get(kind)
    return None if find is None else partial(_found_by_record, column, find)


def _found_by_record(column: Column[Any], find: Find, text: str) -> Search | None:
    """Find rows as the records that their `column` names are found."""
    found = find(text)
    if found is None:
        return None
    of_row = column.in_(found.of_all)
    return Search(of_row=of_row, of_all=select(column.table.c.id).where(of_row), is_narrow=found.is_narrow)


def _dialled(text: str) -> Search:
    """Find numbers of events by any digits of theirs: they are few."""
    digits = "".join(letter for letter in text if letter.isdecimal())
    of_row = t.campaign_number.c.did_e164.contains(digits) if digits else false()
    return Search(of_row=of_row, of_all=select(t.campaign_number.c.id).where(of_row))


def _deals() -> Binding:
    """Return the list of deals with their forecast (R122) and the next contact planned in each (R123)."""
    planned = (
        select(func.min(t.activity.c.at))
        .where(t.activity.c.deal_id == t.deal.c.id, t.activity.c.kind == "next_contact", t.activity.c.done_at.is_(None))
        .correlate(t.deal)
        .scalar_subquery()
    )
    own = {"next_at": Bound(value=planned), "forecast": Bound(value=t.deal.c.amount_base)}
    plain = Plain(ENTITIES["deal"], t.deal, own=own)
    stage = plain.joins["stage"].target
    weighted = type_coerce(
        case(
            (t.deal.c.state == DealState.WON.value, t.deal.c.amount_base),
            (t.deal.c.state == DealState.LOST.value, literal(Decimal(0), Amount())),
            else_=weighed(stage.c.probability),
        ),
        Amount(),
    )
    plain.fields["forecast"] = Bound(value=weighted, joins=("stage",), is_nullable=False)
    plain.fields["name"] = replace(plain.fields["name"], contains=begins_word(t.deal_word, "deal_id", t.deal.c.id))
    return _binding("deal", t.deal, plain=plain, search=_named_deals)


def weighed(of_stage: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what an open deal is likely to bring (R122): its own probability goes before its stage's."""
    return Percentage(t.deal.c.amount_base, func.coalesce(t.deal.c.probability, of_stage))


def _named_deals(text: str) -> Search | None:
    """Find deals by an index of their words: there are many, and their names are long."""
    found = all_words(t.deal_word, "deal_id", t.deal.c.id, text)
    return None if found is None else Search(of_row=and_(*found[0]), of_all=found[1])


def _contracts() -> Binding:
    """Return the list of contracts: one of a deal is its deal's campaign's (R32)."""
    deal = t.deal.alias("deal_it_ends")
    joins = {"deal_it_ends": Join(target=deal, on=deal.c.id == t.contract.c.deal_id)}
    entity = ENTITIES["contract"]
    plain = Plain(entity, t.contract, own={"campaign": Bound(value=t.contract.c.campaign_id)}, joins=joins)
    of = func.coalesce(t.contract.c.campaign_id, deal.c.campaign_id)
    campaign = plain.record("campaign", "campaign", of, needs=("deal_it_ends",))
    plain.fields["campaign"] = replace(campaign, names_any=_of_campaigns)
    return _binding("contract", t.contract, plain=plain)


def _of_campaigns(ids: Sequence[int]) -> Where:
    """Say whether a contract is any of these campaigns': its own and its deals' are each found by an index."""

    def named(column: Column[Any]) -> Where:
        return column.in_([literal(one) for one in ids]) if ids else true()

    own, deal_id, deals = t.contract.c.campaign_id, t.contract.c.deal_id, t.deal.c
    theirs = select(deals.id).where(deals.campaign_id.is_not(None), named(deals.campaign_id))
    return or_(and_(own.is_not(None), named(own)), and_(deal_id.is_not(None), deal_id.in_(theirs)))


def _numbers() -> Binding:
    own = {"did": Bound(value=t.campaign_number.c.did_e164, is_nullable=False)}
    plain = Plain(ENTITIES["number"], t.campaign_number, own=own)
    return _binding("number", t.campaign_number, plain=plain, search=_dialled)


def _mailings() -> Binding:
    """Return the list of mailings with what became of their letters."""
    of = t.mailing_recipient
    counted = select(func.count()).where(of.c.mailing_id == t.mailing.c.id)

    def figure(*states: RecipientState) -> Bound:
        wanted = or_(*(of.c.state == state.value for state in states)) if states else true()
        return Bound(value=counted.where(wanted).correlate(t.mailing).scalar_subquery(), is_nullable=False)

    own = {
        "recipients": figure(),
        "sent": figure(RecipientState.SENT, RecipientState.DELIVERED),
        "failed": figure(RecipientState.FAILED, RecipientState.BOUNCED, RecipientState.UNCERTAIN),
    }
    return _binding("mailing", t.mailing, plain=Plain(ENTITIES["mailing"], t.mailing, own=own))


KINDS = (
    _deals(),
    _contracts(),
    *(
        _binding(name, t.metadata.tables[name])
        for name in ("contact_point", "activity", "interview", "participant", "supplier", "labour", "cost", "employee")
    ),
    _binding("task", t.task, plain=task_fields()),
    _numbers(),
    _mailings(),
    _binding("mailing_recipient", t.mailing_recipient, search=_Words(t.mailing_recipient, "address")),
    _binding("interview_response", t.interview_response, search=_by_record(t.interview_response.c.person_id, "person")),
    _binding("call_round", t.call_round, plain=round_fields()),
    _binding("call_round_entry", t.call_round_entry),
    _binding("status_period", t.status_period),
    _binding("mailing_template", t.mailing_template),
    *(_binding(entity.id, t.metadata.tables[entity.id]) for entity in DICTIONARIES),
)
