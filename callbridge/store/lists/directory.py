"""The lists of persons and organizations (R142)."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ScalarSelect, Table, and_, func, select

from callbridge.crm.entities.fields import ARCHIVED_AT
from callbridge.crm.entities.organization import ORGANIZATION
from callbridge.crm.entities.person import PERSON
from callbridge.store import tables as t
from callbridge.store.lists.binding import Binding, Bound, Search
from callbridge.store.lists.naming import (
    all_words,
    begins_folded,
    begins_number,
    begins_word,
    by_number,
)
from callbridge.store.lists.plain import Plain
from callbridge.store.number_key import shown_number

_person, _organization, _point, _lead = t.person, t.organization, t.contact_point, t.lead


def _first_phone(owner: str, table: Table) -> ScalarSelect[Any]:
    return (
        select(shown_number(_point))
        .where(_point.c[owner] == table.c.id, _point.c.kind == "phone")
        .order_by(_point.c.id)
        .limit(1)
        .scalar_subquery()
    )


def _count(table: Table, column: str, of: Table, *kept: Any) -> ScalarSelect[Any]:
    return select(func.count()).select_from(table).where(table.c[column] == of.c.id, *kept).scalar_subquery()


def _search(index: Table, owner: str, table: Table) -> Callable[[str], Search | None]:
    """Find by the beginnings of words of the name, or by a number."""

    def of(text: str) -> Search | None:
        numbers = by_number(_point, owner, text)
        if numbers is not None:
            return Search(of_row=table.c.id.in_(numbers), of_all=numbers, is_narrow=True)
        found = all_words(index, owner, table.c.id, text)
        return None if found is None else Search(of_row=and_(*found[0]), of_all=found[1])

    return of


_kept_lead = _lead.c.deleted_at.is_(None)

_persons = Plain(
    PERSON,
    _person,
    own={
        "full_name": Bound(
            value=_person.c.full_name,
            sort=_person.c.folded_name,
            is_nullable=False,
            begins=begins_folded(_person.c.folded_name),
            contains=begins_word(t.person_word, "person_id", _person.c.id),
        ),
        "phone": Bound(
            value=_first_phone("person_id", _person), begins=begins_number(_point, "person_id", _person.c.id)
        ),
        "leads": Bound(value=_count(_lead, "person_id", _person, _kept_lead), is_nullable=False),
    },
)

PERSONS = Binding(
    entity=PERSON,
    table=_person,
    fields=_persons.fields,
    joins=_persons.joins,
    kept=and_(_person.c.archived_at.is_(None), _person.c.merged_into_id.is_(None)),
    always=_person.c.merged_into_id.is_(None),
    removed=ARCHIVED_AT,
    search=_search(t.person_word, "person_id", _person),
    version=_person.c.version,
)

_organizations = Plain(
    ORGANIZATION,
    _organization,
    own={
        "name": Bound(
            value=_organization.c.name,
            sort=_organization.c.folded_name,
            is_nullable=False,
            begins=begins_folded(_organization.c.folded_name),
            contains=begins_word(t.organization_word, "organization_id", _organization.c.id),
        ),
        "phone": Bound(
            value=_first_phone("organization_id", _organization),
            begins=begins_number(_point, "organization_id", _organization.c.id),
        ),
        "persons": Bound(value=_count(_person, "organization_id", _organization), is_nullable=False),
        "leads": Bound(value=_count(_lead, "organization_id", _organization, _kept_lead), is_nullable=False),
    },
)

ORGANIZATIONS = Binding(
    entity=ORGANIZATION,
    table=_organization,
    fields=_organizations.fields,
    joins=_organizations.joins,
    kept=and_(_organization.c.archived_at.is_(None), _organization.c.merged_into_id.is_(None)),
    always=_organization.c.merged_into_id.is_(None),
    removed=ARCHIVED_AT,
    search=_search(t.organization_word, "organization_id", _organization),
    version=_organization.c.version,
)
