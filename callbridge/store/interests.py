"""Saving an interest card (R116, A14): one transaction, once per key, no second person of the same number and name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from callbridge.crm.contact_made import contact_made, next_contact
from callbridge.crm.incoming_lead import Arrival
from callbridge.crm.interest import InterestForm, SavedInterest
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.arrivals import HAD, again, brought_interest, note_arrival, person_of_arrival, provenance
from callbridge.store.corrections import note_correction
from callbridge.store.deals import deal_of_lead
from callbridge.store.directory import add_person, add_phones
from callbridge.store.drafts import delete_draft
from callbridge.store.folding import fold
from callbridge.store.follow_ups import remind_of
from callbridge.store.lead_phones import put_phones_first, write_phones
from callbridge.store.lead_results import GivenResult, awaiting, give_result, given_result
from callbridge.store.number_key import number_key
from callbridge.store.outbox import tell_of_lead
from callbridge.store.parties import touched
from callbridge.store.rounds.reaching import interest_of_entry
from callbridge.store.script_rows import keep_answers
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_FORM_COLUMNS = (
    "at", "method_id", "extra", "organization_id", "organization_text", "is_private", "person_text", "topic_id",
    "source_id", "campaign_id", "product_id", "project_id", "content", "outcome_id", "refusal_reason_id", "new_deal",
    "next_contact_at", "remind", "next_method_id", "call_id", "campaign_reason",
)  # fmt: skip
_SAVED = Prepared(
    select(*HAD).where(t.lead.c.owner_id == bindparam("owner_id"), t.lead.c.idempotency_key == bindparam("key"))
)
_INSERT_LEAD = Prepared(
    insert(t.lead).returning(t.lead.c.id),
    columns=(
        *_FORM_COLUMNS,
        "owner_id",
        "idempotency_key",
        "person_id",
        "line_campaign_id",
        "saved_at",
        "channel",
        "page_url",
        "consent",
    ),
)
_INSERT_ACTIVITY = Prepared(
    insert(t.activity).returning(t.activity.c.id),
    columns=(
        "kind", "at", "done_at", "method_id", "person_id", "organization_id", "campaign_id", "lead_id", "call_id",
        "owner_id", "outcome_id", "content", "created_at",
    ),
)  # fmt: skip
_OF_DEAL = Prepared(
    update(t.activity).where(t.activity.c.lead_id == bindparam("lead")).values(deal_id=bindparam("deal"))
)
_PERSON = Prepared(select(t.person.c.id, t.person.c.organization_id).where(t.person.c.id == bindparam("id")))
_ORGANIZATION = Prepared(select(t.organization.c.id).where(t.organization.c.id == bindparam("id")))
_point = t.contact_point
_NAMESAKE_BY_NUMBER = Prepared(
    select(_point.c.person_id)
    .select_from(_point.join(t.person, t.person.c.id == _point.c.person_id))
    .where(
        _point.c.number_key == bindparam("number_key"),
        or_(_point.c.extension == bindparam("extension"), _point.c.extension == "", bindparam("extension") == ""),
        t.person.c.folded_name == bindparam("folded_name"),
    )
    .order_by(_point.c.person_id)
    .limit(1)
)
_NAMESAKE_IN_ORGANIZATION = Prepared(
    select(t.person.c.id)
    .where(
        t.person.c.organization_id == bindparam("organization_id"),
        t.person.c.folded_name == bindparam("folded_name"),
    )
    .order_by(t.person.c.id)
    .limit(1)
)
_OTHERS_ON_NUMBER = Prepared(
    select(_point.c.id)
    .where(
        _point.c.number_key == bindparam("number_key"),
        _point.c.extension == bindparam("extension"),
        _point.c.person_id != bindparam("person_id"),
    )
    .limit(1)
)
_MARK_SHARED = Prepared(
    update(_point)
    .where(_point.c.number_key == bindparam("key"), _point.c.extension == bindparam("ext"))
    .values(is_shared=True)
)
_JOIN_ORGANIZATION = Prepared(
    update(t.person)
    .where(t.person.c.id == bindparam("id"), t.person.c.organization_id.is_(None))
    .values(organization_id=bindparam("organization"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What one save is asked to write."""

    key: str
    form: InterestForm
    numbers: Sequence[PhoneNumber]
    owner_id: OperatorId
    private_sales: bool
    at: datetime
    arrival: Arrival | None = None
    """Set when a program brings it: `owner_id` is then who let the program in."""
    line_campaign_id: CampaignId | None = None
    """The event that the dialled number is of."""


def save_interest(tx: Tx, saving: Saving) -> SavedInterest:
    """Write lead, person, contact points, activities, reminder and deal (R115); a key saved before writes nothing."""
    # People save a few cards a minute: one at a time is soon enough, and two operators typing the same new caller
    # cannot make two people of them.
    tx.serialize("save interest")
    form = saving.form
    saved = _saved(tx, saving)
    if saved is not None:
        return saved
    if form.organization_id is not None and tx.row(_ORGANIZATION, id=form.organization_id) is None:
        raise NotFound("organization.not_found", id=form.organization_id)
    awaited = None if form.lead_id is None else awaiting(tx, form.lead_id)
    person_id = _person(tx, saving)
    lead_id = _lead(tx, saving, person_id, awaited)
    keep_answers(tx, lead_id, form.script, saving.at)
    _activities(tx, saving, lead_id, person_id)
    if saving.arrival is not None:
        note_arrival(tx, saving.arrival.sender, lead_id, saving.at)
    note_correction(tx, lead_id, form, saving.line_campaign_id, by=saving.owner_id, at=saving.at)
    if form.campaign_id is not None:
        touched(tx, form.campaign_id, person_id, kind="lead", ref_key=str(lead_id), at=form.at)
    deal_id = None
    interest_of_entry(tx, form, lead_id, person_id, saving.owner_id, saving.at)
    if form.new_deal:
        deal_id = deal_of_lead(tx, lead_id, form, person_id, saving.owner_id, saving.at)
        tx.execute(_OF_DEAL, lead=lead_id, deal=deal_id)
    found = {"person_id": person_id, "deal_id": deal_id, "line_campaign_id": saving.line_campaign_id}
    if form.lead_id is None:
        tell_of_lead(tx, lead_id, form, found, saving.at)
    _delete_drafts(tx, saving.owner_id, saving.key, form.call_id)
    return SavedInterest(
        lead_id=lead_id, person_id=person_id, organization_id=form.organization_id, is_repeat=False, deal_id=deal_id
    )


def saved_interest(tx: Tx, owner_id: OperatorId, key: str, call_id: CallId | None) -> SavedInterest | None:
    """Return what the owner's key saved before, and let go of its draft again; None when it saved nothing."""
    saved = tx.row(_SAVED, owner_id=owner_id, key=key) or given_result(tx, owner_id, key)
    if saved is None:
        return None
    _delete_drafts(tx, owner_id, key, call_id)
    return again(saved)


def _saved(tx: Tx, saving: Saving) -> SavedInterest | None:
    if saving.arrival is not None:
        return brought_interest(tx, saving.arrival.sender.channel, saving.key)
    return saved_interest(tx, saving.owner_id, saving.key, saving.form.call_id)


def _person(tx: Tx, saving: Saving) -> PersonId | None:
    """Return the person of the card, written when new; None when the card names nobody."""
    form = saving.form
    name = " ".join(form.person_text.split())
    if form.person_id is not None:
        if tx.row(_PERSON, id=form.person_id) is None:
            raise NotFound("person.not_found", id=form.person_id)
        person_id = form.person_id
    elif saving.arrival is not None:
        is_private = form.is_private or saving.private_sales
        address = saving.arrival.address
        told = person_of_arrival(tx, name, saving.numbers, address=address, at=saving.at, is_private=is_private)
        if told is None:
            return None
        person_id = told
    elif name:
        known = _namesake(tx, fold(name), saving.numbers, form.organization_id)
        person_id = known or add_person(tx, name, at=saving.at, is_private=form.is_private or saving.private_sales)
    else:
        return None
    if form.organization_id is not None:
        tx.execute(_JOIN_ORGANIZATION, id=person_id, organization=form.organization_id)
    _give_numbers(tx, person_id, saving.numbers)
    return person_id


def _namesake(
    tx: Tx, folded_name: str, numbers: Sequence[PhoneNumber], organization_id: OrganizationId | None
) -> PersonId | None:
    for number in numbers:
        key = number_key(number)
        params = {"number_key": key, "extension": number.extension, "folded_name": folded_name}
        if key and (found := tx.value(_NAMESAKE_BY_NUMBER, **params)) is not None:
            return PersonId(found)
    if organization_id is None:
        return None
    found = tx.value(_NAMESAKE_IN_ORGANIZATION, organization_id=organization_id, folded_name=folded_name)
    return None if found is None else PersonId(found)


def _give_numbers(tx: Tx, person_id: PersonId, numbers: Sequence[PhoneNumber]) -> None:
    """Add the numbers to the person; one that others have too becomes shared, for all of them."""
    add_phones(tx, person_id, numbers)
    for number in numbers:
        share_number(tx, person_id, number)


def share_number(tx: Tx, person_id: int, number: PhoneNumber) -> None:
    """Mark a number of a person as shared, for all who have it, when others do."""
    key = number_key(number)
    params = {"number_key": key, "extension": number.extension, "person_id": person_id}
    if key and tx.row(_OTHERS_ON_NUMBER, **params) is not None:
        tx.execute(_MARK_SHARED, key=key, ext=number.extension)


def _lead(tx: Tx, saving: Saving, person_id: PersonId | None, awaited: Row | None) -> LeadId:
    """Write the lead of the card, a new one or the one that waits for its result."""
    form = saving.form
    values: dict[str, Any] = {name: getattr(form, name) for name in _FORM_COLUMNS}
    values |= {"person_id": person_id, "line_campaign_id": saving.line_campaign_id}
    if awaited is not None:
        phones = put_phones_first(tx, awaited.id, saving.numbers, form.at)
        given = GivenResult(key=saving.key, by=saving.owner_id, at=saving.at, values=values, phones=phones)
        give_result(tx, awaited, given)
        return LeadId(awaited.id)
    values |= {"saved_at": saving.at, **_provenance(tx, saving)}
    lead_id = LeadId(tx.value(_INSERT_LEAD, **values))
    write_phones(tx, lead_id, saving.numbers, form.at)
    return lead_id


def _provenance(tx: Tx, saving: Saving) -> dict[str, Any]:
    """Return who answers for the lead, and where it came from."""
    if saving.arrival is not None:
        return provenance(tx, saving.arrival, saving.key, saving.form.campaign_id)
    return {"owner_id": saving.owner_id, "idempotency_key": saving.key, "channel": "", "page_url": "", "consent": ""}


def _activities(tx: Tx, saving: Saving, lead_id: LeadId, person_id: PersonId | None) -> None:
    """Write the contact that took place and, when wanted, the next one with its reminder."""
    form = saving.form
    common = {
        "person_id": person_id,
        "organization_id": form.organization_id,
        "campaign_id": form.campaign_id,
        "lead_id": lead_id,
        "owner_id": saving.owner_id,
        "created_at": saving.at,
    }
    tx.value(_INSERT_ACTIVITY, **common, **contact_made(form))
    planned = next_contact(form)
    if planned is None:
        return
    activity_id = tx.value(_INSERT_ACTIVITY, **common, **planned)
    if form.remind:
        remind_of(tx, activity_id, saving.owner_id, planned["at"])


def _delete_drafts(tx: Tx, owner_id: OperatorId, key: str, call_id: CallId | None) -> None:
    for draft_key in {key, call_id or key}:
        delete_draft(tx, owner_id, draft_key)
