"""The call log as a list: what it can be filtered and sorted by, its columns and its totals, declared once for all.

The server filters, sorts and exports by this; the client's types and columns are generated from it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.kernel.ids import CallId, CampaignId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.kernel.template import Template

INBOUND, OUTBOUND, INTERNAL = "inbound", "outbound", "internal"
"""`Direction` values."""

MISSED_OUTCOMES = ("missed", "abandoned", "busy", "unavailable", "failed")
"""`Outcome` values of an inbound call that nobody of ours answered, for a reason we saw."""


class CallSort(StrEnum):
    """What the list can be ordered by."""

    STARTED = "started"
    WAIT = "wait"
    TALK = "talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCursor:
    """The row after which a page begins: its sorted value, and its call to tell rows of the same value apart."""

    value: datetime | float
    call_id: CallId | None = None
    """None: after every row of that value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOrder:
    """How the list is ordered; calls of the same value are ordered by their id, so that pages never overlap."""

    sort: CallSort = CallSort.STARTED
    is_descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """Which calls are listed: those that every given part agrees with."""

    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    direction: str = ""
    outcomes: tuple[str, ...] = ()
    operator_id: OperatorId | None = None
    """It rang at them, they answered or they dialled."""
    queue: str = ""
    did: str = ""
    """Our line: E.164, else as the PBX writes it."""
    campaign_id: CampaignId | None = None
    number: PhoneNumber | None = None
    """The customer's: a whole number, or the first or last digits of one."""
    person_id: PersonId | None = None
    organization_id: OrganizationId | None = None
    deal_id: int | None = None
    """A lead or a contact of the deal names the call."""
    has_lead: bool | None = None
    is_missed_open: bool = False
    """Inbound, not answered, and nobody has talked to that number since."""
    card_wanted_by: OperatorId | None = None
    """They neither skipped the call nor closed its missed card."""
    is_transferred: bool | None = None
    """One operator handed it over to another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTotals:
    """The whole of a filtered list; each figure is the count or sum of rows that a filter shows."""

    count: int
    answered: int
    """Of any direction."""
    missed: int
    """Inbound calls with an outcome of `MISSED_OUTCOMES`."""
    talk_seconds: float
    wait_seconds: float
    """Mean of inbound calls that have ended; 0 when there are none."""


class ColumnKind(StrEnum):
    """How a column's values are written."""

    TEXT = "text"
    INSTANT = "instant"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallColumn:
    """One column of the list, on the screen and in an export."""

    id: str
    field: str
    """The field of `CallRow` it shows."""
    ru: str
    en: str
    kind: ColumnKind = ColumnKind.TEXT
    is_default: bool = True
    sort: CallSort | None = None


CALL_COLUMNS = (
    CallColumn(id="direction", field="direction", ru="Направление", en="Direction"),
    CallColumn(id="at", field="started_at", ru="Время", en="Time", kind=ColumnKind.INSTANT, sort=CallSort.STARTED),
    CallColumn(id="number", field="number", ru="Номер", en="Number"),
    CallColumn(id="person", field="person", ru="Лицо", en="Person"),
    CallColumn(id="organization", field="organization", ru="Контрагент", en="Organization"),
    CallColumn(id="campaign", field="campaign", ru="Мероприятие", en="Event"),
    CallColumn(id="outcome", field="outcome", ru="Итог", en="Outcome"),
    CallColumn(id="wait", field="wait_seconds", ru="Ожидание", en="Wait", kind=ColumnKind.SECONDS, sort=CallSort.WAIT),
    CallColumn(id="talk", field="talk_seconds", ru="Разговор", en="Talk", kind=ColumnKind.SECONDS, sort=CallSort.TALK),
    CallColumn(id="operator", field="operator", ru="Оператор", en="Operator"),
    CallColumn(id="lead", field="lead_id", ru="Лид", en="Lead"),
    CallColumn(id="did", field="did", ru="Линия", en="Line", is_default=False),
    CallColumn(id="queue", field="queue", ru="Очередь", en="Queue", is_default=False),
    CallColumn(id="caller_name", field="caller_name", ru="Имя из сети", en="Caller name", is_default=False),
    CallColumn(id="ring", field="ring_seconds", ru="Вызов", en="Ringing", kind=ColumnKind.SECONDS, is_default=False),
    CallColumn(id="hold", field="hold_seconds", ru="Удержание", en="Hold", kind=ColumnKind.SECONDS, is_default=False),
    CallColumn(id="transfers", field="transfers", ru="Переводы", en="Transfers", is_default=False),
    CallColumn(
        id="called_back",
        field="called_back_at",
        ru="Перезвонили",
        en="Called back",
        kind=ColumnKind.INSTANT,
        is_default=False,
    ),
    CallColumn(id="call_id", field="call_id", ru="Звонок в АТС", en="Call in the PBX", is_default=False),
)

CALL_WORDS = {
    "inbound": Template("входящий", "incoming"),
    "outbound": Template("исходящий", "outgoing"),
    "internal": Template("внутренний", "internal"),
    "answered": Template("отвечен", "answered"),
    "missed": Template("пропущен", "missed"),
    "abandoned": Template("не дождался", "gave up waiting"),
    "busy": Template("занято", "busy"),
    "no_answer": Template("нет ответа", "no answer"),
    "unavailable": Template("недоступен", "unavailable"),
    "failed": Template("не состоялся", "failed"),
    "unknown": Template("итог неизвестен", "outcome unknown"),
}
"""`Direction` and `Outcome` values in words, for exports."""
