"""Call scripts: written, published, chosen for a talk. Implements `services.ScriptCommands`."""

from collections.abc import Callable, Sequence

from callbridge.app.script_port import Scripts
from callbridge.crm.call_script import ScriptStep
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.crm.script_choice import TalkFacts
from callbridge.crm.script_views import ChosenScript, LeadScript, ScriptEdit, ScriptRevision
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import LeadId


class ScriptDesk:
    """Passes to the store who did what, at the server's time, and tells that scripts changed."""

    def __init__(self, *, scripts: Scripts, clock: Clock, on_change: Callable[[], None]) -> None:
        self._scripts = scripts
        self._clock = clock
        self._on_change = on_change

    async def chosen(self, facts: TalkFacts) -> ChosenScript:
        """Return the script for a talk."""
        return ChosenScript(script=await self._scripts.chosen(facts))

    async def revision(self, revision_id: int) -> ScriptRevision:
        """Return a revision that a talk began with."""
        return await self._scripts.revision(revision_id)

    async def view(self, script_id: int) -> ScriptEdit:
        """Return what the editor shows."""
        return await self._scripts.view(script_id)

    async def write(
        self, operator: Operator, script_id: int, version: int, steps: Sequence[ScriptStep], *, publish: bool
    ) -> ScriptEdit:
        """Keep the steps, and publish them."""
        now = self._clock.now()
        written = await self._scripts.write(script_id, version, steps, Author.of(operator), at=now, publish=publish)
        self._on_change()
        return written

    async def of_lead(self, operator: Operator, lead_id: LeadId) -> LeadScript:
        """Return what was answered in the talk of an interest."""
        return await self._scripts.of_lead(lead_id, reader_id=operator.id)
