"""One call script in memory, as `Scripts` of app/script_port.py promises."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from callbridge.crm.call_script import ScriptStep, check_steps, clean_steps, unreachable_steps
from callbridge.crm.record import Author
from callbridge.crm.script_choice import TalkFacts
from callbridge.crm.script_views import LeadAnswer, LeadScript, PublishedRevision, ScriptEdit, ScriptRevision
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import LeadId, OperatorId
from tests.support.web_people import NINE

HELLO = ScriptStep(key="hello", title="Приветствие", words="Здравствуйте, {{имя}}!")


@dataclass
class KeptScripts:
    """Script number 1, for talks about topic 7; revision 1 is there from the first."""

    steps: tuple[ScriptStep, ...] = (HELLO,)
    published: list[tuple[ScriptStep, ...]] = field(default_factory=lambda: [(HELLO,)])
    version: int = 1

    async def chosen(self, facts: TalkFacts) -> ScriptRevision | None:
        return await self.revision(len(self.published)) if facts.topic_id == 7 else None

    async def revision(self, revision_id: int) -> ScriptRevision:
        if not 0 < revision_id <= len(self.published):
            raise NotFound("record.not_found", id=revision_id)
        steps = self.published[revision_id - 1]
        return ScriptRevision(id=revision_id, script_id=1, name="Дома", name_en="", revision=revision_id, steps=steps)

    async def view(self, script_id: int) -> ScriptEdit:
        if script_id != 1:
            raise NotFound("record.not_found", id=script_id)
        return ScriptEdit(
            id=1,
            version=self.version,
            steps=self.steps,
            revisions=tuple(
                PublishedRevision(id=number, revision=number, published_at=NINE, published_by="Вера")
                for number in range(len(self.published), 0, -1)
            ),
            is_published=self.published[-1] == self.steps,
            unreachable=unreachable_steps(self.steps),
        )

    async def write(
        self, script_id: int, version: int, steps: Sequence[ScriptStep], author: Author, *, at: datetime, publish: bool
    ) -> ScriptEdit:
        await self.view(script_id)
        if version != self.version:
            raise Conflict("record.changed", id=script_id)
        self.steps = check_steps(steps) if publish else clean_steps(steps)
        self.version += 1
        if publish:
            self.published.append(self.steps)
        return await self.view(script_id)

    async def of_lead(self, lead_id: LeadId, *, reader_id: OperatorId) -> LeadScript:
        if lead_id != 1:
            raise NotFound("record.not_found", id=lead_id)
        return LeadScript(name="Дома", revision=1, answers=(LeadAnswer(title="Что нужно", answer="Дом", at=NINE),))
