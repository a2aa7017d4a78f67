"""People and organizations: written with their numbers and search words, found by the beginning of a word or number."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Select, Table, bindparam, exists, func, insert, select

from callbridge.crm.directory import OrganizationView, PersonView, PhoneView
from callbridge.kernel.ids import OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.folding import fold, words
from callbridge.store.number_key import e164_of, number_key, reversed_of
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx
from callbridge.store.types import after

View = TypeVar("View")
MIN_DIGITS = 3
_ROWS_AN_OWNER = 3
"""By how many words or numbers of theirs most are found at the most."""
_MAX_PAGES = 8

_INSERT_PERSON = Prepared(
    insert(t.person).returning(t.person.c.id),
    columns=("full_name", "folded_name", "organization_id", "is_private", "created_at"),
)
_INSERT_ORGANIZATION = Prepared(
    insert(t.organization).returning(t.organization.c.id), columns=("name", "folded_name", "created_at")
)
_INSERT_PERSON_WORD = Prepared(insert(t.person_word).inline(), columns=("word", "person_id"))
_INSERT_ORGANIZATION_WORD = Prepared(insert(t.organization_word).inline(), columns=("word", "organization_id"))
_INSERT_POINT = Prepared(
    insert(t.contact_point).inline(),
    columns=(
        "person_id", "organization_id", "kind", "raw", "number_key", "extension", "reversed_digits", "is_shared",
    ),
)  # fmt: skip
_HAS_POINT = Prepared(
    select(t.contact_point.c.id)
    .where(
        t.contact_point.c.number_key == bindparam("number_key"),
        t.contact_point.c.extension == bindparam("extension"),
        t.contact_point.c.person_id == bindparam("person_id"),
    )
    .limit(1)
)


def add_organization(tx: Tx, name: str, *, at: datetime, phones: Sequence[PhoneNumber] = ()) -> OrganizationId:
    """Write an organization with its switchboard's numbers."""
    new = OrganizationId(tx.value(_INSERT_ORGANIZATION, name=name, folded_name=fold(name), created_at=at))
    tx.executemany(_INSERT_ORGANIZATION_WORD, [{"word": word, "organization_id": new} for word in words(name)])
    for number in phones:
        _add_point(tx, number, organization_id=new)
    return new


def add_person(
    tx: Tx,
    full_name: str,
    *,
    at: datetime,
    phones: Sequence[PhoneNumber] = (),
    organization_id: int | None = None,
    is_private: bool = False,
) -> PersonId:
    """Write a person with their numbers and search words."""
    values = {
        "full_name": full_name,
        "folded_name": fold(full_name),
        "organization_id": organization_id,
        "is_private": is_private,
        "created_at": at,
    }
    new = PersonId(tx.value(_INSERT_PERSON, **values))
    _write_words(tx, new, full_name)
    add_phones(tx, new, phones)
    return new


def add_phones(tx: Tx, person_id: int, phones: Iterable[PhoneNumber], *, is_shared: bool = False) -> None:
    """Add those of `phones` that may be matched and the person does not have."""
    for number in phones:
        key = number_key(number)
        known = {"number_key": key, "extension": number.extension, "person_id": person_id}
        if key and tx.row(_HAS_POINT, **known) is None:
            _add_point(tx, number, person_id=person_id, is_shared=is_shared)


def _write_words(tx: Tx, person_id: int, full_name: str) -> None:
    tx.executemany(_INSERT_PERSON_WORD, [{"word": word, "person_id": person_id} for word in words(full_name)])


def _add_point(
    tx: Tx,
    number: PhoneNumber,
    *,
    person_id: int | None = None,
    organization_id: int | None = None,
    is_shared: bool = False,
) -> None:
    key = number_key(number)
    tx.execute(
        _INSERT_POINT,
        person_id=person_id,
        organization_id=organization_id,
        kind="phone",
        raw=number.raw,
        number_key=key,
        extension=number.extension,
        reversed_digits=reversed_of(key),
        is_shared=is_shared,
    )


# --- reading --------------------------------------------------------------------------------------------------------


def _people() -> Select[Any]:
    leads = (
        select(func.count())
        .select_from(t.lead)
        .where(t.lead.c.person_id == t.person.c.id, t.lead.c.deleted_at.is_(None))
        .scalar_subquery()
    )
    return select(
        t.person.c.id,
        t.person.c.full_name,
        t.person.c.organization_id,
        func.coalesce(t.organization.c.name, "").label("organization"),
        t.person.c.is_private,
        leads.label("lead_count"),
        t.person.c.created_at,
    ).select_from(t.person.outerjoin(t.organization, t.organization.c.id == t.person.c.organization_id))


def _phones(owner: str) -> Prepared:
    point = t.contact_point
    return Prepared(
        select(point.c.raw, point.c.number_key, point.c.extension, point.c.is_shared)
        .where(point.c[owner] == bindparam("id"), point.c.kind == "phone")
        .order_by(point.c.id)
    )


_ID: BindParameter[int] = bindparam("id")
_PERSON = Prepared(_people().where(t.person.c.id == _ID, t.person.c.archived_at.is_(None)))
_PERSON_PHONES = _phones("person_id")
_ORGANIZATION = Prepared(
    select(
        t.organization.c.id,
        t.organization.c.name,
        select(func.count())
        .select_from(t.person)
        .where(t.person.c.organization_id == t.organization.c.id)
        .scalar_subquery()
        .label("person_count"),
    ).where(t.organization.c.id == _ID, t.organization.c.archived_at.is_(None))
)
_ORGANIZATION_PHONES = _phones("organization_id")


def person(tx: Tx, person_id: int) -> PersonView | None:
    """Return a person with their numbers."""
    row = tx.row(_PERSON, id=person_id)
    return PersonView(**row._asdict(), phones=_phone_views(tx, _PERSON_PHONES, person_id)) if row else None


def organization(tx: Tx, organization_id: int) -> OrganizationView | None:
    """Return an organization with its switchboard's numbers."""
    row = tx.row(_ORGANIZATION, id=organization_id)
    if row is None:
        return None
    return OrganizationView(**row._asdict(), phones=_phone_views(tx, _ORGANIZATION_PHONES, organization_id))


def _phone_views(tx: Tx, statement: Prepared, owner_id: int) -> tuple[PhoneView, ...]:
    return tuple(
        PhoneView(raw=row.raw, e164=e164_of(row.number_key), extension=row.extension, is_shared=row.is_shared)
        for row in tx.rows(statement, id=owner_id)
    )


def find_persons(tx: Tx, text: str, organization_id: int | None, limit: int) -> list[PersonView]:
    """Return people whose name (any word's beginning) or number begins with `text`.

    With an organization only its people, and all of them, by name, when `text` is empty.
    """
    searches = _searches(t.person_word, "person_id", text)
    if organization_id is not None:
        theirs = select(t.person.c.id).where(t.person.c.organization_id == organization_id)
        if not searches:
            searches = [theirs.order_by(t.person.c.folded_name, t.person.c.id)]
        else:
            searches = [search.where(search.selected_columns[0].in_(theirs)) for search in searches]
    return _views(tx, searches, person, limit)


def find_organizations(tx: Tx, text: str, limit: int) -> list[OrganizationView]:
    """Return organizations whose name (any word's beginning) or number begins with `text`."""
    return _views(tx, _searches(t.organization_word, "organization_id", text), organization, limit)


def _views(tx: Tx, searches: Sequence[Select[Any]], read: Callable[[Tx, int], View | None], limit: int) -> list[View]:
    ids: dict[int, None] = {}
    for search in searches:
        ids |= dict.fromkeys(_owners(tx, search, limit))
    views = (read(tx, found) for found in list(ids)[:limit])
    return [view for view in views if view is not None]


def _owners(tx: Tx, search: Select[Any], limit: int) -> list[int]:
    """Return up to `limit` different owners, or a few more: one may stand in many rows, hence read until enough."""
    found: dict[int, None] = {}
    rows_a_page = limit * _ROWS_AN_OWNER
    for page in range(_MAX_PAGES):
        rows = tx.rows(search.limit(rows_a_page).offset(page * rows_a_page))
        found |= dict.fromkeys(row[0] for row in rows)
        if len(found) >= limit or len(rows) < rows_a_page:
            break
    return list(found)


def _searches(table: Table, owner: str, text: str) -> list[Select[Any]]:
    """Return queries for owners' ids, each in the order of an index, so that a limit ends it early."""
    point = t.contact_point
    ranges = number_ranges(text)
    if ranges:
        return [
            select(point.c[owner])
            .where(point.c.number_key >= low, point.c.number_key < high, point.c[owner].is_not(None))
            .order_by(point.c.number_key, point.c.id)
            for low, high in ranges
        ]
    asked = sorted(words(text), key=len, reverse=True)
    if not asked:
        return []
    # The longest word leads: it is likely the rarest. The others are looked up for each that it finds.
    search = select(table.c[owner]).where(table.c.word >= asked[0], table.c.word < after(asked[0]))
    for word in asked[1:]:
        other = table.alias()
        search = search.where(
            exists().where(other.c[owner] == table.c[owner], other.c.word >= word, other.c.word < after(word))
        )
    return [search.order_by(table.c.word, table.c[owner])]


def number_ranges(text: str) -> list[tuple[str, str]]:
    """Return ranges of number keys when `text` looks like the beginning of a number."""
    digits = "".join(letter for letter in text if letter.isdecimal())
    if len(digits) < MIN_DIGITS or any(letter.isalpha() for letter in text):
        return []
    starts = {f"+{digits}", f"#{digits}"}
    if not text.strip().startswith("+"):
        # Written the Russian way: with the trunk prefix 8, or without any.
        starts.add(f"+7{digits.removeprefix('8')}")
    return [(start, after(start)) for start in sorted(starts)]
