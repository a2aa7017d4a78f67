"""Whether a row's person or organization is there already: by name with a number, an e-mail or the organization."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from callbridge.crm.importing import RowDraft
from callbridge.store import tables as t
from callbridge.store.folding import fold
from callbridge.store.imports.naming import by_keys, slots
from callbridge.store.number_key import number_key
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_point, _person, _organization = t.contact_point, t.person, t.organization
_POINTS = (
    select(
        _point.c.number_key, _point.c.extension, _point.c.address_key, _person.c.id, _person.c.folded_name
    )
    .select_from(_point.join(_person, _person.c.id == _point.c.person_id))
    .where(_person.c.archived_at.is_(None))
)  # fmt: skip
_BY_NUMBER = Prepared(_POINTS.where(slots(_point.c.number_key)))
_BY_ADDRESS = Prepared(_POINTS.where(slots(_point.c.address_key)))
_BY_NAME = Prepared(
    select(_person.c.id, _person.c.folded_name, _person.c.organization_id).where(
        slots(_person.c.folded_name), _person.c.organization_id.is_not(None), _person.c.archived_at.is_(None)
    )
)
_ORGANIZATIONS = select(_organization.c.id, _organization.c.folded_name, _organization.c.tax_id).where(
    _organization.c.archived_at.is_(None)
)
_ORGANIZATIONS_BY_NAME = Prepared(_ORGANIZATIONS.where(slots(_organization.c.folded_name)))
_ORGANIZATIONS_BY_TAX = Prepared(_ORGANIZATIONS.where(slots(_organization.c.tax_id)))

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
    for row in by_keys(tx, _BY_NUMBER, (number_key(number) for draft in drafts for number in draft.numbers)):
        known.add(("number", row.number_key, row.folded_name), row.id)
        known.owners.setdefault((row.number_key, row.extension), set()).add(row.id)
    for row in by_keys(tx, _BY_ADDRESS, (fold(address) for draft in drafts for address in draft.emails)):
        known.add(("address", row.address_key, row.folded_name), row.id)
    named = [fold(draft.names["organization"]) for draft in drafts if "organization" in draft.names]
    for row in by_keys(tx, _ORGANIZATIONS_BY_NAME, named):
        known.organizations.setdefault(row.folded_name, row.id)
    if named:
        names = (fold(str(draft.values.get("full_name", ""))) for draft in drafts if "organization" in draft.names)
        for row in by_keys(tx, _BY_NAME, names):
            known.add(("organization", str(row.organization_id), row.folded_name), row.id)
    return known


def known_organizations(tx: Tx, drafts: Sequence[RowDraft]) -> Known:
    """Return which organizations of the database the rows may be."""
    known = Known()
    names = (fold(str(draft.values.get("name", ""))) for draft in drafts)
    taxed = (str(draft.values.get("tax_id", "") or "") for draft in drafts)
    for row in (*by_keys(tx, _ORGANIZATIONS_BY_NAME, names), *by_keys(tx, _ORGANIZATIONS_BY_TAX, taxed)):
        add_organization(known, row.id, row.folded_name, row.tax_id)
    return known
