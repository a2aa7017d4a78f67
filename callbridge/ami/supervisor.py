"""Keeps one PBX's link: connect, log in, take the snapshot, pass events on in order, notice loss, come back."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from callbridge.ami.action import ActionFields
from callbridge.ami.backoff import PACE, Pace
from callbridge.ami.connection import AmiConnection, tls_context
from callbridge.ami.framing import AmiResponse
from callbridge.ami.recording import LinkRecorder
from callbridge.ami.snapshot import ask_snapshot
from callbridge.ami.subscription import LINK_EVENTS, TRACKED_EVENTS
from callbridge.app.pbx_port import AmiInput, Heard, LinkDown, LinkUp
from callbridge.config import PbxConfig
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, ConfigError
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot

LIVE_LIMIT = 20_000
"""Events kept while the lists are being answered; more mean that we cannot keep up."""

log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class LinkCounts:
    """What happened on a PBX's links since the start, for the metrics."""

    heard: int = 0
    ups: int = 0
    downs: int = 0
    overflows: int = 0
    half_opens: int = 0
    unparsed: int = 0


class PbxSupervisor:
    """One PBX's link for the life of the daemon; `run` is its task."""

    def __init__(
        self,
        config: PbxConfig,
        *,
        inbox: asyncio.Queue[AmiInput],
        clock: Clock,
        rng: random.Random,
        wanted: frozenset[str] = TRACKED_EVENTS,
        pace: Pace = PACE,
    ) -> None:
        """Put LinkUp, LinkDown and Heard into `inbox`, which must be bounded. Raises ConfigError (secret, TLS)."""
        config.password()
        if config.tls:
            tls_context(config)
        self.counts = LinkCounts()
        self.recorder: LinkRecorder | None = None
        """Set before `run`."""
        self._config = config
        self._inbox = inbox
        self._clock = clock
        self._rng = rng
        self._wanted = wanted | LINK_EVENTS
        self._pace = pace
        self._connection: AmiConnection | None = None
        self._live: list[Heard] | None = []
        """Events that wait for the snapshot; None once they go straight into the inbox."""
        self._is_booted = asyncio.Event()
        self._may_boot = True
        self._is_up = False
        self._error = ""
        """Why we cut the link ourselves; ``""`` while we did not."""
        self._reason = ""
        """What the system or the PBX said of the last link's end, for the log."""
        self._told_error = ""
        self._told_ups = 0
        self._failures = 0
        self._stopping = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()

    @property
    def name(self) -> str:
        return self._config.name

    @property
    def is_up(self) -> bool:
        """True from LinkUp to the loss of the link."""
        return self._is_up

    async def run(self) -> None:
        """Hold the link until `stop`; returns only then."""
        self._ended.clear()
        try:
            async with asyncio.TaskGroup() as tasks:
                holding = tasks.create_task(self._hold_links(), name=f"ami {self.name}")
                await self._stopping.wait()
                if self._connection is not None:
                    await self._connection.log_off(self._pace.goodbye_s)
                holding.cancel()
        finally:
            self._is_up = False
            self._ended.set()

    async def stop(self) -> None:
        """Log off and end `run`; takes less than a second even when the peer is stuck."""
        self._stopping.set()
        await self._ended.wait()

    async def ask(self, fields: ActionFields) -> AmiResponse:
        """Do one action on the live link. Raises AmiUnavailable, AmiRefused; is never sent again."""
        if self._connection is None or not self._is_up:
            raise AmiUnavailable(pbx=self.name, reason="link is down")
        return await self._connection.ask(fields)

    async def ask_list(self, fields: ActionFields) -> tuple[AmiEvent, ...]:
        """Do one action that answers with a list, and return its items; raises as `ask`."""
        if self._connection is None or not self._is_up:
            raise AmiUnavailable(pbx=self.name, reason="link is down")
        return await self._connection.ask_list(fields)

    async def list_again(self) -> None:
        """Ask for the lists once more, for the recorder alone. Raises AmiUnavailable, AmiRefused."""
        if self._connection is None or not self._is_up or self.recorder is None:
            raise AmiUnavailable(pbx=self.name, reason="link is down")
        self.recorder.asking()
        await ask_snapshot(self._connection)
        self.recorder.listed()

    # --- one link after another

    async def _hold_links(self) -> None:
        while True:
            error = await self._hold_one()
            if self._stopping.is_set():
                return
            if self.recorder is not None:
                self.recorder.lost(error)
            await self._tell_down(error)
            self._failures += 1
            refused = error in ("ami.login_refused", "ami.permission_denied")
            wait_s = self._pace.refused_retry_s if refused else self._pace.retry_s(self._failures, self._rng)
            log.debug("ami waits before it connects again", pbx=self.name, wait_s=round(wait_s, 2))
            await asyncio.sleep(wait_s)

    async def _hold_one(self) -> str:
        """Hold one link to its end, and return the error code that tells why it ended."""
        self._error = self._reason = ""
        self._live = []
        self._is_booted.clear()
        self._may_boot = True
        try:
            connection = AmiConnection(self._config, self._wanted, self._hear)
        except ConfigError as error:  # its files could be read at the start
            log.warning("ami settings cannot be read any more", pbx=self.name, error=str(error))
            return AmiUnavailable.default_code
        self._connection = connection
        try:
            await connection.open()
            await connection.login()
            if self.recorder is not None:
                self.recorder.asking()
                connection.record(self.recorder.packet)
            await self._wait_for_boot()
            snapshot = await ask_snapshot(connection)
            if self.recorder is not None:
                self.recorder.listed()
            await self._announce(snapshot)
            await self._watch(connection)
        except (AmiUnavailable, AmiRefused) as failure:
            log.debug("ami link failed", pbx=self.name, error=failure.code, **_told(failure))
            self._reason = str(failure.params.get("reason") or failure.params.get("message") or "")
            return self._error or _link_error(failure)
        finally:
            self._is_up = False
            self._connection = None
            self._live = []
            self.counts.unparsed += connection.unparsed_count
            connection.abort()
        return self._error or AmiUnavailable.default_code

    async def _wait_for_boot(self) -> None:
        try:
            async with asyncio.timeout(self._pace.boot_grace_s):
                await self._is_booted.wait()
        except TimeoutError:
            log.debug("no FullyBooted: still booting, or the ami user lacks read=system", pbx=self.name)
        self._may_boot = False

    async def _announce(self, snapshot: PbxSnapshot) -> None:
        waiting = self._live or []
        self._live = []
        live = tuple(heard.event for heard in waiting)
        whole = PbxSnapshot(channels=snapshot.channels, bridges=snapshot.bridges, queues=snapshot.queues, live=live)
        await self._inbox.put(LinkUp(pbx=self.name, at=self._clock.now(), snapshot=whole))
        self.counts.ups += 1
        # From here on without a pause, so that nothing overtakes what waited while the inbox was full.
        late, self._live = self._live, None
        for heard in late:
            self._put(heard)
        self._is_up = not self._error
        self._failures = 0
        log.info("ami link is up", pbx=self.name, channels=len(snapshot.channels), live=len(live))

    async def _watch(self, connection: AmiConnection) -> None:
        """Ping until the link is lost; silence over one more interval means that nobody is there."""
        interval_s = self._config.ping_interval_s
        while not await _is_set_within(connection.lost, interval_s):
            chunks = connection.received_chunks
            try:
                async with asyncio.timeout(interval_s):
                    await connection.ask({"Action": "Ping"})
            except (TimeoutError, AmiUnavailable):
                if not connection.lost.is_set() and connection.received_chunks == chunks:
                    self.counts.half_opens += 1
                    self._cut("ami.half_open")

    # --- events

    def _hear(self, event: AmiEvent) -> None:
        if event.name == "FullyBooted":
            if not self._may_boot:
                # It answered before it had booted: what we asked then may have been answered by half of it.
                self._cut("ami.booted_late")
                return
            self._is_booted.set()
        self.counts.heard += 1
        heard = Heard(pbx=self.name, at=self._clock.now(), event=event)
        if self._live is None:
            self._put(heard)
        elif len(self._live) < LIVE_LIMIT:
            self._live.append(heard)
        else:
            self._overflow()

    def _put(self, heard: Heard) -> None:
        if self._error:
            return  # the link is being cut: a gap must not be followed by more
        try:
            self._inbox.put_nowait(heard)
        except asyncio.QueueFull:
            self._overflow()

    def _overflow(self) -> None:
        if not self._error:
            self.counts.overflows += 1
            self._cut("ami.overflow")

    def _cut(self, error: str) -> None:
        self._error = error
        self._is_up = False
        if self._connection is not None:
            self._connection.abort()

    async def _tell_down(self, error: str) -> None:
        # Once per loss and per change of cause: a refused login is told once, not with each attempt.
        if error != self._told_error or self.counts.ups != self._told_ups:
            self._told_error, self._told_ups = error, self.counts.ups
            self.counts.downs += 1
            log.warning(_WORDS.get(error, "ami link is down"), pbx=self.name, error=error, reason=self._reason)
            await self._inbox.put(LinkDown(pbx=self.name, at=self._clock.now(), error=error))


_WORDS = {
    "ami.login_refused": "asterisk refused the ami login: check username, secret and permit in manager.conf",
    "ami.permission_denied": "the ami user may not list channels: give it write=system,call,reporting in manager.conf",
    "ami.half_open": "the pbx does not answer any more: the link is cut",
    "ami.overflow": "events come faster than they are followed: the link is cut and everything asked again",
}


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
    return event.is_set()


def _link_error(failure: AmiUnavailable | AmiRefused) -> str:
    if failure.code in ("ami.login_refused", "ami.permission_denied"):
        return failure.code
    return AmiUnavailable.default_code


def _told(failure: AmiUnavailable | AmiRefused) -> dict[str, object]:
    return {name: value for name, value in failure.params.items() if name != "pbx"}


def supervisor_of(supervisors: Mapping[str, PbxSupervisor], pbx: str) -> PbxSupervisor:
    """Return the supervisor of a PBX; raises AmiUnavailable when none has the name."""
    try:
        return supervisors[pbx]
    except KeyError:
        raise AmiUnavailable(pbx=pbx, reason="no such pbx") from None
