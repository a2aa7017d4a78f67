"""Whether a row's person or organization is there already: by name with a number, an e-mail or the organization."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, text

from callbridge.crm.importing import RowDraft
from callbridge.store import tables as t
from callbridge.store.folding import fold
from callbridge.store.imports.naming import by_keys
from callbridge.store.key_list import one_of_ids, one_of_keys
from callbridge.store.number_key import number_key
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_point, _person, _organization = t.contact_point, t.person, t.organization
_POINTS = select(_point.c.number_key, _point.c.extension, _point.c.address_key, _point.c.person_id).where(
    _point.c.person_id.is_not(None)
)
_BY_NUMBER = Prepared(_POINTS.where(one_of_keys(_point.c.number_key, "keys")))
_BY_ADDRESS = Prepared(
    _POINTS.where(one_of_keys(_point.c.address_key, "keys"), text("contact_point.address_key <> ''"))
)
_PEOPLE = Prepared(
    select(_person.c.id, _person.c.folded_name).where(one_of_ids(_person.c.id, "ids"), _person.c.archived_at.is_(None))
)
"""Asked apart: PostgreSQL would read all people beside the points rather than look up those few."""
_BY_NAME = Prepared(
    select(_person.c.id, _person.c.folded_name, _person.c.organization_id).where(
        one_of_keys(_person.c.folded_name, "keys"),
        _person.c.organization_id.is_not(None),
        _person.c.archived_at.is_(None),
    )
)
_ORGANIZATIONS = select(_organization.c.id, _organization.c.folded_name, _organization.c.tax_id).where(
    _organization.c.archived_at.is_(None)
)
_ORGANIZATIONS_BY_NAME = Prepared(_ORGANIZATIONS.where(one_of_keys(_organization.c.folded_name, "keys")))
_ORGANIZATIONS_BY_TAX = Prepared(
    _ORGANIZATIONS.where(one_of_keys(_organization.c.tax_id, "keys"), text("organization.tax_id <> ''"))
)
"""As their indexes are, of what is not empty: said by no parameter, so that any plan can tell."""

Key = tuple[str, ...]


@dataclass(slots=True)
class Known:
    """Who is there, by what rows are matched by; grows as rows are written, so that a file's own repeats match too."""

    ids: dict[Key, list[int]] = field(default_factory=dict)
    owners: dict[Key, set[int]] = field(default_factory=dict)
    """Whose a number is, by key and extension: several make it shared."""
    organizations: dict[str, int] = field(default_factory=dict)
    """By folded name."""

    def add(self, key: Key, record_id: int) -> None:
        """Say that a key is this record's."""
        found = self.ids.setdefault(key, [])
        if record_id not in found:
            found.append(record_id)

    def matches(self, keys: Iterable[Key]) -> list[int]:
        """Return the records that any of the keys is of."""
        return sorted({record_id for key in keys for record_id in self.ids.get(key, ())})


def person_keys(draft: RowDraft, organization_id: int | None) -> list[Key]:
    """Return by what the person of a row may be found."""
    name = fold(str(draft.values.get("full_name", "")))
    keys: list[Key] = [("number", number_key(number), name) for number in draft.numbers]
    keys += [("address", fold(address), name) for address in draft.emails]
    if organization_id is not None:
        keys.append(("organization", str(organization_id), name))
    return keys


def organization_keys(draft: RowDraft) -> list[Key]:
    """Return by what the organization of a row may be found: its tax number is better than its name."""
    tax_id, name = str(draft.values.get("tax_id", "") or ""), fold(str(draft.values.get("name", "")))
    return [("tax", tax_id), ("untaxed", name)] if tax_id else [("name", name)]


def add_organization(known: Known, record_id: int, folded_name: str, tax_id: str) -> None:
    """Say by what an organization may be found; one of another tax number is another one."""
    known.add(("name", folded_name), record_id)
    known.add(("tax", tax_id) if tax_id else ("untaxed", folded_name), record_id)


def known_people(tx: Tx, drafts: Sequence[RowDraft]) -> Known:
    """Return who of the database the rows may be."""
    known = Known()
    keys = {number_key(number) for draft in drafts for number in draft.numbers}
    by_number = by_keys(tx, _BY_NUMBER, keys)
    by_address = by_keys(tx, _BY_ADDRESS, (fold(address) for draft in drafts for address in draft.emails))
    names_of = _names_of(tx, {row.person_id for row in (*by_number, *by_address)})
    for row in by_number:
        if row.person_id in names_of:
            known.add(("number", row.number_key, names_of[row.person_id]), row.person_id)
            known.owners.setdefault((row.number_key, row.extension), set()).add(row.person_id)
    for row in by_address:
        if row.person_id in names_of:
            known.add(("address", row.address_key, names_of[row.person_id]), row.person_id)
    named = [fold(draft.names["organization"]) for draft in drafts if "organization" in draft.names]
    for row in by_keys(tx, _ORGANIZATIONS_BY_NAME, named):
        known.organizations.setdefault(row.folded_name, row.id)
    if named:
        names = (fold(str(draft.values.get("full_name", ""))) for draft in drafts if "organization" in draft.names)
        for row in by_keys(tx, _BY_NAME, names):
            known.add(("organization", str(row.organization_id), row.folded_name), row.id)
    return known


def _names_of(tx: Tx, person_ids: Collection[int]) -> dict[int, str]:
    """Return what people who are not put away are called, folded."""
    return {row.id: row.folded_name for row in tx.rows(_PEOPLE, ids=person_ids)} if person_ids else {}


def known_organizations(tx: Tx, drafts: Sequence[RowDraft]) -> Known:
    """Return which organizations of the database the rows may be."""
    known = Known()
    names = (fold(str(draft.values.get("name", ""))) for draft in drafts)
    taxed = (str(draft.values.get("tax_id", "") or "") for draft in drafts)
    for row in (*by_keys(tx, _ORGANIZATIONS_BY_NAME, names), *by_keys(tx, _ORGANIZATIONS_BY_TAX, taxed)):
        add_organization(known, row.id, row.folded_name, row.tax_id)
    return known
