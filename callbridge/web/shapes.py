"""Bodies and answers of the HTTP interface that no lower room owns (docs/api.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from callbridge.crm.api_token import ApiToken, Scope
from callbridge.crm.interest import LeadRow
from callbridge.crm.interview import QuestionDraft
from callbridge.crm.interview_results import ResponseRow
from callbridge.crm.operator import DeviceMode, Language, Operator, Presence, Role
from callbridge.crm.record import RecordEntry
from callbridge.crm.setting import Level
from callbridge.crm.status import AbsenceRules
from callbridge.crm.webhook import Webhook
from callbridge.web.list_shapes import ChoiceMeta, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginForm:
    """Body of ``POST /api/login``."""

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who is logged in, and what their client must know before it draws anything."""

    operator: Operator
    csrf: str = field(repr=False)
    """Goes into ``X-CSRF-Token`` of every request that is not GET, and into ``auth`` on the socket."""
    private_sales: bool
    has_softphone: bool
    """Their browser is their phone (R73) while their device is a headset."""
    can_dial: bool
    """The PBX dials the numbers that they click."""
    absence: AbsenceRules
    """What becomes of an operator without a page."""
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChanges:
    """Body of ``PATCH /api/me``: what operators may set about themselves; None leaves it alone."""

    language: Language | None = None
    device_mode: DeviceMode | None = None
    time_zone: str | None = None
    keys: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceChange:
    """Body of ``PUT /api/me/presence``."""

    presence: Presence
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWrite:
    """Body of ``PUT /api/drafts/{key}``: the fields in `dirty_fields` of `values` changed since `base_version`."""

    schema: int
    base_version: int
    values: dict[str, Any]
    dirty_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOperator:
    """Body of ``POST /api/operators``."""

    login: str
    password: str = field(repr=False)
    full_name: str
    role: Role = Role.OPERATOR
    extension: str = ""
    pbx: str = ""
    device_mode: DeviceMode = DeviceMode.HANDSET
    language: Language = Language.RU
    time_zone: str = "Europe/Moscow"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorPatch:
    """Body of ``PATCH /api/operators/{id}``; None leaves the field alone."""

    password: str | None = field(default=None, repr=False)
    full_name: str | None = None
    role: Role | None = None
    extension: str | None = None
    pbx: str | None = None
    device_mode: DeviceMode | None = None
    language: Language | None = None
    time_zone: str | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPage:
    """Interests newest first; `next` as in CallPage."""

    rows: Sequence[LeadRow]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberZone:
    """Answer of ``/api/number-zone``: an IANA zone, ``""`` when the number tells none."""

    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Answer of ``POST /api/duplicates/{entity}/merge``: what can be parted again."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPair:
    """Body of ``POST /api/duplicates/{entity}/dismiss``: two records that are different."""

    first_id: int
    second_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHistory:
    """What was done to a record, newest first."""

    entries: Sequence[RecordEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """Body of ``POST /api/tokens``."""

    name: str
    scopes: tuple[Scope, ...]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeToken:
    """A new token, which is shown this once."""

    token: str = field(repr=False)
    kept: ApiToken


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWebhook:
    """A new webhook with the secret that signs, which is shown this once."""

    secret: str = field(repr=False)
    kept: Webhook


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How many things are told again."""

    deliveries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong with one field."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorInfo:
    """A refusal: `code` for programs, `message` for the person, in their language."""

    code: str
    message: str
    params: Mapping[str, Any]
    fields: Mapping[str, FieldError]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorBody:
    """Body of every answer whose status is 400 or more."""

    error: ErrorInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWords:
    """Body of ``POST /api/tasks/{id}/thread``."""

    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone:
    """Body of ``PUT /api/tasks/{id}/part`` and ``/done``."""

    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """A parameter, its value and what it may be."""

    key: str
    label: Label
    hint: Label
    choices: tuple[ChoiceMeta, ...]
    value: str
    version: int
    """Of what is set at this level; 0 while nothing is."""
    may_set: bool
    source: Level
    """Which level the value comes from."""
    is_default: bool
    """Nobody has set it at any level."""
    inherited: str
    """What holds when nothing is set at this level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingWrite:
    """Body of ``PUT /api/settings/{key}``."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsWrite:
    """Body of ``PUT /api/interviews/{id}/questions``: all of them, in order."""

    questions: tuple[QuestionDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePage:
    """Filled forms, newest first; `next` goes into ``before``."""

    rows: Sequence[ResponseRow]
    next: int | None
