"""The composition root: every object built once, one task group, signals, drain."""

import asyncio
import secrets
import signal
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial

import structlog

from callbridge import __version__
from callbridge.ami.headsets import AmiHeadsets
from callbridge.app.call_audio import CallAudioDesk
from callbridge.app.call_rounds import RoundDesk
from callbridge.app.caller_contacts import CallerContacts
from callbridge.app.click_to_call import ClickToCall, DialLimits
from callbridge.app.deal_contacts import DealContactDesk
from callbridge.app.dossier import DossierDesk
from callbridge.app.draft_handover import DraftHandover
from callbridge.app.duplicates import DuplicateDesk
from callbridge.app.file_keeper import FileKeeper
from callbridge.app.files import FileDesk
from callbridge.app.follow_ups import FollowUpDesk
from callbridge.app.health import StoreAndLinks
from callbridge.app.importer import Importer
from callbridge.app.interests import InterestDesk
from callbridge.app.interviews import InterviewDesk
from callbridge.app.letter_desk import LeadMaking, LetterDesk
from callbridge.app.list_news import CHOSEN_FROM, ListNews
from callbridge.app.not_callers import NotCallerDesk
from callbridge.app.number_masks import NumberMasks
from callbridge.app.page_watch import PageWatch
from callbridge.app.private_sales import PrivateSalesSwitch
from callbridge.app.records import RecordDesk
from callbridge.app.reminders import Reminders
from callbridge.app.roster import OperatorRoster
from callbridge.app.scripts import ScriptDesk
from callbridge.app.services import Services
from callbridge.app.sessions import OperatorSessions
from callbridge.app.settings import SettingDesk
from callbridge.app.shown_numbers import ShownNumbers
from callbridge.app.softphone import SoftphoneDesk
from callbridge.app.task_bells import TaskBells
from callbridge.app.tasks import TaskDesk
from callbridge.audio.library import audio_sources
from callbridge.clock import SystemClock
from callbridge.config import Config
from callbridge.interpreter import give_back_unused
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import OutsideRefused, StoreUnavailable
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.kernel.numbers import NumberPlan
from callbridge.pbx_side import PbxSide, number_reader
from callbridge.screenpop.wire import CloseCode, ListsChanged, Snapshot
from callbridge.store.store import SqlStore, open_store
from callbridge.task_group import DaemonTasks
from callbridge.web.codec import encode
from callbridge.web.metrics import Metrics
from callbridge.web.server import Listening, serve
from callbridge.wiring import Mail, Mailboxes, courier, file_place, phone_site

STORE_RETRY_S = 2.0
STORE_LOCK_WAIT_S = 1.0
"""A database that another process has locked is asked again, so that a stop is heard meanwhile."""

_LOGGER = structlog.get_logger(__name__)


async def run(
    config: Config,
    *,
    on_ready: Callable[[Listening], Awaitable[None]] | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Run until SIGTERM, SIGINT or `stop`; `on_ready` is told where browsers can come.

    Raises OutsideRefused (ConfigError, SchemaTooNew) when a person must mend something first.
    """
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with AsyncExitStack() as stack:
            clock = SystemClock()
            store = await _opened_store(stack, config, clock, stop)
            if store is not None:
                await _Daemon(config, store, clock).run(on_ready, stop)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _opened_store(stack: AsyncExitStack, config: Config, clock: Clock, stop: asyncio.Event) -> SqlStore | None:
    """Open the store, waiting for one that is down: a database may start after us."""
    while not stop.is_set():
        try:
            opening = open_store(
                config.store.address(), config.store.readers, clock, migration_wait_s=STORE_LOCK_WAIT_S
            )
            return await stack.enter_async_context(opening)
        except StoreUnavailable as error:
            _LOGGER.warning("the database does not answer; trying again", error=str(error), in_s=STORE_RETRY_S)
            try:
                async with asyncio.timeout(STORE_RETRY_S):
                    await stop.wait()
            except TimeoutError:
                continue
    return None


class _Stopped(Exception):
    """Ends the task group: we were asked to stop."""


class _Daemon:
    """All objects of one run, wired."""

    def __init__(self, config: Config, store: SqlStore, clock: Clock) -> None:
        self._config = config
        self._store = store
        self._clock = clock
        self._metrics = Metrics()
        self._roster = OperatorRoster(store.operators)
        self._pbx = PbxSide(config, store, self._roster, self._metrics, clock)
        self._bells = TaskBells(store.tasks)
        self._mail = Mail(config, store, clock)
        self._reminders = Reminders(store.follow_ups, self._mail.note_reminders)
        self._pbx.desk.tell_of_talks(self._reminders.note)
        self._masks = NumberMasks(store.settings)
        self._private_sales = PrivateSalesSwitch(store.settings, is_configured=config.desk.private_sales)
        self._dictionaries = ListNews("dictionaries")
        self._pages = PageWatch(
            clock, patience_s=config.server.blind_after_s, on_change=self._pbx.desk.colleagues_changed
        )
        self._sessions = OperatorSessions(
            epoch=secrets.token_hex(8),
            snapshot_of=self._snapshot,
            on_rendered=self._rendered,
            encode=encode,
            pages=self._pages,
        )
        typed = number_reader(config.pbx[0].number_plan() if config.pbx else NumberPlan())
        self._handover = DraftHandover(store.desk, self._metrics, clock)
        interests = InterestDesk(
            desk=store.desk,
            calls=self._pbx.desk,
            handover=self._handover,
            read_number=typed,
            clock=clock,
            private_sales=self._private_sales,
        )
        interests.start(self._sessions, config.leads.rules(), self._reminders.note)
        records = RecordDesk(
            records=store.records,
            read_number=typed,
            clock=clock,
            watchers={
                "task": self._bells.note,
                "activity": self._reminders.note,
                "contact_point": self._pbx.desk.directory_changed,
                **dict.fromkeys(CHOSEN_FROM, self._dictionaries.note),
            },
        )
        self._files = FileKeeper(file_place(config, clock), store.attachments, clock)
        files = FileDesk(
            keeper=self._files,
            attachments=store.attachments,
            records=store.records,
            desk=store.desk,
            audit=store.audit,
            clock=clock,
        )
        self._importer = Importer(imports=store.imports, read_number=typed, operator_of=self._roster.get, clock=clock)
        making = LeadMaking(
            acts_as=config.leads.mailbox.acts_as,
            source=config.leads.mailbox.source,
            operators=self._roster.everybody,
        )
        self._mailboxes = Mailboxes(config, store, clock, LetterDesk(making, interests, files))
        self._phones = SoftphoneDesk(
            sites={pbx.name: phone_site(pbx) for pbx in config.pbx if pbx.webrtc.url},
            registrar=AmiHeadsets(self._pbx.supervisors),
            calls=self._pbx.desk.live,
            talks=store.talks,
            audit=store.audit,
            clock=clock,
        )
        self._pbx.know_pages(self._sessions)
        self._services = Services(
            desk=store.desk,
            lists=store.lists,
            operators=store.operators,
            roster=self._roster,
            sessions=self._sessions,
            cards=self._pbx.cards,
            caller_contacts=CallerContacts(store.lookup, self._pbx.desk.live),
            not_callers=NotCallerDesk(not_callers=store.not_callers, desk=self._pbx.desk, clock=clock),
            presence=self._pbx.presence,
            logged_out=lambda operator_id: self._pbx.attendance.logged_out(operator_id, clock.now()),
            absence=config.desk.absence(),
            interests=interests,
            audio=CallAudioDesk(
                desk=store.desk,
                sources=audio_sources(config.pbx, clock),
                audit=store.audit,
                rules=config.audio.rules(),
                clock=clock,
            ),
            handover=self._handover,
            phone=self._phones,
            health=StoreAndLinks(
                store=store,
                links=lambda: self._pbx.pump.links,
                version=__version__,
                cdr=lambda: self._pbx.recovery.states,
                mailboxes=self._mailboxes.states,
            ),
            records=records,
            programs=store.programs,
            webhooks=store.webhooks,
            webhooks_allow_http=config.webhooks.allow_http,
            pipelines=records,
            deals=store.deals,
            deal_contacts=DealContactDesk(
                contacts=store.deals,
                desk=store.desk,
                calls=self._pbx.desk,
                sessions=self._sessions,
                clock=clock,
                on_saved=self._reminders.note,
            ),
            interviews=InterviewDesk(interviews=store.interviews, clock=clock),
            scripts=ScriptDesk(scripts=store.scripts, clock=clock, on_change=self._dictionaries.note),
            tasks=TaskDesk(tasks=store.tasks, clock=clock, on_change=self._bells.note),
            files=files,
            settings=SettingDesk(settings=store.settings, clock=clock, on_change=self._reload_parameters),
            dossiers=DossierDesk(
                lists=store.lists,
                attachments=store.attachments,
                outreach=store.outreach,
                audit=store.audit,
                clock=clock,
            ),
            imports=self._importer,
            duplicates=DuplicateDesk(duplicates=store.duplicates, clock=clock),
            mailings=self._mail.desk,
            rounds=RoundDesk(rounds=store.rounds, clock=clock),
            follow_ups=FollowUpDesk(
                follow_ups=store.follow_ups,
                feeds=store.calendar_feeds,
                letters_of=self._mail.reminders.of,
                masks=self._masks,
                clock=clock,
                on_change=self._reminders.note,
            ),
            masks=self._masks,
            control=self._pbx.control,
            tapes=self._pbx.tapes,
            dialling=ClickToCall(
                numbers=ShownNumbers(desk=store.desk, promises=store.follow_ups, read_number=typed),
                control=self._pbx.calls,
                talks=self._pbx.desk.live,
                colleagues=self._roster,
                limits=DialLimits(
                    rules=config.dial.rules(),
                    per_minute=config.dial.per_minute,
                    places=self._pbx.places,
                ),
                clock=clock,
            ),
            private_sales=self._private_sales,
            read_number=typed,
        )

    def _watch(self) -> None:
        self._pbx.watch()
        self._metrics.watch_queue("call log", lambda: self._store.call_log.pending)
        self._metrics.watch_queue("blind operators", lambda: self._pages.blind_count)
        for lane in self._store.database.waiting:
            self._metrics.watch_queue(f"store {lane}", partial(self._waiting, lane))
        self._metrics.watch_given_up(lambda: self._store.call_log.dropped)

    def _waiting(self, lane: str) -> int:
        return self._store.database.waiting[lane]

    async def _reload_parameters(self) -> None:
        await self._masks.reload()
        await self._private_sales.reload()

    async def run(self, on_ready: Callable[[Listening], Awaitable[None]] | None, stop: asyncio.Event) -> None:
        self._watch()
        await self._roster.reload()
        await self._reload_parameters()
        await self._pbx.load()
        refused: list[OutsideRefused] = []
        try:
            async with (
                DaemonTasks() as tasks,
                serve(
                    tasks,
                    self._services,
                    self._config.server,
                    clock=self._clock,
                    metrics=self._metrics,
                ) as listening,
            ):
                self._handover.start(tasks, self._sessions)
                self._bells.start(tasks, self._sessions)
                self._pbx.start(tasks)
                self._pbx.presence.start(tasks, self._sessions)
                self._reminders.start(tasks, self._sessions)
                self._pbx.desk.start(tasks, self._sessions, self._handover)
                tasks.create_task(
                    self._pbx.pump.run(self._sessions, self._pbx.recovery.link_changed, self._tick), name="pump"
                )
                tasks.create_task(self._pbx.recovery.run(self._tell_recovered), name="gap recovery")
                tasks.create_task(self._files.run(), name="files nobody holds")
                tasks.create_task(give_back_unused(), name="unused memory")
                tasks.create_task(courier(self._store, self._config.webhooks, self._clock).run(), name="webhooks")
                tasks.create_task(self._importer.run(), name="imports")
                tasks.create_task(self._phones.run(), name="phone passwords")
                self._mail.start(tasks)
                self._mailboxes.start(tasks, self._metrics)
                for name, link in self._pbx.supervisors.items():
                    tasks.create_task(link.run(), name=f"link {name}")
                _LOGGER.info(
                    "callbridge is ready", version=__version__, url=listening.url, pbxs=list(self._pbx.supervisors)
                )
                if on_ready:
                    await on_ready(listening)
                await stop.wait()
                _LOGGER.info("stopping")
                self._sessions.close_all(CloseCode.SERVER_STOPPING)
                async with asyncio.TaskGroup() as farewells:
                    farewells.create_task(self._mail.stop(), name="last letter")
                    for name, link in self._pbx.supervisors.items():
                        farewells.create_task(link.stop(), name=f"stop {name}")
                raise _Stopped  # noqa: TRY301 - the one way to cancel a task group from within
        except* _Stopped:
            pass
        except* OutsideRefused as group:
            refused += _flat(group)
        if refused:
            raise refused[0]

    def _tick(self, at: datetime) -> None:
        self._pbx.presence.tick(at)
        for operator_id in self._pages.tick():
            self._pbx.desk.went_blind(operator_id)
        self._pbx.attendance.tick(at, self._sessions.pages_of)
        self._bells.tick(at)
        self._reminders.tick(at)
        self._dictionaries.tell(self._sessions)

    def _tell_recovered(self) -> None:
        self._reminders.note()
        self._sessions.push_all(lambda revision: ListsChanged(revision=revision, lists=("calls",)))

    def _snapshot(self, operator_id: OperatorId, epoch: str, revision: int) -> Snapshot:
        return Snapshot(
            epoch=epoch,
            revision=revision,
            own=self._pbx.presence.own_state(operator_id),
            cards=self._pbx.desk.cards(operator_id),
            links=self._pbx.pump.links,
            tasks=self._bells.of(operator_id),
            reminders=self._reminders.of(operator_id),
        )

    def _rendered(self, operator_id: OperatorId, card_id: CallId, _revision: int, visible: bool) -> None:
        self._pbx.desk.rendered(operator_id, card_id, visible=visible)


def _flat(group: BaseExceptionGroup[OutsideRefused]) -> list[OutsideRefused]:
    """Return the refusals of a task group themselves: what a person must mend is told in words, not as a traceback."""
    return [
        error
        for each in group.exceptions
        for error in (_flat(each) if isinstance(each, BaseExceptionGroup) else [each])
    ]
