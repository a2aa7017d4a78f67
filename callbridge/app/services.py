"""What the web shell may call: the operator's commands. One object, built by the daemon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from callbridge.app.audio_port import AudioStream
from callbridge.app.call_audio import AudioListening
from callbridge.app.contact_commands import FollowUpCommands, MailingCommands, RoundCommands
from callbridge.app.deal_port import DealContactCommands, Deals
from callbridge.app.health_port import HealthSource
from callbridge.app.login_port import Operators
from callbridge.app.number_masks import NumberMasks
from callbridge.app.office_commands import (
    DossierCommands,
    DuplicateCommands,
    FileCommands,
    ImportCommands,
    InterviewCommands,
    PipelineCommands,
    RecordCommands,
    ScriptCommands,
    SettingCommands,
    TaskCommands,
)
from callbridge.app.ports import Desk, Lists
from callbridge.app.program_port import Programs
from callbridge.app.sessions import OperatorSessions
from callbridge.app.webhook_port import Webhooks
from callbridge.crm.audit import AuditEntry
from callbridge.crm.call_audio import AudioFile, CallAudioView
from callbridge.crm.call_board import Colleague, ListenWay, LiveCallView, TransferWish
from callbridge.crm.dial_wish import DialWish
from callbridge.crm.directory import ContactGroup
from callbridge.crm.incoming_lead import IncomingLead, LeadSender
from callbridge.crm.interest import InterestForm, LeadRow, SavedInterest
from callbridge.crm.not_caller import CallerRecord, NotCaller
from callbridge.crm.operator import Operator, Presence
from callbridge.crm.softphone import PhoneLogin, PhoneSessions, TalkQuality, TalkReport
from callbridge.crm.status import AbsenceRules
from callbridge.crm.taping import TapeOrder
from callbridge.kernel.ids import CallId, LeadId, OperatorId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.screenpop.wire import OwnState


class CardCommands(Protocol):
    """What an operator does with a card on their screen."""

    async def answer(self, operator: Operator, call_id: CallId) -> None:
        """✓ (R73): NotFound when it does not ring for them, IllegalMove, AmiUnavailable, AmiRefused."""
        ...

    async def dismiss(self, operator: Operator, call_id: CallId) -> None:
        """Close a card that is no longer ringing or talking, or one of a missed call: IllegalMove, NotFound."""
        ...

    async def skip(self, operator: Operator, call_id: CallId, why: str) -> None:
        """Put a card away for this call, or tell why it was; NotFound when gone."""
        ...

    async def fetch(self, operator: Operator, call_id: CallId) -> None:
        """Take a skipping back; NotFound when gone."""
        ...


class CallerContactCommands(Protocol):
    """Earlier contacts of who is on the line."""

    async def groups(self, operator: Operator, call_id: CallId) -> Sequence[ContactGroup]:
        """Return them folded by person, number, organization; none when the operator has no card of the call."""
        ...

    async def awaiting(self, operator: Operator, call_id: CallId | None, entry_id: int | None) -> Sequence[LeadRow]:
        """Return the leads without a result of a caller, or of whom a round calls, newest first; none as above."""
        ...


class NotCallerCommands(Protocol):
    """«Не он»: who of those offered does not call; StoreUnavailable."""

    async def add(self, operator: Operator, call_id: CallId, record: CallerRecord) -> None:
        """Have a candidate of the operator's card offered for that number no more; NotFound, IllegalMove."""
        ...

    async def remove(self, operator: Operator, said_id: int) -> None:
        """Take it back; NotFound."""
        ...

    async def of_record(self, record: CallerRecord) -> Sequence[NotCaller]: ...


class PresenceCommands(Protocol):
    """Ready or paused."""

    async def set_presence(self, operator: Operator, presence: Presence, reason: str) -> OwnState:
        """Keep it, pause the queue member, tell all the operator's tabs. InvalidInput when paused without a reason.

        To wrap up once more is to prolong it.
        """
        ...


class InterestCommands(Protocol):
    """Saving the interest card."""

    async def save(self, operator: Operator, key: str, form: InterestForm) -> SavedInterest:
        """Validate and write once per `key` (R116); InvalidInput names every wrong field."""
        ...

    async def bring(self, sender: LeadSender, key: str, lead: IncomingLead) -> SavedInterest:
        """Write a program's lead, once per `key` of its channel (R52); InvalidInput as above."""
        ...

    async def remove(self, operator: Operator, lead_id: LeadId, version: int, reason: str) -> LeadRow:
        """Take a lead out of every list and say why (R54); NotFound, Conflict when it is at another version."""
        ...

    async def restore(self, operator: Operator, lead_id: LeadId, version: int) -> LeadRow:
        """Bring a removed lead back; raises as `remove`."""
        ...


class AudioCommands(Protocol):
    """Hearing what was said in a call."""

    async def files(self, operator: Operator, call_id: CallId) -> CallAudioView:
        """List a call's audio; none of it when the role may not hear it. NotFound, AudioUnavailable."""
        ...

    async def file(self, operator: Operator, call_id: CallId, audio_id: str, *, is_taken: bool) -> AudioFile:
        """Return a file that may be heard, or taken home. NotFound, Forbidden, IllegalMove, AudioUnavailable."""
        ...

    async def open(self, listening: AudioListening, first: int, last: int) -> AudioStream:
        """Note the listening in the audit trail, then return the bytes from `first` to `last`."""
        ...

    async def heard(self, call_id: CallId, limit: int) -> Sequence[AuditEntry]:
        """Return who heard or took the audio of a call, newest first."""
        ...


class DialCommands(Protocol):
    """Calling customers from the operator's own phone."""

    def can_dial(self, operator: Operator) -> bool:
        """Say whether this operator's numbers are dialled by the PBX."""
        ...

    async def dial(self, operator: Operator, key: str, wish: DialWish) -> None:
        """Dial once per `key`: NotFound, IllegalMove says what is missing, TooManyAttempts, AmiUnavailable."""
        ...


class ControlCommands(Protocol):
    """What is done with calls that live. IllegalMove says why something cannot be done; AmiUnavailable, AmiRefused."""

    def colleagues(self, operator: Operator) -> Sequence[Colleague]:
        """Return everybody else with a phone, who is free first."""
        ...

    async def live(self, operator: Operator) -> Sequence[LiveCallView]:
        """Return the calls within reach that go on."""
        ...

    async def transfer(self, operator: Operator, call_id: CallId, wish: TransferWish) -> None:
        """Hand the operator's customer over to a colleague."""
        ...

    async def park(self, operator: Operator, call_id: CallId) -> None:
        """Let the operator's customer wait where any colleague can fetch them."""
        ...

    async def fetch(self, operator: Operator, call_id: CallId) -> None:
        """Take a parked customer, or a call that rings at a colleague."""
        ...

    async def listen(self, operator: Operator, call_id: CallId, way: ListenWay) -> None:
        """Take part in a talk within reach, audited."""
        ...


class TapeCommands(Protocol):
    """What is done with the tape of a talk."""

    async def order(self, operator: Operator, call_id: CallId, do: TapeOrder) -> None:
        """Begin, pause or end it, audited; IllegalMove says why not, NotFound, AmiUnavailable, AmiRefused."""
        ...


class PhoneCommands(Protocol):
    """The browser as a phone (R73)."""

    @property
    def origins(self) -> tuple[str, ...]:
        """What pages must be let connect to."""
        ...

    def serves(self, operator: Operator) -> bool:
        """Say whether this operator's browser can be their phone."""
        ...

    async def login(self, operator: Operator, address: str) -> PhoneLogin:
        """Return what their browser registers with, audited; IllegalMove, AmiUnavailable, AmiRefused."""
        ...

    async def sessions(self, operator: Operator, call_id: CallId) -> PhoneSessions:
        """Tell which SIP calls a card is about; NotFound, AmiUnavailable."""
        ...

    async def talked(self, operator: Operator, report: TalkReport) -> None:
        """Keep how a talk sounded; InvalidInput, NotFound when none of the operator's cards was matched to it."""
        ...

    async def quality(self, call_id: CallId) -> Sequence[TalkQuality]:
        """Return how a call's talks through headsets sounded."""
        ...


class DraftFollower(Protocol):
    """Lets what was typed follow a call that was handed over."""

    def typed(self, operator_id: OperatorId, key: str) -> None:
        """A draft of this operator was written; never waits."""
        ...


class Roster(Protocol):
    """Who works here, kept in memory because every ring asks."""

    async def reload(self) -> None:
        """Read all operators again after one was added or changed."""
        ...

    def get(self, operator_id: OperatorId) -> Operator | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything the web shell needs."""

    desk: Desk
    lists: Lists
    operators: Operators
    roster: Roster
    sessions: OperatorSessions
    cards: CardCommands
    not_callers: NotCallerCommands
    caller_contacts: CallerContactCommands
    presence: PresenceCommands
    logged_out: Callable[[OperatorId], None]
    """Told who logged out in a browser."""
    absence: AbsenceRules
    """What becomes of them then."""
    interests: InterestCommands
    audio: AudioCommands
    handover: DraftFollower
    phone: PhoneCommands
    records: RecordCommands
    programs: Programs
    webhooks: Webhooks
    webhooks_allow_http: bool
    pipelines: PipelineCommands
    deals: Deals
    deal_contacts: DealContactCommands
    tasks: TaskCommands
    files: FileCommands
    settings: SettingCommands
    dossiers: DossierCommands
    interviews: InterviewCommands
    scripts: ScriptCommands
    imports: ImportCommands
    duplicates: DuplicateCommands
    mailings: MailingCommands
    rounds: RoundCommands
    follow_ups: FollowUpCommands
    health: HealthSource
    masks: NumberMasks
    dialling: DialCommands
    control: ControlCommands
    tapes: TapeCommands
    private_sales: Callable[[], bool]
    """Whether sales are to private persons (R106)."""
    read_number: Callable[[str], PhoneNumber]
    """Reads a number typed by hand."""
