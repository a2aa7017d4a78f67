"""Records that rows of a file name in words, found by those words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import or_, select

from callbridge.crm.entity import Entity
from callbridge.crm.importing import RowDraft
from callbridge.store.folding import fold
from callbridge.store.key_list import one_of_keys
from callbridge.store.records.bindings import binding_of
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx


def by_keys(tx: Tx, statement: Prepared, keys: Iterable[str]) -> list[Row]:
    """Return the rows of a statement that asks for any number of ``keys`` (store/key_list.py)."""
    wanted = sorted({key for key in keys if key})
    return tx.rows(statement, keys=wanted) if wanted else []


def with_named(tx: Tx, entity: Entity, drafts: Sequence[RowDraft], *, but: str = "") -> list[RowDraft]:
    """Return the drafts with the ids of the records they name, or with what is wrong; the field `but` is left."""
    fields = {name for draft in drafts for name in draft.names if name != but}
    known: dict[str, Mapping[str, list[int]]] = {}
    for name in sorted(fields):
        field = entity.field(name)
        texts = {draft.names[name] for draft in drafts if name in draft.names}
        known[name] = {} if field is None else _found(tx, field.record, texts)
    return [_named(draft, known) for draft in drafts]


def _named(draft: RowDraft, known: Mapping[str, Mapping[str, list[int]]]) -> RowDraft:
    values, mistakes = dict(draft.values), dict(draft.mistakes)
    for name, found in known.items():
        if name not in draft.names:
            continue
        ids = found.get(fold(draft.names[name]), [])
        if len(ids) == 1:
            values[name] = ids[0]
        else:
            mistakes[name] = "ambiguous" if ids else "not_found"
    return replace(draft, values=values, mistakes=mistakes)


def _found(tx: Tx, entity: str, texts: Iterable[str]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in by_keys(tx, _by_name(entity), {key for text in texts for key in (text, fold(text))}):
        for called in {fold(row.called), fold(row.also)}:
            if called:
                found.setdefault(called, []).append(row.id)
    return found


@cache
def _by_name(entity: str) -> Prepared:
    """Return the statement that finds records in use by what they are called, in either language."""
    binding = binding_of(entity)
    table = binding.table
    called = binding.column(binding.entity.name_field)
    if called is None:
        raise AssertionError(f"{entity} has no name")
    names = [called, *(table.c[name] for name in ("folded_name", "name_en") if name in table.c)]
    also = table.c.name_en if "name_en" in table.c else called
    kept: list[Any] = [table.c.archived_at.is_(None)] if "archived_at" in table.c else []
    kept += [table.c.is_active] if "is_active" in table.c else []
    wanted = select(table.c.id, called.label("called"), also.label("also")).where(
        or_(*(one_of_keys(name, "keys") for name in names)), *kept
    )
    return Prepared(wanted.order_by(table.c.id))
