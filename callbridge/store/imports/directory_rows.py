"""People and organizations of a file, many at once: the same rows as the record service writes, in fewer statements.

tests/store/imports/test_directory_rows.py holds that a person imported is a person made through the API.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.entities import ENTITIES
from callbridge.crm.importing import OnMatch, RowDraft, RowOutcome, RowState, outcome_of
from callbridge.crm.record import CREATED, Author, write_changes
from callbridge.kernel.numbers import PhoneNumber
from callbridge.store import tables as t
from callbridge.store.audit import write_notes
from callbridge.store.folding import fold, words
from callbridge.store.imports import matching
from callbridge.store.imports.jobs import RowEnd
from callbridge.store.imports.matching import Known
from callbridge.store.imports.naming import with_named
from callbridge.store.number_key import number_key, reversed_of
from callbridge.store.records.service import change_record, read_record
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

PERSON, ORGANIZATION = "person", "organization"
_ABSENT: Mapping[str, Mapping[str, Any]] = {
    PERSON: {"lifecycle": "prospect", "is_private": False, "job_title": "", "do_not_call": False, "note": "",
             "owner": None, "organization": None},
    ORGANIZATION: {"lifecycle": "prospect", "tax_id": "", "note": "", "owner": None},
}  # fmt: skip
"""What a record has that its row does not say, as the record service gives it."""
_TABLES: Mapping[str, Table] = {PERSON: t.person, ORGANIZATION: t.organization}
_NAMES = {PERSON: "full_name", ORGANIZATION: "name"}
_COLUMNS = {"owner": "owner_id", "organization": "organization_id"}
_INSERT = {
    entity: Prepared(
        insert(table).inline(),
        columns=(
            "id", _NAMES[entity], "folded_name", "created_at", *(_COLUMNS.get(name, name) for name in _ABSENT[entity]),
        ),
    )
    for entity, table in _TABLES.items()
}  # fmt: skip
_INSERT_WORD = {
    PERSON: Prepared(insert(t.person_word).inline(), columns=("word", "person_id")),
    ORGANIZATION: Prepared(insert(t.organization_word).inline(), columns=("word", "organization_id")),
}
_IDS_AT_ONCE = {PERSON: 100, ORGANIZATION: 20}
_POINT_COLUMNS = (
    "person_id", "organization_id", "kind", "raw", "number_key", "extension", "reversed_digits", "is_shared",
    "address_key",
)  # fmt: skip
_INSERT_POINTS = Prepared(insert(t.contact_point).inline(), columns=_POINT_COLUMNS)
_INSERT_POINT = Prepared(insert(t.contact_point).returning(t.contact_point.c.id), columns=_POINT_COLUMNS)
_SHARE = Prepared(
    update(t.contact_point)
    .where(t.contact_point.c.number_key == bindparam("key"), t.contact_point.c.extension == bindparam("ext"))
    .values(is_shared=True)
)
_POINTS_OF = {
    entity: Prepared(
        select(t.contact_point.c.kind, t.contact_point.c.raw, t.contact_point.c.number_key, t.contact_point.c.extension)
        .where(t.contact_point.c[f"{entity}_id"] == bindparam("owner"))
    )
    for entity in _TABLES
}  # fmt: skip


@dataclass(slots=True)
class _Batch:
    """What a batch gathers, to be written by few statements."""

    author: Author
    at: datetime
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {ORGANIZATION: [], PERSON: []})
    """Organizations first: people name them."""
    ids: dict[str, Iterator[int]] = field(default_factory=lambda: {PERSON: iter(()), ORGANIZATION: iter(())})
    """Taken, and not yet given to a row."""
    words: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {PERSON: [], ORGANIZATION: []})
    points: list[dict[str, Any]] = field(default_factory=list)
    notes: list[AuditNote] = field(default_factory=list)
    shared: set[tuple[str, str]] = field(default_factory=set)

    def write(self, tx: Tx) -> None:
        """Write what was gathered, and gather anew."""
        self._write_rows(tx)
        for entity, rows in self.words.items():
            tx.executemany(_INSERT_WORD[entity], rows)
        tx.executemany(_INSERT_POINTS, self.points)
        write_notes(tx, self.notes)
        tx.executemany(_SHARE, [{"key": key, "ext": extension} for key, extension in sorted(self.shared)])
        for written in (*self.words.values(), self.points):
            written.clear()
        self.notes.clear()
        self.shared.clear()
        self.ids = {entity: iter(()) for entity in self.ids}  # what follows may insert by itself

    def next_id(self, tx: Tx, entity: str) -> int:
        """Return the id of a row to be gathered."""
        taken = next(self.ids[entity], None)
        if taken is None:
            self._write_rows(tx)  # else SQLite would give their ids once more
            self.ids[entity] = iter(tx.take_ids(_TABLES[entity], _IDS_AT_ONCE[entity]))
            taken = next(self.ids[entity])
        return taken

    def _write_rows(self, tx: Tx) -> None:
        for entity, rows in self.rows.items():
            tx.executemany(_INSERT[entity], rows)
            rows.clear()


def foretold(tx: Tx, entity: str, drafts: Sequence[RowDraft], on_match: OnMatch) -> list[RowOutcome]:
    """Return what would become of rows."""
    named, known = _prepared(tx, entity, drafts)
    outcomes = []
    for draft in named:
        if draft.mistakes:
            outcomes.append(RowOutcome(line=draft.line, state=RowState.FAILED, mistakes=draft.mistakes))
            continue
        found = known.matches(_keys(entity, draft, known))
        state = outcome_of(len(found), on_match)
        like = found[0] if found and state is not RowState.CREATED else None
        called = str(draft.values[_NAMES[entity]]) if like is not None else ""
        outcomes.append(
            RowOutcome(line=draft.line, state=state, record_id=like if (like or 0) > 0 else None, record=called)
        )
        if state is RowState.CREATED:
            _remember(known, entity, draft, -draft.line)  # a later row may be the same again
    return outcomes


def write_rows(
    tx: Tx, entity: str, drafts: Sequence[RowDraft], on_match: OnMatch, author: Author, at: datetime
) -> list[RowEnd]:
    """Write rows; return what became of each."""
    named, known = _prepared(tx, entity, drafts)
    batch = _Batch(author=author, at=at)
    ends = [_written(tx, batch, known, entity, draft, on_match) for draft in named]
    batch.write(tx)
    return ends


def _prepared(tx: Tx, entity: str, drafts: Sequence[RowDraft]) -> tuple[list[RowDraft], Known]:
    named = with_named(tx, ENTITIES[entity], drafts, but="organization" if entity == PERSON else "")
    fit = [draft for draft in named if not draft.mistakes]
    return named, matching.known_people(tx, fit) if entity == PERSON else matching.known_organizations(tx, fit)


def _keys(entity: str, draft: RowDraft, known: Known) -> list[matching.Key]:
    if entity == ORGANIZATION:
        return matching.organization_keys(draft)
    return matching.person_keys(draft, known.organizations.get(fold(draft.names.get("organization", ""))))


def _written(tx: Tx, batch: _Batch, known: Known, entity: str, draft: RowDraft, on_match: OnMatch) -> RowEnd:
    if draft.mistakes:
        return RowEnd(line=draft.line, state=RowState.FAILED, mistakes=draft.mistakes)
    found = known.matches(_keys(entity, draft, known))
    state = outcome_of(len(found), on_match)
    if state is RowState.SKIPPED:
        return RowEnd(line=draft.line, state=state, record_id=found[0])
    if state is RowState.FILLED:
        batch.write(tx)  # the record may be one of this very batch
        return _filled(tx, batch, entity, found[0], draft)
    return _created(tx, batch, known, entity, draft)


def _created(tx: Tx, batch: _Batch, known: Known, entity: str, draft: RowDraft) -> RowEnd:
    values = dict(draft.values)
    trace: dict[str, Any] = {}
    if entity == PERSON and "organization" in draft.names:
        values["organization"], is_new = _organization(tx, batch, known, draft.names["organization"])
        trace |= {"organization": values["organization"]} if is_new else {}
    record_id = _insert(tx, batch, entity, values)
    points = [*_points(entity, record_id, draft)]
    batch.points += points
    if entity == PERSON:
        _share(batch, known, record_id, draft.numbers)
    _remember(known, entity, draft, record_id)
    trace["points"] = len(points)
    return RowEnd(line=draft.line, state=RowState.CREATED, record_id=record_id, record_version=1, trace=trace)


def _remember(known: Known, entity: str, draft: RowDraft, record_id: int) -> None:
    if entity == ORGANIZATION:
        tax_id, name = str(draft.values.get("tax_id", "") or ""), fold(str(draft.values["name"]))
        matching.add_organization(known, record_id, name, tax_id)
        return
    for key in _keys(entity, draft, known):
        known.add(key, record_id)


def _insert(tx: Tx, batch: _Batch, entity: str, values: Mapping[str, Any]) -> int:
    name = str(values[_NAMES[entity]])
    whole = {**_ABSENT[entity], **{key: value for key, value in values.items() if value is not None}}
    columns = {_COLUMNS.get(key, key): value for key, value in whole.items()}
    record_id = batch.next_id(tx, entity)
    batch.rows[entity].append({"id": record_id, "folded_name": fold(name), "created_at": batch.at, **columns})
    batch.words[entity] += [{"word": word, f"{entity}_id": record_id} for word in words(name)]
    filled = {key: value for key, value in whole.items() if value not in (None, "")} | {"created_at": batch.at}
    batch.notes.append(
        AuditNote(
            at=batch.at,
            operator_id=batch.author.operator_id,
            action=CREATED,
            entity=entity,
            entity_id=str(record_id),
            detail=write_changes({}, filled),
        )
    )
    return record_id


def _organization(tx: Tx, batch: _Batch, known: Known, name: str) -> tuple[int, bool]:
    """Return the organization that a person's row names, made when nobody is called so."""
    folded = fold(name)
    if folded in known.organizations:
        return known.organizations[folded], False
    made = known.organizations[folded] = _insert(tx, batch, ORGANIZATION, {"name": name})
    return made, True


def _points(entity: str, record_id: int, draft: RowDraft) -> list[dict[str, Any]]:
    owner = {"person_id": None, "organization_id": None, f"{entity}_id": record_id, "is_shared": False}
    numbers = {(number_key(number), number.extension): number for number in draft.numbers}
    keyless = {"number_key": "", "extension": "", "reversed_digits": ""}
    return [
        *(
            {**owner, "kind": "phone", "raw": number.raw, "number_key": key, "extension": extension,
             "reversed_digits": reversed_of(key), "address_key": ""}
            for (key, extension), number in numbers.items()
        ),
        *({**owner, **keyless, "kind": "email", "raw": raw, "address_key": fold(raw)} for raw in draft.emails),
        *({**owner, **keyless, "kind": "url", "raw": raw, "address_key": ""} for raw in draft.urls),
    ]  # fmt: skip


def _share(batch: _Batch, known: Known, person_id: int, numbers: Sequence[PhoneNumber]) -> None:
    """Mark the numbers that others have too, as the card does."""
    for number in numbers:
        key = (number_key(number), number.extension)
        owners = known.owners.setdefault(key, set())
        owners.add(person_id)
        if len(owners) > 1:
            batch.shared.add(key)


def _filled(tx: Tx, batch: _Batch, entity: str, record_id: int, draft: RowDraft) -> RowEnd:
    """Fill what is empty of a record, and add the numbers and addresses it has not."""
    stored = read_record(tx, entity, record_id)
    wanted = {name: value for name, value in draft.values.items() if value not in (None, "", False)}
    fresh = {name: value for name, value in wanted.items() if stored.values.get(name) in (None, "")}
    version = stored.version
    if fresh:
        version = change_record(tx, entity, record_id, version, fresh, batch.author, at=batch.at).version
    has = {
        (row.kind, row.number_key, row.extension) if row.kind == "phone" else (row.kind, fold(row.raw))
        for row in tx.rows(_POINTS_OF[entity], owner=record_id)
    }
    added = [
        int(tx.value(_INSERT_POINT, **point))
        for point in _points(entity, record_id, draft)
        if _point_key(point) not in has
    ]
    trace = {"filled": sorted(fresh), "added": added}
    state = RowState.FILLED if fresh or added else RowState.SKIPPED
    return RowEnd(line=draft.line, state=state, record_id=record_id, record_version=version, trace=trace)


def _point_key(point: Mapping[str, Any]) -> tuple[str, ...]:
    if point["kind"] == "phone":
        return point["kind"], point["number_key"], point["extension"]
    return point["kind"], fold(point["raw"])
