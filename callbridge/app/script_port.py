"""What the use cases of call scripts need from the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.call_script import ScriptStep
from callbridge.crm.record import Author
from callbridge.crm.script_choice import TalkFacts
from callbridge.crm.script_views import LeadScript, ScriptEdit, ScriptRevision
from callbridge.kernel.ids import LeadId, OperatorId


class Scripts(Protocol):
    """Call scripts beside what `Records` writes of them; each method is one unit of work."""

    async def chosen(self, facts: TalkFacts) -> ScriptRevision | None:
        """Return the newest revision of the script for a talk."""
        ...

    async def revision(self, revision_id: int) -> ScriptRevision:
        """Return a revision, whether or not a newer one was published; raises NotFound."""
        ...

    async def view(self, script_id: int) -> ScriptEdit:
        """Return what the editor shows; raises NotFound."""
        ...

    async def write(
        self, script_id: int, version: int, steps: Sequence[ScriptStep], author: Author, *, at: datetime, publish: bool
    ) -> ScriptEdit:
        """Keep the steps, and publish them as a new revision; NotFound, InvalidInput, Conflict ``record.changed``."""
        ...

    async def of_lead(self, lead_id: LeadId, *, reader_id: OperatorId) -> LeadScript:
        """Return what was answered in the talk of an interest; raises NotFound of one out of reach."""
        ...
