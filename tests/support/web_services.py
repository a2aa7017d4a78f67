"""Small doubles of what the web shell calls, and a real server over them on loopback."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from argon2 import PasswordHasher

from callbridge.app.audio_port import AudioSource
from callbridge.app.call_audio import CallAudioDesk
from callbridge.app.click_to_call import ClickToCall, DialLimits
from callbridge.app.control_port import DialPlace
from callbridge.app.dossier import DossierDesk
from callbridge.app.duplicates import DuplicateDesk
from callbridge.app.file_keeper import FileKeeper, FilePlace
from callbridge.app.files import FileDesk
from callbridge.app.follow_ups import FollowUpDesk
from callbridge.app.health_port import Health
from callbridge.app.importer import Importer
from callbridge.app.interviews import InterviewDesk
from callbridge.app.number_masks import NumberMasks
from callbridge.app.page_watch import PageWatch
from callbridge.app.records import RecordDesk
from callbridge.app.scripts import ScriptDesk
from callbridge.app.services import Services
from callbridge.app.sessions import OperatorSessions
from callbridge.app.settings import SettingDesk
from callbridge.app.shown_numbers import ShownNumbers
from callbridge.app.softphone import PhoneSite, SoftphoneDesk
from callbridge.app.tasks import TaskDesk
from callbridge.config import ServerConfig
from callbridge.config.desk import DeskConfig
from callbridge.config.dial import DialConfig
from callbridge.crm.audit import AuditEntry, AuditNote
from callbridge.crm.call_audio import AudioRules
from callbridge.crm.follow_up import NO_LETTERS, ReminderLetters
from callbridge.crm.operator import Operator, OperatorChanges, Presence
from callbridge.kernel.errors import Conflict, StoreUnavailable
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.kernel.numbers import NumberForm, NumberPlan, PhoneNumber, read_number
from callbridge.screenpop.wire import OwnState, OwnStateChanged, PbxLink, Snapshot
from callbridge.web.codec import encode
from callbridge.web.context import WebContext
from callbridge.web.metrics import Metrics
from callbridge.web.passwords import Passwords
from callbridge.web.server import web_context
from tests.support.call_control import FakeCallControl, FakeControlDesk, FakeTalks
from tests.support.clock import FakeClock
from tests.support.fake_desk import FakeDesk
from tests.support.kept_deals import FakeDealContacts, KeptDeals
from tests.support.kept_duplicates import KeptDuplicates
from tests.support.kept_files import KeptAttachments, KeptOutreach
from tests.support.kept_follow_ups import KeptFeeds, KeptFollowUps
from tests.support.kept_imports import KeptImports
from tests.support.kept_interviews import KeptInterviews
from tests.support.kept_lists import FakeLists
from tests.support.kept_programs import KeptPrograms
from tests.support.kept_records import KeptRecords
from tests.support.kept_scripts import KeptScripts
from tests.support.kept_settings import KeptSettings
from tests.support.kept_tasks import KeptTasks
from tests.support.kept_webhooks import KeptWebhooks
from tests.support.web_desk import FakeCallerContacts, FakeCards, FakeHandover, FakeInterests, FakeNotCallers
from tests.support.web_headsets import FakePhoneLegs, FakeRegistrar, KeptTalks
from tests.support.web_mailings import FakeMailings
from tests.support.web_people import ANNA, BORIS, NINE, VERA
from tests.support.web_rounds import FakeRounds

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse"


@dataclass
class FakeOperators:
    """Operators, password hashes and sessions in memory."""

    rows: dict[OperatorId, Operator] = field(default_factory=lambda: {row.id: row for row in (ANNA, BORIS, VERA)})
    hashes: dict[OperatorId, str] = field(
        default_factory=lambda: dict.fromkeys((ANNA.id, BORIS.id, VERA.id), CHEAP.hash(PASSWORD))
    )
    open: dict[bytes, tuple[OperatorId, str, datetime]] = field(default_factory=dict)
    is_down: bool = False
    asked: int = 0

    async def operators(self) -> Sequence[Operator]:
        return tuple(self.rows.values())

    async def add_operator(self, operator: Operator, password_hash: str) -> OperatorId:
        if operator.login.casefold() in {row.login for row in self.rows.values()}:
            raise Conflict("operator.login_taken")
        operator_id = OperatorId(max(self.rows) + 1)
        self.rows[operator_id] = replace(operator, id=operator_id)
        self.hashes[operator_id] = password_hash
        return operator_id

    async def change_operator(self, operator_id: OperatorId, changes: OperatorChanges) -> Operator:
        fields = {name: getattr(changes, name) for name in changes.__dataclass_fields__}
        if fields.pop("password_hash") is not None:
            self.hashes[operator_id] = changes.password_hash or ""
        wanted = {name: value for name, value in fields.items() if value is not None}
        self.rows[operator_id] = replace(self.rows[operator_id], **wanted)
        return self.rows[operator_id]

    async def credentials(self, login: str) -> tuple[OperatorId, str] | None:
        for row in self.rows.values():
            if row.login == login.casefold() and row.is_active:
                return row.id, self.hashes[row.id]
        return None

    async def open_session(self, token_hash: bytes, operator_id: OperatorId, csrf: str, expires_at: datetime) -> None:
        self.open[token_hash] = (operator_id, csrf, expires_at)

    async def session(self, token_hash: bytes, now: datetime) -> tuple[Operator, str] | None:
        self.asked += 1
        if self.is_down:
            raise StoreUnavailable
        found = self.open.get(token_hash)
        return (self.rows[found[0]], found[1]) if found and now < found[2] else None

    async def close_session(self, token_hash: bytes) -> None:
        self.open.pop(token_hash, None)

    async def close_sessions_of(self, operator_id: OperatorId) -> None:
        self.open = {token: row for token, row in self.open.items() if row[0] != operator_id}


@dataclass
class FakeRoster:
    operators: FakeOperators
    reloads: int = 0

    async def reload(self) -> None:
        self.reloads += 1

    def get(self, operator_id: OperatorId) -> Operator | None:
        return self.operators.rows.get(operator_id)


@dataclass
class FakePresence:
    operators: FakeOperators
    sessions: OperatorSessions

    async def set_presence(self, operator: Operator, presence: Presence, reason: str) -> OwnState:
        changes = OperatorChanges(presence=presence, pause_reason=reason)
        await self.operators.change_operator(operator.id, changes)
        own = OwnState(presence=presence, pause_reason=reason, since=NINE)
        self.sessions.push(operator.id, lambda revision: OwnStateChanged(revision=revision, own=own))
        return own


@dataclass
class FakeAudit:
    """The audit trail in memory."""

    notes: list[AuditNote] = field(default_factory=list)
    is_down: bool = False

    async def note(self, note: AuditNote) -> None:
        if self.is_down:
            raise StoreUnavailable
        self.notes.append(note)

    async def entries(self, entity: str, entity_id: str, limit: int) -> Sequence[AuditEntry]:
        return [
            AuditEntry(
                id=number,
                at=note.at,
                operator_id=note.operator_id,
                operator=f"operator {note.operator_id}",
                action=note.action,
                entity=note.entity,
                entity_id=note.entity_id,
                detail=note.detail,
            )
            for number, note in reversed([*enumerate(self.notes, 1)])
            if (note.entity, note.entity_id) == (entity, entity_id)
        ][:limit]


@dataclass
class FakeHealth:
    is_ok: bool = True

    async def health(self) -> Health:
        links = (PbxLink(pbx="main", is_up=self.is_ok, since=NINE, error="" if self.is_ok else "ami.unavailable"),)
        return Health(is_ok=self.is_ok, store_ok=True, links=links, version="test")


@dataclass
class TaskChanges:
    """Counts what the bell would hear."""

    count: int = 0

    def touch(self) -> None:
        self.count += 1


@dataclass
class World:
    """Everything behind the web shell."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(NINE))
    operators: FakeOperators = field(default_factory=FakeOperators)
    desk: FakeDesk = field(default_factory=FakeDesk)
    lists: FakeLists = field(default_factory=FakeLists)
    cards: FakeCards = field(default_factory=FakeCards)
    not_callers: FakeNotCallers = field(default_factory=FakeNotCallers)
    interests: FakeInterests = field(default_factory=FakeInterests)
    handover: FakeHandover = field(default_factory=FakeHandover)
    records: KeptRecords = field(default_factory=KeptRecords)
    deals: KeptDeals = field(default_factory=KeptDeals)
    deal_contacts: FakeDealContacts = field(default_factory=FakeDealContacts)
    interviews: KeptInterviews = field(default_factory=KeptInterviews)
    tasks: KeptTasks = field(default_factory=KeptTasks)
    task_changes: TaskChanges = field(default_factory=TaskChanges)
    settings: KeptSettings = field(default_factory=KeptSettings)
    duplicates: KeptDuplicates = field(default_factory=KeptDuplicates)
    imports: KeptImports = field(default_factory=KeptImports)
    follow_ups: KeptFollowUps = field(default_factory=KeptFollowUps)
    feeds: KeptFeeds = field(default_factory=KeptFeeds)
    follow_up_changes: TaskChanges = field(default_factory=TaskChanges)
    letters: ReminderLetters = NO_LETTERS
    mailings: FakeMailings = field(default_factory=FakeMailings)
    rounds: FakeRounds = field(default_factory=FakeRounds)
    scripts: KeptScripts = field(default_factory=KeptScripts)
    health: FakeHealth = field(default_factory=FakeHealth)
    programs: KeptPrograms = field(default_factory=KeptPrograms)
    webhooks: KeptWebhooks = field(default_factory=KeptWebhooks)
    audit: FakeAudit = field(default_factory=FakeAudit)
    phone_sites: dict[str, PhoneSite] = field(default_factory=dict)
    registrar: FakeRegistrar = field(default_factory=FakeRegistrar)
    phone_legs: FakePhoneLegs = field(default_factory=FakePhoneLegs)
    talks: KeptTalks = field(default_factory=KeptTalks)
    audio_sources: dict[str, AudioSource] = field(default_factory=dict)
    audio_rules: AudioRules = field(default_factory=AudioRules)
    attachments: KeptAttachments = field(default_factory=KeptAttachments)
    file_place: FilePlace = field(default_factory=lambda: FilePlace(storage=None, max_bytes=0, total_bytes=0))
    outreach: KeptOutreach = field(default_factory=KeptOutreach)
    rendered: asyncio.Queue[tuple[OperatorId, CallId, int, bool]] = field(default_factory=asyncio.Queue)
    control_desk: FakeControlDesk = field(default_factory=FakeControlDesk)
    control: FakeCallControl = field(default_factory=FakeCallControl)
    dial_places: dict[str, DialPlace] = field(default_factory=dict)
    logouts: list[OperatorId] = field(default_factory=list)
    epoch: str = "first"

    def __post_init__(self) -> None:
        self.masks = NumberMasks(self.settings)
        self.roster = FakeRoster(self.operators)
        self.pages = PageWatch(self.clock, patience_s=7.0)
        self.sessions = OperatorSessions(
            epoch=self.epoch, snapshot_of=snapshot, on_rendered=self._note, encode=encode, pages=self.pages
        )

    def _note(self, operator_id: OperatorId, card_id: CallId, revision: int, visible: bool) -> None:
        self.rendered.put_nowait((operator_id, card_id, revision, visible))

    async def _letters_of(self, operator: Operator) -> ReminderLetters:
        return self.letters

    def importer(self) -> Importer:
        return Importer(
            imports=self.imports,
            read_number=lambda raw: read_number(raw, NumberPlan()),
            operator_of=self.operators.rows.get,
            clock=self.clock,
        )

    def services(self) -> Services:
        records = RecordDesk(
            records=self.records,
            read_number=_number,
            clock=self.clock,
            watchers={"task": self.task_changes.touch},
        )
        return Services(
            desk=self.desk,
            lists=self.lists,
            operators=self.operators,
            roster=self.roster,
            sessions=self.sessions,
            cards=self.cards,
            not_callers=self.not_callers,
            caller_contacts=FakeCallerContacts(),
            presence=FakePresence(self.operators, self.sessions),
            logged_out=self.logouts.append,
            absence=DeskConfig().absence(),
            interests=self.interests,
            audio=CallAudioDesk(
                desk=self.desk,
                sources=self.audio_sources,
                audit=self.audit,
                rules=self.audio_rules,
                clock=self.clock,
            ),
            handover=self.handover,
            phone=SoftphoneDesk(
                sites=self.phone_sites,
                registrar=self.registrar,
                calls=self.phone_legs,
                talks=self.talks,
                audit=self.audit,
                clock=self.clock,
            ),
            records=records,
            programs=self.programs,
            webhooks=self.webhooks,
            webhooks_allow_http=False,
            pipelines=records,
            deals=self.deals,
            deal_contacts=self.deal_contacts,
            interviews=InterviewDesk(interviews=self.interviews, clock=self.clock),
            tasks=TaskDesk(tasks=self.tasks, clock=self.clock, on_change=self.task_changes.touch),
            dossiers=DossierDesk(
                lists=self.lists,
                attachments=self.attachments,
                outreach=self.outreach,
                audit=self.audit,
                clock=self.clock,
            ),
            files=FileDesk(
                keeper=FileKeeper(self.file_place, self.attachments, self.clock),
                attachments=self.attachments,
                records=self.records,
                desk=self.desk,
                audit=self.audit,
                clock=self.clock,
            ),
            settings=SettingDesk(settings=self.settings, clock=self.clock, on_change=self.masks.reload),
            imports=self.importer(),
            duplicates=DuplicateDesk(duplicates=self.duplicates, clock=self.clock),
            mailings=self.mailings,
            rounds=self.rounds,
            scripts=ScriptDesk(scripts=self.scripts, clock=self.clock, on_change=lambda: None),
            follow_ups=FollowUpDesk(
                follow_ups=self.follow_ups,
                feeds=self.feeds,
                letters_of=self._letters_of,
                masks=self.masks,
                clock=self.clock,
                on_change=self.follow_up_changes.touch,
            ),
            masks=self.masks,
            control=self.control_desk,
            tapes=self.control_desk,
            dialling=ClickToCall(
                numbers=ShownNumbers(
                    desk=self.desk,
                    promises=self.follow_ups,
                    read_number=lambda raw: read_number(raw, NumberPlan()),
                ),
                control=self.control,
                talks=FakeTalks(),
                colleagues=FakeTalks(),
                limits=DialLimits(rules=DialConfig().rules(), per_minute=10, places=self.dial_places),
                clock=self.clock,
            ),
            health=self.health,
            private_sales=lambda: False,
            read_number=_number,
        )


def _number(raw: str) -> PhoneNumber:
    return PhoneNumber(form=NumberForm.UNREADABLE, raw=raw, digits=raw)


def snapshot(operator_id: OperatorId, epoch: str, revision: int) -> Snapshot:
    own = OwnState(presence=Presence.READY, pause_reason="", since=NINE)
    return Snapshot(epoch=epoch, revision=revision, own=own, cards=(), links=())


def context(world: World, **config: Any) -> WebContext:
    """Return what the routes see, without a server."""
    return web_context(
        world.services(),
        ServerConfig(**config),
        clock=world.clock,
        metrics=Metrics(),
        passwords=Passwords(CHEAP),
    )
