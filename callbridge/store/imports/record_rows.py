"""Records of other kinds than people and organizations: each row through the record service, as one unit."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select

from callbridge.crm.entities import ENTITIES
from callbridge.crm.importing import OnMatch, RowDraft, RowOutcome, RowState, outcome_of
from callbridge.crm.record import Author
from callbridge.kernel.errors import DomainError, InvalidInput
from callbridge.store.imports.jobs import RowEnd
from callbridge.store.imports.naming import with_named
from callbridge.store.records.bindings import binding_of
from callbridge.store.records.service import change_record, create_record, read_record
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx


def foretold(tx: Tx, entity: str, drafts: Sequence[RowDraft], on_match: OnMatch) -> list[RowOutcome]:
    """Return what would become of rows, as far as it can be told without writing them."""
    outcomes = []
    for draft in with_named(tx, ENTITIES[entity], drafts):
        if draft.mistakes:
            outcomes.append(RowOutcome(line=draft.line, state=RowState.FAILED, mistakes=draft.mistakes))
            continue
        like = _like(tx, entity, draft)
        state = outcome_of(len(like), on_match)
        called = str(draft.values.get(ENTITIES[entity].name_field, "")) if like else ""
        outcomes.append(RowOutcome(line=draft.line, state=state, record_id=like[0] if like else None, record=called))
    return outcomes


def write_row(
    tx: Tx, entity: str, draft: RowDraft, on_match: OnMatch, author: Author, *, key: str, at: datetime
) -> RowEnd:
    """Write one row; DomainError leaves nothing behind, because the unit that calls it ends with it."""
    named = with_named(tx, ENTITIES[entity], [draft])[0]
    if named.mistakes:
        return failed(named.line, InvalidInput(named.mistakes))
    like = _like(tx, entity, named)
    state = outcome_of(len(like), on_match)
    if state is RowState.SKIPPED:
        return RowEnd(line=named.line, state=state, record_id=like[0])
    if state is RowState.CREATED:
        made = create_record(tx, entity, named.values, author, key=key, at=at)
        return RowEnd(line=named.line, state=state, record_id=made.id, record_version=made.version)
    stored = read_record(tx, entity, like[0])
    wanted = {name: value for name, value in named.values.items() if value not in (None, "", False)}
    fresh = {name: value for name, value in wanted.items() if stored.values.get(name) in (None, "")}
    if not fresh:
        return RowEnd(line=named.line, state=RowState.SKIPPED, record_id=stored.id)
    changed = change_record(tx, entity, stored.id, stored.version, fresh, author, at=at)
    trace = {"filled": sorted(fresh), "added": []}
    return RowEnd(line=named.line, state=state, record_id=stored.id, record_version=changed.version, trace=trace)


def failed(line: int, error: DomainError) -> RowEnd:
    """Return the end of a row that was refused."""
    mistakes = error.fields if isinstance(error, InvalidInput) else {"": error.code}
    return RowEnd(line=line, state=RowState.FAILED, mistakes=mistakes)


def _like(tx: Tx, entity: str, draft: RowDraft) -> list[int]:
    """Return the records of the same name."""
    name = draft.values.get(ENTITIES[entity].name_field)
    return [row.id for row in tx.rows(_called(entity), name=name)] if name else []


@cache
def _called(entity: str) -> Prepared:
    binding = binding_of(entity)
    called = binding.column(binding.entity.name_field)
    if called is None:
        raise AssertionError(f"{entity} has no name")
    kept = [binding.table.c.archived_at.is_(None)] if "archived_at" in binding.table.c else []
    found = select(binding.table.c.id).where(called == bindparam("name"), *kept)
    return Prepared(found.order_by(binding.table.c.id).limit(2))
