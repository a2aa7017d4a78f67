"""What the use cases of records need from the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.audit import AuditEntry
from callbridge.crm.deal import DealMove
from callbridge.crm.pipeline import StageDraft
from callbridge.crm.record import Author, RecordRights, Stored
from callbridge.crm.record_form import Values
from callbridge.kernel.numbers import PhoneNumber


class Records(Protocol):
    """Records of every kind (docs/decisions/0012). Every method is one unit of work and may raise StoreUnavailable."""

    def rights(self, entity: str) -> RecordRights:
        """Return what can be done with the records of a kind, whoever asks; raises NotFound."""
        ...

    async def read(self, entity: str, record_id: int, reader: Author | None) -> Stored:
        """Return a record; raises NotFound, also of one out of the reader's reach. None: the program itself reads."""
        ...

    async def create(
        self, entity: str, values: Values, author: Author, *, key: str, at: datetime, number: PhoneNumber | None
    ) -> Stored:
        """Make a record once per `key` of the author; what is named and not in use is InvalidInput."""
        ...

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
        """Set fields; Conflict ``record.changed`` with the Stored as it is now in `params["current"]`."""
        ...

    async def remove(self, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> None:
        """Put a record away, as its kind is; raises as `change`."""
        ...

    async def restore(self, entity: str, record_id: int, version: int, author: Author, *, at: datetime) -> Stored:
        """Bring back what was put away; one that is in use stays as it is. Raises as `change`."""
        ...

    async def history(self, entity: str, record_id: int, limit: int, reader: Author | None) -> Sequence[AuditEntry]:
        """Return what was done to a record, newest first; raises NotFound of one out of the reader's reach."""
        ...

    async def move_deal(self, deal_id: int, move: DealMove, author: Author) -> Stored:
        """Move a deal to a stage; raises as crm.deal.moved, and Conflict ``record.changed``."""
        ...

    async def add_pipeline(self, name: str, stages: Sequence[StageDraft], author: Author, *, at: datetime) -> Stored:
        """Make a pipeline with its stages; InvalidInput when they make none."""
        ...

    async def edit_stages(
        self, pipeline_id: int, version: int, stages: Sequence[StageDraft], author: Author, *, at: datetime
    ) -> Stored:
        """Give a pipeline these stages, as a new revision when deals stand on others; raises as `change`."""
        ...

    async def bring_over(self, pipeline_id: int, mapping: Mapping[int, int], author: Author, *, at: datetime) -> int:
        """Bring open deals of older revisions to the present stages; return how many.

        None moves unless each has a stage to come to (InvalidInput); then they move a portion at a time, and who asks
        again after an outage goes on with the rest.
        """
        ...
