"""The people of a mailing's audience, some at a time, each with one address."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from callbridge.app.mail_port import AudiencePage, MailingFacts
from callbridge.crm.list_query import ListQuery
from callbridge.crm.mailing import Addressee
from callbridge.kernel.errors import NotFound
from callbridge.store import tables as t
from callbridge.store.audience import leads_of, listed, participants, points_in_use
from callbridge.store.key_list import one_of_ids
from callbridge.store.reach import reach_of_employee
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_person, _organization = t.person, t.organization
_PEOPLE = Prepared(
    select(_person.c.id, _person.c.full_name, _person.c.job_title, _organization.c.name.label("organization"))
    .select_from(_person.outerjoin(_organization, _organization.c.id == _person.c.organization_id))
    .where(one_of_ids(_person.c.id, "ids"), _person.c.archived_at.is_(None), _person.c.merged_into_id.is_(None))
)
_ORGANIZATIONS = Prepared(
    select(_organization.c.id, _organization.c.name)
    .where(one_of_ids(_organization.c.id, "ids"), _organization.c.archived_at.is_(None))
    .order_by(_organization.c.id)
)
_ADDRESSES = {
    owner: Prepared(points_in_use(owner, "email", t.contact_point.c.raw)) for owner in ("person_id", "organization_id")
}
_OWN_ADDRESS = Prepared(
    select(t.employee.c.email)
    .select_from(t.operator.join(t.employee, t.employee.c.id == t.operator.c.employee_id))
    .where(t.operator.c.id == bindparam("operator_id"))
)


def audience_page(
    tx: Tx, facts: MailingFacts, query: ListQuery | None, after: int, limit: int, today: date
) -> AudiencePage:
    """Return the people behind the place `after`."""
    if query is None:
        found = participants(tx, facts.campaign_id, after, limit)
    else:
        found = listed(tx, query, reach_of_employee(tx, facts.owner_id), after, limit)
    people = _of_leads(tx, found.leads, today) if found.leads else persons(tx, found.people, today)
    return AudiencePage(people=people, next=found.next)


def persons(tx: Tx, ids: Sequence[int], today: date) -> list[Addressee]:
    """Return these people in that order, each once; who was put away is left out."""
    if not ids:
        return []
    found = {row.id: row for row in tx.rows(_PEOPLE, ids=ids)}
    addresses = _addresses(tx, "person_id", list(found), today)
    return [_addressee(found[one], addresses.get(one, "")) for one in dict.fromkeys(ids) if one in found]


def _addressee(row: Row, address: str) -> Addressee:
    return Addressee(
        person_id=row.id,
        full_name=row.full_name,
        organization=row.organization or "",
        job_title=row.job_title,
        address=address,
    )


def _of_leads(tx: Tx, lead_ids: Sequence[int], today: date) -> list[Addressee]:
    """Return the people of these leads; of a lead that names only an organization, the organization."""
    rows = leads_of(tx, lead_ids)
    known = persons(tx, [row.person_id for row in rows if row.person_id is not None], today)
    companies = [row.organization_id for row in rows if row.person_id is None and row.organization_id is not None]
    typed = [row for row in rows if row.person_id is None and row.organization_id is None]
    names = dict.fromkeys(row.person_text or row.organization_text or f"№{row.id}" for row in typed)
    return [
        *known,
        *_organizations(tx, list(dict.fromkeys(companies)), today),
        *(Addressee(person_id=None, full_name=name) for name in names),
    ]


def _organizations(tx: Tx, ids: Sequence[int], today: date) -> list[Addressee]:
    if not ids:
        return []
    addresses = _addresses(tx, "organization_id", ids, today)
    return [
        Addressee(person_id=None, full_name="", organization=row.name, address=addresses.get(row.id, ""))
        for row in tx.rows(_ORGANIZATIONS, ids=ids)
    ]


def _addresses(tx: Tx, owner: str, ids: Sequence[int], today: date) -> dict[int, str]:
    """Return the address of each owner that is in use: the primary one, else the oldest."""
    rows = tx.rows(_ADDRESSES[owner], ids=ids, today=today) if ids else []
    return {row.owner: row.raw for row in rows}


def addressee(tx: Tx, person_id: int, today: date) -> Addressee:
    """Return one person; raises NotFound."""
    found = persons(tx, [person_id], today)
    if not found:
        raise NotFound("record.not_found", id=person_id)
    return found[0]


def own_address(tx: Tx, operator_id: int) -> str:
    """Return the address of the employee whose login it is."""
    return tx.value(_OWN_ADDRESS, operator_id=operator_id) or ""
