"""Records in memory, as `Records` of app/record_port.py promises them; what is made of them is the store's to test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from callbridge.crm.audit import AuditEntry
from callbridge.crm.deal import DealMove
from callbridge.crm.pipeline import StageDraft, check_stages
from callbridge.crm.record import CREATED, Author, RecordRights, Removal, Stored, write_changes
from callbridge.crm.record_form import Values
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.numbers import PhoneNumber


@dataclass
class KeptRecords:
    """Rows by kind and id, and what was asked."""

    rows: dict[tuple[str, int], Stored] = field(default_factory=dict)
    keys: dict[str, Stored] = field(default_factory=dict)
    numbers: list[PhoneNumber | None] = field(default_factory=list)
    moves: list[DealMove] = field(default_factory=list)
    entries: list[AuditEntry] = field(default_factory=list)
    gone: dict[tuple[str, int], Stored] = field(default_factory=dict)
    """Those put away."""
    hidden: set[tuple[str, int, int]] = field(default_factory=set)
    """Kind, id and operator: what does not concern them."""

    def rights(self, entity: str) -> RecordRights:
        return RecordRights(may_create=entity != "stage", may_change=True, removal=Removal.ARCHIVED)

    async def read(self, entity: str, record_id: int, reader: Author | None = None) -> Stored:
        found = self.rows.get((entity, record_id))
        if found is None or self._is_hidden(entity, record_id, reader):
            raise NotFound("record.not_found", id=record_id)
        return found

    def _is_hidden(self, entity: str, record_id: int, reader: Author | None) -> bool:
        return reader is not None and (entity, record_id, reader.operator_id) in self.hidden

    async def create(
        self, entity: str, values: Values, author: Author, *, key: str, at: datetime, number: PhoneNumber | None
    ) -> Stored:
        if key in self.keys:
            return replace(self.keys[key], is_repeat=True)
        self.numbers.append(number)
        made = Stored(id=len(self.rows) + 1, version=1, values=values)
        self.rows[entity, made.id] = self.keys[key] = made
        self.entries.append(
            AuditEntry(
                id=1, at=at, operator_id=author.operator_id, operator="Anna", action=CREATED, entity=entity,
                entity_id=str(made.id), detail=write_changes({}, values),
            )
        )  # fmt: skip
        return made

    async def change(
        self,
        entity: str,
        record_id: int,
        version: int,
        values: Values,
        author: Author,
        *,
        at: datetime,
        number: PhoneNumber | None,
    ) -> Stored:
        found = await self.read(entity, record_id)
        if found.version != version:
            raise Conflict("record.changed", current=found)
        self.numbers.append(number)
        changed = replace(found, version=version + 1, values={**found.values, **values})
        self.rows[entity, record_id] = changed
        return changed

    async def remove(self, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> None:
        await self.change(entity, record_id, version, {}, author, at=at, number=None)
        self.gone[entity, record_id] = self.rows.pop((entity, record_id))

    async def restore(self, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> Stored:
        if (entity, record_id) in self.gone:
            if self.gone[entity, record_id].version != version:
                raise Conflict("record.changed", current=self.gone[entity, record_id])
            self.rows[entity, record_id] = self.gone.pop((entity, record_id))
            return await self.change(entity, record_id, version, {}, author, at=at, number=None)
        return await self.read(entity, record_id, author)

    async def history(
        self, entity: str, record_id: int, limit: int, reader: Author | None = None
    ) -> Sequence[AuditEntry]:
        if self._is_hidden(entity, record_id, reader):
            raise NotFound("record.not_found", id=record_id)
        return [one for one in self.entries if (one.entity, one.entity_id) == (entity, str(record_id))][:limit]

    async def move_deal(self, deal_id: int, move: DealMove, author: Author) -> Stored:
        self.moves.append(move)
        return await self.change(
            "deal", deal_id, move.version or 0, {"stage": move.to_stage_id}, author, at=move.at, number=None
        )

    async def add_pipeline(self, name: str, stages: Sequence[StageDraft], author: Author, *, at: datetime) -> Stored:
        check_stages(stages)
        return await self.create("pipeline", {"name": name}, author, key=name, at=at, number=None)

    async def edit_stages(
        self, pipeline_id: int, version: int, stages: Sequence[StageDraft], author: Author, *, at: datetime
    ) -> Stored:
        check_stages(stages)
        return await self.change("pipeline", pipeline_id, version, {"revision": 2}, author, at=at, number=None)

    async def bring_over(self, pipeline_id: int, mapping: Mapping[int, int], author: Author, *, at: datetime) -> int:
        await self.read("pipeline", pipeline_id)
        return len(mapping)
