"""The one consumer of the AMI inbox: feeds the trackers, hands call events to the desk, tells links to everybody."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from callbridge.app.call_desk import CallDesk
from callbridge.app.observer import Observer
from callbridge.app.pbx_port import AmiInput, Heard, LinkDown, LinkUp
from callbridge.app.presence import PresenceDesk
from callbridge.app.sessions import OperatorSessions
from callbridge.kernel.clock import Clock
from callbridge.screenpop.wire import LinkChanged, PbxLink
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.call_event import CallEvent
from callbridge.telephony.queue_member import MEMBER_EVENTS
from callbridge.telephony.tracker import Tracker

BATCH = 64
"""Events taken before others get their turn on the loop."""
TICK_S = 1.0

OnLink = Callable[[str, datetime, bool], None]
"""Told the PBX, the instant, and whether its link is up now."""
OnHeard = Callable[[str, AmiEvent], None]
"""Told the PBX and one of its AMI events."""
OnSnapshot = Callable[[str, PbxSnapshot], None]
"""Told the PBX and what lives on it."""
OnTick = Callable[[datetime], None]
"""Told the instant once a second, after the desk; it must not wait."""

_LOGGER = structlog.get_logger(__name__)


class Pump:
    """Moves what Asterisk says through the trackers, in order; a fault in one event never stops the rest."""

    def __init__(
        self,
        *,
        inbox: asyncio.Queue[AmiInput],
        trackers: Mapping[str, Tracker],
        desk: CallDesk,
        presence: PresenceDesk,
        observer: Observer,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._trackers = trackers
        self._desk = desk
        self._presence = presence
        self._observer = observer
        self._clock = clock
        self._on_link: OnLink = lambda _pbx, _at, _is_up: None
        self._on_tick: OnTick = lambda _at: None
        self._hearers: dict[str, OnHeard] = {}
        self._on_snapshots: list[OnSnapshot] = []
        now = clock.now()
        self._links = {pbx: PbxLink(pbx=pbx, is_up=False, since=now, error="ami.connecting") for pbx in trackers}

    def tell(self, names: frozenset[str], on_heard: OnHeard, on_snapshot: OnSnapshot) -> None:
        """Let somebody else than the trackers follow the AMI events of these names, and what lives at link-up."""
        self._hearers |= dict.fromkeys(names, on_heard)
        self._on_snapshots.append(on_snapshot)

    @property
    def links(self) -> tuple[PbxLink, ...]:
        """The state of every PBX link."""
        return tuple(self._links.values())

    @property
    def live_channels(self) -> int:
        """How many channels the trackers follow: what their memory is bounded by."""
        return sum(tracker.live_channels for tracker in self._trackers.values())

    async def run(
        self, sessions: OperatorSessions, on_link: OnLink | None = None, on_tick: OnTick | None = None
    ) -> None:
        """Consume the inbox until cancelled; `on_link` is told of every change of a link, after the desk."""
        self._on_link = on_link or self._on_link
        self._on_tick = on_tick or self._on_tick
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tick(), name="desk tick")
            await self._consume(sessions)

    async def _consume(self, sessions: OperatorSessions) -> None:
        while True:
            item = await self._inbox.get()
            self._take(item, sessions)
            for _ in range(BATCH):
                if self._inbox.empty():
                    break
                self._take(self._inbox.get_nowait(), sessions)
            await asyncio.sleep(0)

    def _take(self, item: AmiInput, sessions: OperatorSessions) -> None:
        try:
            match item:
                case Heard(pbx=pbx, at=at, event=event):
                    self._observer.ami_event(pbx)
                    if event.name in MEMBER_EVENTS:
                        self._presence.heard(pbx, event)
                    elif event.name in self._hearers:
                        self._hearers[event.name](pbx, event)
                    else:
                        self._hand_on(pbx, self._trackers[pbx].feed(event, at))
                case LinkUp(pbx=pbx, at=at, snapshot=snapshot):
                    self._link(sessions, PbxLink(pbx=pbx, is_up=True, since=at))
                    self._hand_on(pbx, self._trackers[pbx].resync(snapshot, at))
                    self._desk.resynced(pbx, at)
                    self._on_link(pbx, at, True)
                    self._presence.connected(pbx, snapshot)
                    for on_snapshot in self._on_snapshots:
                        on_snapshot(pbx, snapshot)
                case LinkDown(pbx=pbx, at=at, error=error):
                    self._presence.disconnected(pbx)
                    self._trackers[pbx].link_lost(at)
                    self._link(sessions, PbxLink(pbx=pbx, is_up=False, since=at, error=error))
                    self._on_link(pbx, at, False)
        except Exception:  # noqa: BLE001 - one event's fault must not stop the rest; it is logged and counted
            self._fault("pump", item.pbx)

    def _hand_on(self, pbx: str, events: list[CallEvent]) -> None:
        for event in events:
            try:
                self._desk.on_call_event(pbx, event)
            except Exception:  # noqa: BLE001 - as above: the call's other events go on
                self._fault("call event", pbx)

    def _link(self, sessions: OperatorSessions, link: PbxLink) -> None:
        self._links[link.pbx] = link
        self._desk.link_changed(link.pbx, is_up=link.is_up)
        sessions.push_all(lambda revision: LinkChanged(revision=revision, link=link))
        _LOGGER.info("pbx link", pbx=link.pbx, is_up=link.is_up, error=link.error)

    def _fault(self, where: str, pbx: str) -> None:
        self._observer.fault(where)
        _LOGGER.exception("event handler failed", where=where, pbx=pbx)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            now = self._clock.now()
            for tick in (self._desk.tick, self._on_tick):
                try:
                    tick(now)
                except Exception:  # noqa: BLE001 - as above: the next tick comes, and the calls go on
                    self._fault("tick", "")
