"""What is particular about a lead that a program brings (R52): who answers for it, and which person it is.

The person is told by the number, and nobody is there to choose: where a number may be several people's, or its one
person has another name, the lead keeps the name as it came and an operator chooses. Of a letter the person is told by
the address, which is rarely several people's, whatever name their mail program gives them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select

from callbridge.crm.audit import AuditNote
from callbridge.crm.incoming_lead import Arrival, LeadSender
from callbridge.crm.interest import SavedInterest
from callbridge.crm.record import CREATED
from callbridge.kernel.ids import OperatorId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.directory import add_person
from callbridge.store.folding import fold
from callbridge.store.number_key import number_key
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_point = t.contact_point
_MANY = 50
_PEOPLE = Prepared(
    select(t.person.c.id, t.person.c.folded_name)
    .distinct()
    .select_from(_point.join(t.person, t.person.c.id == _point.c.person_id))
    .where(
        _point.c.number_key == bindparam("number_key"),
        or_(_point.c.extension == bindparam("extension"), _point.c.extension == "", bindparam("extension") == ""),
        t.person.c.archived_at.is_(None),
        t.person.c.merged_into_id.is_(None),
    )
    .limit(_MANY)
)
_ADDRESSEES = Prepared(
    select(t.person.c.id, t.person.c.folded_name)
    .distinct()
    .select_from(_point.join(t.person, t.person.c.id == _point.c.person_id))
    .where(
        _point.c.address_key == bindparam("address_key"),
        _point.c.address_key != "",
        t.person.c.archived_at.is_(None),
        t.person.c.merged_into_id.is_(None),
    )
    .limit(_MANY)
)
_ADD_ADDRESS = Prepared(
    insert(_point).inline(),
    columns=("person_id", "kind", "raw", "number_key", "extension", "reversed_digits", "is_shared", "address_key"),
)
HAD = (t.lead.c.id, t.lead.c.person_id, t.lead.c.organization_id, t.lead.c.deal_id)
"""What is told again of a lead that a key made before."""
_BROUGHT = Prepared(
    select(*HAD).where(
        t.lead.c.channel == bindparam("channel"),
        t.lead.c.channel != "",
        t.lead.c.idempotency_key == bindparam("key"),
    )
)
_CAMPAIGN_OWNER = Prepared(
    select(t.operator.c.id)
    .select_from(t.campaign.join(t.operator, t.operator.c.employee_id == t.campaign.c.owner_id))
    .where(t.campaign.c.id == bindparam("campaign_id"), t.operator.c.is_active.is_(True))
    .order_by(t.operator.c.id)
    .limit(1)
)
_BY_LOGIN = Prepared(
    select(t.operator.c.id).where(t.operator.c.login_key == bindparam("login_key"), t.operator.c.is_active.is_(True))
)


def owner_of_arrival(tx: Tx, arrival: Arrival, campaign_id: int | None) -> OperatorId | None:
    """Return who answers for the lead: the event's owner, else the login of the rules, else nobody yet."""
    found = None
    if arrival.rules.by_campaign and campaign_id is not None:
        found = tx.value(_CAMPAIGN_OWNER, campaign_id=campaign_id)
    if found is None and arrival.rules.login:
        found = tx.value(_BY_LOGIN, login_key=fold(arrival.rules.login))
    return None if found is None else OperatorId(found)


def provenance(tx: Tx, arrival: Arrival, key: str, campaign_id: int | None) -> dict[str, Any]:
    """Return the columns of a lead that say who answers for it, and where it came from."""
    channel = arrival.sender.channel
    return {
        "owner_id": owner_of_arrival(tx, arrival, campaign_id),
        "idempotency_key": _channel_key(channel, key),
        "channel": channel,
        "page_url": arrival.page_url,
        "consent": arrival.consent,
    }


def brought_interest(tx: Tx, channel: str, key: str) -> SavedInterest | None:
    """Return what a program's key brought before, None when nothing."""
    saved = tx.row(_BROUGHT, channel=channel, key=_channel_key(channel, key))
    return None if saved is None else again(saved)


def again(saved: Row) -> SavedInterest:
    """Return what a save is told that a key made before."""
    return SavedInterest(
        lead_id=saved.id,
        person_id=saved.person_id,
        organization_id=saved.organization_id,
        is_repeat=True,
        deal_id=saved.deal_id,
    )


def _channel_key(channel: str, key: str) -> str:
    """Return a program's key as no operator has it."""
    return f"{channel} {key}"


def person_of_arrival(
    tx: Tx, name: str, numbers: Sequence[PhoneNumber], *, address: str, at: datetime, is_private: bool
) -> PersonId | None:
    """Return the one person it can be, a new one when nobody has the numbers, None when somebody must choose."""
    if address:
        return _person_of_letter(tx, name, address, at=at, is_private=is_private)
    folded = fold(name)
    known: dict[int, Row] = {}
    for number in numbers:
        if key := number_key(number):
            known |= {row.id: row for row in tx.rows(_PEOPLE, number_key=key, extension=number.extension)}
    if not known:
        return add_person(tx, name, at=at, is_private=is_private) if name else None
    if len(known) == 1:
        (person,) = known.values()
        return PersonId(person.id) if _may_be(folded, person.folded_name) else None
    namesakes = [row.id for row in known.values() if folded and row.folded_name == folded]
    return PersonId(namesakes[0]) if len(namesakes) == 1 else None


def _person_of_letter(tx: Tx, name: str, address: str, *, at: datetime, is_private: bool) -> PersonId | None:
    known = tx.rows(_ADDRESSEES, address_key=fold(address))
    if len(known) == 1:
        return PersonId(known[0].id)
    if known:
        namesakes = [row.id for row in known if row.folded_name == fold(name)]
        return PersonId(namesakes[0]) if len(namesakes) == 1 else None
    new = add_person(tx, name or address, at=at, is_private=is_private)
    tx.execute(
        _ADD_ADDRESS,
        person_id=new,
        kind="email",
        raw=address,
        number_key="",
        extension="",
        reversed_digits="",
        is_shared=False,
        address_key=fold(address),
    )
    return new


def note_arrival(tx: Tx, sender: LeadSender, lead_id: int, at: datetime) -> None:
    """Write into the audit trail which program made the lead."""
    note = AuditNote(
        at=at,
        operator_id=sender.operator_id,
        program=sender.name,
        action=CREATED,
        entity="lead",
        entity_id=str(lead_id),
        detail={"channel": sender.channel},
    )
    write_note(tx, note)


def _may_be(folded: str, known: str) -> bool:
    """Say whether a name is another's, or a part of it: people write «Пётр» of Пётр Сидоров."""
    return not folded or set(folded.split()) <= set(known.split())
