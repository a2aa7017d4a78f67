"""The dossier of an event (R9, R51): all that is known of it, to be kept or printed as one document. Values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from callbridge.crm.attachment import Attachment
from callbridge.crm.entity import Entity
from callbridge.crm.list_query import ListRow, ListTotals, Reader
from callbridge.kernel.template import Template

TAKEN = "dossier.taken"
"""What the audit trail says."""
SECTIONS = ("participant", "cost", "labour", "supplier", "task", "lead", "deal", "contract")
"""Kinds of record that belong to an event, in the order of the dossier."""
MAX_ROWS = 300
"""Rows of one section: the document says how many there are and where to find the others."""

MAILING_STATES: Mapping[str, Template] = {
    "draft": Template("Черновик", "Draft"),
    "scheduled": Template("Запланирована", "Scheduled"),
    "sending": Template("Отправляется", "Sending"),
    "paused": Template("Приостановлена", "Paused"),
    "done": Template("Завершена", "Done"),
    "cancelled": Template("Отменена", "Cancelled"),
}
CHANNELS: Mapping[str, Template] = {"email": Template("E-mail", "E-mail"), "sms": Template("SMS", "SMS")}
INTERVIEW_KINDS: Mapping[str, Template] = {
    "test": Template("Тест", "Test"),
    "questionnaire": Template("Анкета", "Questionnaire"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingSummary:
    """A mailing with how many of its addresses got it."""

    name: str
    channel: str
    state: str
    recipients: int
    sent: int
    """Those delivered included."""
    delivered: int
    problems: int
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSummary:
    """An interview with how many answered."""

    name: str
    kind: str
    is_open: bool
    questions: int
    responses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSection:
    """The beginning of one list of the event, and the totals of the whole of it."""

    entity: Entity
    rows: Sequence[ListRow]
    totals: ListTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything of one event, as its reader may see it."""

    campaign: ListRow
    """As in the list of events, what is derived included."""
    sections: Sequence[DossierSection]
    files: Sequence[Attachment]
    mailings: Sequence[MailingSummary]
    interviews: Sequence[InterviewSummary]
    reader: Reader
    made_by: str
