"""Pairs of people, or of organizations, that are likely one: found by a key that both have, a page at a time."""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import bindparam, distinct, func, insert, literal, select

from callbridge.crm.duplicate import (
    LIKELY,
    DuplicateKey,
    DuplicatePage,
    DuplicatePair,
    DuplicateSide,
    Facts,
    likeness,
)
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

KEYS_A_PAGE = 200
MEMBERS = 12
"""Of a key that more records have, the oldest: such a number is a switchboard's."""
_point = t.contact_point
_TABLES = {"person": t.person, "organization": t.organization}
_POINT_KEYS = {DuplicateKey.NUMBER: _point.c.number_key, DuplicateKey.EMAIL: _point.c.address_key}


def _shared_keys(entity: str, by: DuplicateKey) -> tuple[Prepared, Prepared]:
    """Return the statements that find keys of several records, and a key's records."""
    table = _TABLES[entity]
    if by is DuplicateKey.NAME:
        key: Any = table.c.folded_name
        kept = [table.c.archived_at.is_(None)]
        owner, source = table.c.id, table
    else:
        key, owner = _POINT_KEYS[by], _point.c[f"{entity}_id"]
        source = _point.join(table, table.c.id == owner)  # type: ignore[assignment]
        kept = [table.c.archived_at.is_(None)]
    keys = (
        select(key.label("key"))
        .select_from(source)
        .where(key > bindparam("after"), *kept)
        .group_by(key)
        .having(func.count(distinct(owner)) > 1)
        .order_by(key)
        .limit(KEYS_A_PAGE)
    )
    members = (
        select(owner.label("id"))
        .distinct()
        .select_from(source)
        .where(key == bindparam("key"), *kept)
        .order_by(owner)
        .limit(MEMBERS)
    )
    return Prepared(keys), Prepared(members)


_SHARED = {(entity, by): _shared_keys(entity, by) for entity in _TABLES for by in DuplicateKey}
_RECORD = {
    "person": Prepared(
        select(
            t.person.c.id, t.person.c.full_name.label("name"), t.person.c.folded_name, t.person.c.organization_id,
            t.person.c.created_at, func.coalesce(t.organization.c.name, "").label("organization"),
            literal("").label("tax_id"),
        )
        .select_from(t.person.outerjoin(t.organization, t.organization.c.id == t.person.c.organization_id))
        .where(t.person.c.id == bindparam("id"))
    ),
    "organization": Prepared(
        select(
            t.organization.c.id, t.organization.c.name, t.organization.c.folded_name, t.organization.c.tax_id,
            t.organization.c.created_at,
        ).where(t.organization.c.id == bindparam("id"))
    ),
}  # fmt: skip
_POINTS = {
    entity: Prepared(
        select(_point.c.kind, _point.c.raw, _point.c.number_key, _point.c.address_key)
        .where(_point.c[f"{entity}_id"] == bindparam("id"))
        .order_by(_point.c.id)
    )
    for entity in _TABLES
}
_REFUSED = Prepared(
    select(t.not_duplicate.c.first_id).where(
        t.not_duplicate.c.entity == bindparam("entity"),
        t.not_duplicate.c.first_id == bindparam("first"),
        t.not_duplicate.c.second_id == bindparam("second"),
    )
)


def likely_pairs(tx: Tx, entity: str, by: DuplicateKey, after: str) -> DuplicatePage:
    """Return pairs whose keys come after `after`, the likeliest of the page first."""
    keys, members = _SHARED[entity, by]
    found = [row.key for row in tx.rows(keys, after=after)]
    known: dict[int, tuple[Facts, DuplicateSide]] = {}
    pairs: dict[tuple[int, int], DuplicatePair] = {}
    for key in found:
        ids = [row.id for row in tx.rows(members, key=key)]
        for first, second in combinations(ids, 2):
            if (first, second) not in pairs and (pair := _pair(tx, entity, known, first, second)):
                pairs[first, second] = pair
    ordered = sorted(pairs.values(), key=lambda pair: (-pair.score, pair.first.name, pair.first.id))
    return DuplicatePage(by=by, pairs=tuple(ordered), next=found[-1] if len(found) == KEYS_A_PAGE else None)


def dismiss(tx: Tx, entity: str, one: int, other: int, operator_id: OperatorId, at: datetime) -> None:
    """Remember that two records are different."""
    first, second = sorted((one, other))
    if tx.row(_REFUSED, entity=entity, first=first, second=second) is None:
        values = {"entity": entity, "first_id": first, "second_id": second, "operator_id": operator_id, "at": at}
        tx.execute(insert(t.not_duplicate).values(**values))


def _pair(
    tx: Tx, entity: str, known: dict[int, tuple[Facts, DuplicateSide]], first: int, second: int
) -> DuplicatePair | None:
    for record_id in (first, second):
        if record_id not in known:
            known[record_id] = _facts(tx, entity, record_id)
    (one, left), (other, right) = known[first], known[second]
    found = likeness(one, other)
    if found.score < LIKELY or tx.row(_REFUSED, entity=entity, first=first, second=second) is not None:
        return None
    return DuplicatePair(first=left, second=right, score=found.score, signs=found.signs)


def _facts(tx: Tx, entity: str, record_id: int) -> tuple[Facts, DuplicateSide]:
    row = tx.row(_RECORD[entity], id=record_id)
    if row is None:
        raise AssertionError(f"{entity} {record_id} has points and is not there")
    points = tx.rows(_POINTS[entity], id=record_id)
    facts = Facts(
        id=row.id,
        name=row.folded_name,
        numbers=frozenset(point.number_key for point in points if point.number_key),
        emails=frozenset(point.address_key for point in points if point.address_key),
        organization_id=getattr(row, "organization_id", None),
        tax_id=row.tax_id,
    )
    side = DuplicateSide(
        id=row.id,
        name=row.name,
        numbers=_raw(points, "phone"),
        emails=_raw(points, "email"),
        organization=getattr(row, "organization", ""),
        created_at=row.created_at,
    )
    return facts, side


def _raw(points: Sequence[Row], kind: str) -> tuple[str, ...]:
    return tuple(point.raw for point in points if point.kind == kind)
