"""The store as the daemon knows it: opened, asked how it is, closed."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import literal, select

from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import OutsideUnavailable
from callbridge.store.attachments import SqlAttachments
from callbridge.store.audit import SqlAuditTrail
from callbridge.store.call_log import SqlCallLog
from callbridge.store.database import Database
from callbridge.store.deal_views import SqlDeals
from callbridge.store.desk import SqlDesk
from callbridge.store.engines import engine_for
from callbridge.store.follow_ups import SqlCalendarFeeds, SqlFollowUps
from callbridge.store.imports.sql_imports import SqlImports
from callbridge.store.interviews import SqlInterviews
from callbridge.store.lane import Lane
from callbridge.store.lists.shelf import SqlLists
from callbridge.store.lookup import SqlCallerLookup
from callbridge.store.mailboxes import SqlMailboxes
from callbridge.store.mailings.sql_mailings import SqlMailings
from callbridge.store.memberships import SqlMemberships
from callbridge.store.migrate import migrate
from callbridge.store.not_callers import SqlNotCallers
from callbridge.store.operators import SqlOperators
from callbridge.store.outreach import SqlOutreach
from callbridge.store.pbx_seen import SqlPbxSightings
from callbridge.store.programs import SqlPrograms
from callbridge.store.records.sql_records import SqlRecords
from callbridge.store.reminder_letters import SqlReminderLetters
from callbridge.store.rounds.sql_rounds import SqlCallRounds
from callbridge.store.scripts import SqlScripts
from callbridge.store.settings import SqlSettings
from callbridge.store.sql_duplicates import SqlDuplicates
from callbridge.store.statement import Prepared
from callbridge.store.statuses import SqlStatuses
from callbridge.store.talks import SqlTalks
from callbridge.store.tasks import SqlTasks
from callbridge.store.unwanted_cards import SqlUnwantedCards
from callbridge.store.webhooks import SqlWebhooks
from callbridge.store.worker import Worker

MAX_WAITING_READS = 512
MAX_WAITING_WRITES = 256
MIGRATION_WAIT_S = 60.0
LAST_FLUSH_S = 1.0
_PING = Prepared(select(literal(1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlStore:
    """One open database and the app's ports onto it."""

    database: Database
    lookup: SqlCallerLookup
    call_log: SqlCallLog
    desk: SqlDesk
    operators: SqlOperators
    statuses: SqlStatuses
    memberships: SqlMemberships
    lists: SqlLists
    audit: SqlAuditTrail
    sightings: SqlPbxSightings
    records: SqlRecords
    deals: SqlDeals
    tasks: SqlTasks
    talks: SqlTalks
    programs: SqlPrograms
    attachments: SqlAttachments
    settings: SqlSettings
    outreach: SqlOutreach
    interviews: SqlInterviews
    webhooks: SqlWebhooks
    imports: SqlImports
    duplicates: SqlDuplicates
    mailings: SqlMailings
    rounds: SqlCallRounds
    scripts: SqlScripts
    mailboxes: SqlMailboxes
    follow_ups: SqlFollowUps
    calendar_feeds: SqlCalendarFeeds
    reminder_letters: SqlReminderLetters
    not_callers: SqlNotCallers
    unwanted_cards: SqlUnwantedCards

    async def health(self, timeout_s: float = 1.0) -> bool:
        """Say whether both a reader and the writer answer within `timeout_s`."""
        try:
            await self.database.read(lambda tx: tx.value(_PING), timeout_s=timeout_s)
            await self.database.run(lambda tx: tx.value(_PING), timeout_s=timeout_s)
        except OutsideUnavailable:
            return False
        return True


@asynccontextmanager
async def open_store(
    url: str, readers: int, clock: Clock, *, migration_wait_s: float = MIGRATION_WAIT_S
) -> AsyncIterator[SqlStore]:
    """Migrate the database at `url`, open it with `readers` reading connections, and keep its call log written.

    Raises ConfigError for a URL that is none, StoreUnavailable (also when another process has the database locked for
    longer than `migration_wait_s`) and SchemaTooNew. On the way out what is pending in the call log is written, for at
    most a second.
    """
    engine = engine_for(url)
    await asyncio.to_thread(migrate, url, migration_wait_s)
    async with AsyncExitStack() as stack:
        opened: list[Worker] = []
        stack.push_async_callback(_close, opened)

        async def connect(count: int, *, read_only: bool) -> list[Worker]:
            workers: list[Worker] = []
            for _ in range(count):
                workers.append(await engine.open_worker(read_only=read_only))
                opened.append(workers[-1])
            return workers

        writing = Lane(await connect(engine.writers, read_only=False), max_waiting=MAX_WAITING_WRITES)
        reading = Lane(await connect(readers, read_only=True), max_waiting=MAX_WAITING_READS)
        yield await stack.enter_async_context(_running(Database(reading, writing), clock))


async def _close(workers: Sequence[Worker]) -> None:
    """Close all at once: each may have to wait a while for a unit that holds it."""
    async with asyncio.TaskGroup() as tasks:
        for number, worker in enumerate(workers):
            tasks.create_task(worker.close(), name=f"close worker {number}")


@asynccontextmanager
async def _running(database: Database, clock: Clock) -> AsyncIterator[SqlStore]:
    call_log = SqlCallLog(database)
    store = SqlStore(
        database=database,
        lookup=SqlCallerLookup(database, clock),
        call_log=call_log,
        desk=SqlDesk(database),
        operators=SqlOperators(database, clock),
        statuses=SqlStatuses(database),
        memberships=SqlMemberships(database),
        lists=SqlLists(database),
        audit=SqlAuditTrail(database),
        sightings=SqlPbxSightings(database),
        records=SqlRecords(database),
        deals=SqlDeals(database),
        tasks=SqlTasks(database),
        talks=SqlTalks(database),
        programs=SqlPrograms(database),
        attachments=SqlAttachments(database),
        settings=SqlSettings(database),
        outreach=SqlOutreach(database),
        interviews=SqlInterviews(database),
        webhooks=SqlWebhooks(database),
        imports=SqlImports(database),
        duplicates=SqlDuplicates(database),
        mailings=SqlMailings(database, clock),
        rounds=SqlCallRounds(database, clock),
        scripts=SqlScripts(database),
        mailboxes=SqlMailboxes(database),
        follow_ups=SqlFollowUps(database),
        calendar_feeds=SqlCalendarFeeds(database),
        reminder_letters=SqlReminderLetters(database),
        not_callers=SqlNotCallers(database),
        unwanted_cards=SqlUnwantedCards(database, call_log.flush),
    )
    failure: Exception | None = None
    async with asyncio.TaskGroup() as tasks:
        keeping = tasks.create_task(store.call_log.keep(), name="call log")
        try:
            yield store
        except Exception as error:  # noqa: BLE001  (raised below as it is, not inside a group)
            failure = error
        finally:
            keeping.cancel()
            with suppress(OutsideUnavailable):
                await store.call_log.flush(LAST_FLUSH_S)
    if failure is not None:
        raise failure
