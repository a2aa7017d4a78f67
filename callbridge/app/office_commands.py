"""What the web shell may call beside the phone: records, files, tasks, questionnaires, imports, mailings."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Protocol

from callbridge.app.audio_port import AudioStream
from callbridge.app.files import Opening, Upload
from callbridge.crm.attachment import Attachment, FileView, RecordFiles
from callbridge.crm.call_script import ScriptStep
from callbridge.crm.deal import DealMove
from callbridge.crm.dossier import Dossier
from callbridge.crm.duplicate import DuplicateKey, DuplicatePage, MergeEntry, MergePreview, MergeWish
from callbridge.crm.erasure import ErasurePreview
from callbridge.crm.import_columns import Target
from callbridge.crm.importing import BadRow, ImportJob, ImportPlan, Line, RowOutcome
from callbridge.crm.interview import QuestionDraft
from callbridge.crm.interview_results import InterviewResults, InterviewView, OpenForm, ResponseRow, SavedResponse
from callbridge.crm.operator import Operator, Role
from callbridge.crm.pipeline import StageDraft
from callbridge.crm.record import RecordEntry, RecordRights, RecordView
from callbridge.crm.script_choice import TalkFacts
from callbridge.crm.script_views import ChosenScript, LeadScript, ScriptEdit, ScriptRevision
from callbridge.crm.setting import Level, ResolvedSetting
from callbridge.crm.task import TaskAnswer, TaskView
from callbridge.kernel.ids import LeadId


class RecordCommands(Protocol):
    """Records of every kind, as each role may read and write them; raises NotFound and Forbidden."""

    def rights(self, role: Role, entity_id: str) -> RecordRights:
        """Return what a role may do with the records of a kind."""
        ...

    async def read(self, operator: Operator, entity_id: str, record_id: int) -> RecordView: ...

    async def create(
        self, operator: Operator, entity_id: str, raw: Mapping[str, object], key: str
    ) -> tuple[RecordView, bool]:
        """Make a record once per `key`, say whether it was there; InvalidInput names every wrong field."""
        ...

    async def change(
        self, operator: Operator, entity_id: str, record_id: int, version: int, raw: Mapping[str, object]
    ) -> RecordView:
        """Set fields; Conflict ``record.changed`` with the RecordView of now in `params["current"]`."""
        ...

    async def remove(self, operator: Operator, entity_id: str, record_id: int, version: int) -> None:
        """Put a record away."""
        ...

    async def restore(self, operator: Operator, entity_id: str, record_id: int, version: int) -> RecordView:
        """Bring a record back that was put away."""
        ...

    async def history(self, operator: Operator, entity_id: str, record_id: int) -> Sequence[RecordEntry]:
        """Return what was done to it, newest first."""
        ...

    async def move_deal(self, operator: Operator, deal_id: int, move: DealMove) -> RecordView:
        """Move a deal to a stage: InvalidInput when it is to be lost without a reason, IllegalMove, Conflict."""
        ...


class FileCommands(Protocol):
    """Files attached to records; raises NotFound, Forbidden and, when the storage fails, FilesUnavailable."""

    async def files(self, operator: Operator, entity: str, record_id: int) -> RecordFiles: ...

    async def upload(self, operator: Operator, upload: Upload, pieces: AsyncIterator[bytes]) -> tuple[FileView, bool]:
        """Attach what comes once per `upload.key`, say whether it was there; TooLarge, InvalidInput, Conflict."""
        ...

    async def change(self, operator: Operator, file_id: int, version: int, raw: Mapping[str, object]) -> FileView:
        """Set ``name`` or ``note``; InvalidInput, Conflict ``files.changed``."""
        ...

    async def set_removed(self, operator: Operator, file_id: int, version: int, *, is_removed: bool) -> FileView:
        """Remove a file, or bring it back; Conflict ``files.changed``."""
        ...

    async def find(self, operator: Operator, file_id: int) -> Attachment:
        """Return a file that `operator` may open."""
        ...

    async def open(self, opening: Opening, first: int, last: int) -> AudioStream:
        """Note the opening in the audit trail, then return the bytes from `first` to `last`."""
        ...


class DossierCommands(Protocol):
    """The dossier of an event."""

    async def gather(self, operator: Operator, campaign_id: int) -> Dossier:
        """Note it in the audit trail, then return everything of an event; NotFound, Forbidden."""
        ...


class PipelineCommands(Protocol):
    """The editor of pipelines (rule 1 of the model); raises NotFound, Forbidden, InvalidInput and Conflict."""

    async def add_pipeline(self, operator: Operator, name: str, stages: Sequence[StageDraft]) -> RecordView: ...

    async def edit_stages(
        self, operator: Operator, pipeline_id: int, version: int, stages: Sequence[StageDraft]
    ) -> RecordView:
        """Give it these stages, in place or as a new revision."""
        ...

    async def bring_over(self, operator: Operator, pipeline_id: int, mapping: Mapping[int, int]) -> int:
        """Bring open deals of older revisions over; return how many."""
        ...


class TaskCommands(Protocol):
    """Tasks beside editing them; raises NotFound of those that do not concern the operator."""

    async def view(self, operator: Operator, task_id: int) -> TaskView: ...

    async def see(self, operator: Operator, task_id: int) -> None:
        """Note that the operator has seen what is new."""
        ...

    async def answer(self, operator: Operator, task_id: int, text: str, key: str) -> TaskAnswer:
        """Add a message to the thread once per `key`; InvalidInput."""
        ...

    async def do_part(self, operator: Operator, task_id: int, *, is_done: bool) -> TaskView:
        """Mark the operator's own part; Forbidden, IllegalMove of a message."""
        ...

    async def do_whole(self, operator: Operator, task_id: int, version: int, *, is_done: bool) -> TaskView:
        """Close it for everybody or give it back; Forbidden, IllegalMove, Conflict."""
        ...


class SettingCommands(Protocol):
    """Parameters of the system, a branch, a user; raises Forbidden."""

    async def all(
        self, operator: Operator, level: Level = Level.SYSTEM, branch: int | None = None
    ) -> Sequence[ResolvedSetting]: ...

    async def change(
        self,
        operator: Operator,
        key: str,
        version: int,
        value: str | None,
        level: Level = Level.SYSTEM,
        branch: int | None = None,
    ) -> ResolvedSetting:
        """Set one that is at `version`, or reset it with None; raises NotFound, InvalidInput and Conflict."""
        ...


class InterviewCommands(Protocol):
    """Questionnaires beside making and naming them; raises NotFound, InvalidInput and Conflict."""

    async def view(self, operator: Operator, interview_id: int) -> InterviewView: ...

    async def reword(
        self, operator: Operator, interview_id: int, version: int, drafts: Sequence[QuestionDraft]
    ) -> InterviewView:
        """Give it these questions; those that were answered stay behind as they were asked."""
        ...

    async def fill(
        self, operator: Operator, interview_id: int, raw: Mapping[str, object], person_id: int | None, key: str
    ) -> SavedResponse:
        """Keep answers that the operator was given, once per `key`."""
        ...

    async def open_form(self, token: str) -> OpenForm | None:
        """Return the form of a public link, None when there is none or it is closed."""
        ...

    async def fill_public(self, token: str, raw: Mapping[str, object], key: str) -> SavedResponse | None:
        """Keep answers from a public link, once per `key`; None as above."""
        ...

    async def responses(
        self, operator: Operator, interview_id: int, before: int | None, limit: int
    ) -> Sequence[ResponseRow]: ...

    async def results(self, operator: Operator, interview_id: int) -> InterviewResults: ...


class ScriptCommands(Protocol):
    """Call scripts (R102); raises NotFound."""

    async def chosen(self, facts: TalkFacts) -> ChosenScript: ...

    async def revision(self, revision_id: int) -> ScriptRevision: ...

    async def view(self, script_id: int) -> ScriptEdit: ...

    async def write(
        self, operator: Operator, script_id: int, version: int, steps: Sequence[ScriptStep], *, publish: bool
    ) -> ScriptEdit:
        """Keep the steps, and publish them as a new revision; InvalidInput and Conflict."""
        ...

    async def of_lead(self, operator: Operator, lead_id: LeadId) -> LeadScript: ...


class ImportCommands(Protocol):
    """Imports of files, for managers; raises Forbidden, NotFound, InvalidInput and IllegalMove."""

    async def load(self, operator: Operator, entity_id: str, file_name: str, lines: Iterator[Line]) -> ImportJob:
        """Keep a file's rows, the heading first; DomainError of the reading leaves nothing."""
        ...

    async def jobs(self, operator: Operator) -> Sequence[ImportJob]: ...

    async def job(self, operator: Operator, job_id: int) -> tuple[ImportJob, Sequence[Target]]: ...

    async def preview(
        self, operator: Operator, job_id: int, plan: ImportPlan
    ) -> tuple[Sequence[Line], Sequence[RowOutcome]]:
        """Return the first rows and what would become of each."""
        ...

    async def begin(self, operator: Operator, job_id: int, plan: ImportPlan) -> ImportJob: ...

    async def cancel(self, operator: Operator, job_id: int) -> ImportJob: ...

    async def undo(self, operator: Operator, job_id: int) -> ImportJob: ...

    async def forget(self, operator: Operator, job_id: int) -> None: ...

    def bad_rows(self, operator: Operator, job_id: int) -> AsyncIterator[BadRow]: ...


class DuplicateCommands(Protocol):
    """Records that are likely one, and people who want to be forgotten; raises Forbidden, NotFound and Conflict."""

    async def pairs(self, operator: Operator, entity: str, by: DuplicateKey, after: str) -> DuplicatePage: ...

    async def dismiss(self, operator: Operator, entity: str, one: int, other: int) -> None: ...

    async def preview(self, operator: Operator, entity: str, keep_id: int, give_up_id: int) -> MergePreview: ...

    async def merge(self, operator: Operator, entity: str, wish: MergeWish) -> int: ...

    async def merges(self, operator: Operator) -> Sequence[MergeEntry]: ...

    async def undo_merge(self, operator: Operator, merge_id: int) -> None: ...

    async def erasure(self, operator: Operator, person_id: int) -> ErasurePreview: ...

    async def erase(self, operator: Operator, person_id: int) -> None: ...
