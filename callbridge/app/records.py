"""Reading and writing records of every kind, as each role may. Implements `services.RecordCommands`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from callbridge.app.record_port import Records
from callbridge.crm.deal import DealMove
from callbridge.crm.entities import AUDITED, ENTITIES
from callbridge.crm.entity import Entity, FieldKind
from callbridge.crm.operator import Operator, Role
from callbridge.crm.pipeline import StageDraft
from callbridge.crm.record import (
    Author,
    RecordEntry,
    RecordRights,
    RecordView,
    Stored,
    as_json,
    read_changes,
    view,
)
from callbridge.crm.record_form import Values, read_form
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound
from callbridge.kernel.hidden_number import hidden, is_hidden
from callbridge.kernel.numbers import PhoneNumber

HISTORY_LIMIT = 200
_DEAL = "deal"
_PIPELINE = "pipeline"
_NUMBERS = ("did", "raw")
"""Fields in which a telephone number may be typed."""


class RecordDesk:
    """Checks rights and fields, and hides what the role may not see."""

    def __init__(
        self,
        *,
        records: Records,
        read_number: Callable[[str], PhoneNumber],
        clock: Clock,
        watchers: Mapping[str, Callable[[], None]] | None = None,
    ) -> None:
        """`watchers` are told, by kind of record, after one was written."""
        self._records = records
        self._watchers = watchers or {}
        self._read_number = read_number
        self._clock = clock

    def rights(self, role: Role, entity_id: str) -> RecordRights:
        """Return what a role may do with the records of a kind; nothing with what other services keep."""
        entity = ENTITIES.get(entity_id)
        if entity is None or not entity.is_written_by(role):
            return RecordRights()
        return self._records.rights(entity_id)

    async def read(self, operator: Operator, entity_id: str, record_id: int) -> RecordView:
        """Return a record; raises NotFound, Forbidden."""
        entity = _readable(operator, entity_id)
        stored = await self._records.read(entity_id, record_id, Author.of(operator))
        return view(entity, stored, operator.role, operator.language)

    async def create(
        self, operator: Operator, entity_id: str, raw: Mapping[str, object], key: str
    ) -> tuple[RecordView, bool]:
        """Make a record once per `key`; say with it whether the key had made it before."""
        entity = _writable(operator, entity_id)
        _refuse_hidden(raw)
        values = read_form(entity, raw, role=operator.role, is_new=True)
        stored = await self._records.create(
            entity_id, values, Author.of(operator), key=key, at=self._clock.now(), number=self._number(entity, values)
        )
        self._tell(entity_id)
        return view(entity, stored, operator.role, operator.language), stored.is_repeat

    async def change(
        self, operator: Operator, entity_id: str, record_id: int, version: int, raw: Mapping[str, object]
    ) -> RecordView:
        """Set fields of a record that was read at `version`; Conflict tells what it is now."""
        entity = _writable(operator, entity_id)
        told = await self._without_hidden(operator, entity_id, record_id, raw)
        values = read_form(entity, told, role=operator.role, is_new=False)
        try:
            stored = await self._records.change(
                entity_id,
                record_id,
                version,
                values,
                Author.of(operator),
                at=self._clock.now(),
                number=self._number(entity, values),
            )
        except Conflict as conflict:
            raise _told(conflict, entity, operator) from conflict
        self._tell(entity_id)
        return view(entity, stored, operator.role, operator.language)

    async def remove(self, operator: Operator, entity_id: str, record_id: int, version: int) -> None:
        """Put a record away, as its kind is."""
        entity = _writable(operator, entity_id)
        try:
            await self._records.remove(entity_id, record_id, version, Author.of(operator), at=self._clock.now())
        except Conflict as conflict:
            raise _told(conflict, entity, operator) from conflict
        self._tell(entity_id)

    async def restore(self, operator: Operator, entity_id: str, record_id: int, version: int) -> RecordView:
        """Bring back a record that was put away, as who may put it away may; one that is in use stays as it is."""
        entity = _writable(operator, entity_id)
        author = Author.of(operator)
        try:
            stored = await self._records.restore(entity_id, record_id, version, author, at=self._clock.now())
        except Conflict as conflict:
            raise _told(conflict, entity, operator) from conflict
        self._tell(entity_id)
        return view(entity, stored, operator.role, operator.language)

    async def history(self, operator: Operator, entity_id: str, record_id: int) -> Sequence[RecordEntry]:
        """Return what was done to a record, newest first, without what the role may not see."""
        entity = _kind(entity_id, AUDITED).for_reader(operator.role)
        entries = await self._records.history(entity_id, record_id, HISTORY_LIMIT, Author.of(operator))
        seen = {field.id for field in entity.fields if operator.role.covers(field.least_role)}
        return [
            RecordEntry(
                at=entry.at,
                operator_id=entry.operator_id,
                operator=entry.operator,
                action=entry.action,
                changes=read_changes(entry.detail, seen),
            )
            for entry in entries
        ]

    async def move_deal(self, operator: Operator, deal_id: int, move: DealMove) -> RecordView:
        """Move a deal now, whatever instant `move` has: the clock is the server's."""
        entity = _writable(operator, _DEAL)
        now = replace(move, at=self._clock.now())
        stored = await self._records.move_deal(deal_id, now, Author.of(operator))
        return view(entity, stored, operator.role, operator.language)

    async def add_pipeline(self, operator: Operator, name: str, stages: Sequence[StageDraft]) -> RecordView:
        """Make a pipeline with its stages."""
        entity = _writable(operator, _PIPELINE)
        made = await self._records.add_pipeline(name, stages, Author.of(operator), at=self._clock.now())
        return view(entity, made, operator.role, operator.language)

    async def edit_stages(
        self, operator: Operator, pipeline_id: int, version: int, stages: Sequence[StageDraft]
    ) -> RecordView:
        """Give a pipeline these stages; deals keep those they began with (rule 1 of the model)."""
        entity = _writable(operator, _PIPELINE)
        now = self._clock.now()
        stored = await self._records.edit_stages(pipeline_id, version, stages, Author.of(operator), at=now)
        return view(entity, stored, operator.role, operator.language)

    async def bring_over(self, operator: Operator, pipeline_id: int, mapping: Mapping[int, int]) -> int:
        """Bring open deals of older revisions to the present stages."""
        _writable(operator, _PIPELINE)
        return await self._records.bring_over(pipeline_id, mapping, Author.of(operator), at=self._clock.now())

    async def _without_hidden(
        self, operator: Operator, entity_id: str, record_id: int, raw: Mapping[str, object]
    ) -> Mapping[str, object]:
        """Return what was sent without the fields that came back as they were shown, their numbers hidden.

        Raises InvalidInput of a hidden number that is not the record's: nobody knows which one is meant.
        """
        if not any(map(is_hidden, raw.values())):
            return raw
        stored = await self._records.read(entity_id, record_id, Author.of(operator))
        shown = {name: hidden(name, as_json(value)) for name, value in stored.values.items()}
        told = {name: value for name, value in raw.items() if not (is_hidden(value) and value == shown.get(name))}
        _refuse_hidden(told)
        return told

    def _tell(self, entity_id: str) -> None:
        watcher = self._watchers.get(entity_id)
        if watcher is not None:
            watcher()

    def _number(self, entity: Entity, values: Values) -> PhoneNumber | None:
        for name in _NUMBERS:
            field, typed = entity.field(name), values.get(name)
            if field is not None and isinstance(typed, str) and field.kind in (FieldKind.PHONE, FieldKind.TEXT):
                return self._read_number(typed)
        return None


def _kind(entity_id: str, kinds: Mapping[str, Entity] = ENTITIES) -> Entity:
    entity = kinds.get(entity_id)
    if entity is None:
        raise NotFound("record.unknown_kind", entity=entity_id)
    return entity


def _readable(operator: Operator, entity_id: str) -> Entity:
    return _kind(entity_id).for_reader(operator.role)


def _writable(operator: Operator, entity_id: str) -> Entity:
    return _kind(entity_id).for_writer(operator.role)


def _refuse_hidden(raw: Mapping[str, object]) -> None:
    mistakes = {name: "hidden_number" for name, value in raw.items() if is_hidden(value)}
    if mistakes:
        raise InvalidInput(mistakes)


def _told(conflict: Conflict, entity: Entity, operator: Operator) -> Conflict:
    """Return the conflict with the record as the operator may see it."""
    current = conflict.params.get("current")
    if not isinstance(current, Stored):
        return conflict
    return Conflict(conflict.code, current=view(entity, current, operator.role, operator.language))
