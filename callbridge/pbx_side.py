"""What hears the PBXs and acts on them: links, trackers, calls, operators' states and queues, gaps."""

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from functools import partial

import structlog

from callbridge.ami.call_control import AmiCallControl
from callbridge.ami.commands import AmiCommands
from callbridge.ami.supervisor import PbxSupervisor
from callbridge.app.attendance import Attendance
from callbridge.app.call_control import ControlDesk, ControlRules
from callbridge.app.call_desk import CallDesk
from callbridge.app.caller_history import CallerHistory
from callbridge.app.card_commands import CardDeskCommands
from callbridge.app.control_port import DialPlace
from callbridge.app.deaf_phones import DeafPhones
from callbridge.app.pbx_port import AmiInput
from callbridge.app.presence import PresenceDesk
from callbridge.app.pump import Pump
from callbridge.app.queue_mirror import QueueMirror
from callbridge.app.queue_sign_in import QueueSignIn
from callbridge.app.recovery import GapRecovery, RecoveryPlan
from callbridge.app.roster import OperatorRoster
from callbridge.app.sessions import OperatorSessions
from callbridge.app.taping import TapingDesk
from callbridge.app.unasked_listening import UnaskedListening
from callbridge.app.witness_desk import WITNESS_EVENTS, WitnessDesk
from callbridge.cdr.source import source_of
from callbridge.config import Config, PbxConfig
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import StoreUnavailable
from callbridge.kernel.ids import PbxName
from callbridge.kernel.numbers import NumberPlan, PhoneNumber, read_number
from callbridge.store.store import SqlStore
from callbridge.telephony.ami_event import PbxSnapshot
from callbridge.telephony.topology import Topology
from callbridge.telephony.tracker import Tracker
from callbridge.web.metrics import Metrics
from callbridge.wiring import tape_rules

INBOX_EVENTS = 50_000
"""Events waiting for the trackers; a PBX that fills it is cut and resynced."""
ANSWER_WAIT_S = 3.0
OPEN_CALLS_WAIT_S = 2.0

_LOGGER = structlog.get_logger(__name__)


class PbxSide:
    """The objects of one run that know of calls, wired; the daemon starts them with the sessions."""

    def __init__(self, config: Config, store: SqlStore, roster: OperatorRoster, metrics: Metrics, clock: Clock) -> None:
        self._store = store
        self._metrics = metrics
        self._inbox: asyncio.Queue[AmiInput] = asyncio.Queue(INBOX_EVENTS)
        self.desk = CallDesk(
            history=CallerHistory(store.lookup, metrics, config.desk.lookup_timeout_ms / 1000),
            call_log=store.call_log,
            roster=roster,
            observer=metrics,
            clock=clock,
            readers={pbx.name: number_reader(pbx.number_plan()) for pbx in config.pbx},
        )
        self.supervisors = {
            pbx.name: PbxSupervisor(pbx, inbox=self._inbox, clock=clock, rng=random.SystemRandom())
            for pbx in config.pbx
        }
        phones = AmiCommands(self.supervisors)
        self.calls = AmiCallControl(self.supervisors, {pbx.name: pbx.auto_answer for pbx in config.pbx})
        self.places = {pbx.name: DialPlace(technology=pbx.technology, context=pbx.dial_context) for pbx in config.pbx}
        self.control = ControlDesk(
            calls=self.desk.live,
            roster=roster,
            desk=store.desk,
            control=self.calls,
            audit=store.audit,
            rules=ControlRules(
                places=self.places,
                park_extensions={pbx.name: pbx.park_extension for pbx in config.pbx},
                may_listen=config.desk.may_listen,
                clock=clock,
            ),
        )
        mirror = QueueMirror(phones, clock, [(pbx.name, pbx.technology) for pbx in config.pbx])
        self.presence = PresenceDesk(
            statuses=store.statuses,
            roster=roster,
            mirror=mirror,
            queues=QueueSignIn(
                {pbx.name: pbx.queue_plan() for pbx in config.pbx},
                phones=phones,
                mirror=mirror,
                memberships=store.memberships,
                roster=roster,
                clock=clock,
            ),
            clock=clock,
        )
        self.attendance = Attendance(self.presence, roster, config.desk.absence())
        self.recovery = GapRecovery(
            {pbx.name: plan for pbx in config.pbx if (plan := _recovery_plan(pbx, roster)) is not None},
            sightings=store.sightings,
            call_log=store.call_log,
            live_calls=self.desk.live,
            lookup=store.lookup,
            clock=clock,
        )
        self.pump = Pump(
            inbox=self._inbox,
            trackers={pbx.name: Tracker(PbxName(pbx.name), _topology(pbx)) for pbx in config.pbx},
            desk=self.desk,
            presence=self.presence,
            observer=metrics,
            clock=clock,
        )
        deaf, tapes = DeafPhones(clock), tape_rules(config)
        told = config.desk.tell_of_listening
        self._unasked = UnaskedListening(roster, store.audit, clock, is_told=told)
        self._witnesses = WitnessDesk(self.desk, roster, deaf, tapes, clock=clock, unasked=self._unasked)
        self.cards = CardDeskCommands(self.desk, phones, deaf, store.unwanted_cards, answer_wait_s=ANSWER_WAIT_S)
        self.tapes = TapingDesk(self.desk, self._witnesses, self.calls, store.audit, tapes, clock)
        self.desk.tell_of_wrap_ups(self.presence.talk_over)
        self.desk.tell_beside(self._witnesses)
        self.pump.tell(WITNESS_EVENTS, self._witnesses.heard, self._connected)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Give the group of tasks of what writes and asks beside the pump."""
        self._unasked.start(tasks)
        self.tapes.start(tasks)

    def _connected(self, pbx: str, snapshot: PbxSnapshot) -> None:
        self._witnesses.connected(pbx, snapshot)
        self.tapes.connected(pbx)

    def know_pages(self, sessions: OperatorSessions) -> None:
        """Give what says which pages somebody has open."""
        self.control.start(sessions.pages_of, self._witnesses)

    def watch(self) -> None:
        """Let the metrics tell of queues and links."""
        self._metrics.watch_queue("ami inbox", self._inbox.qsize)
        self._metrics.watch_queue("live calls", lambda: len(self.desk.live))
        self._metrics.watch_queue("live channels", lambda: self.pump.live_channels)
        for pbx, link in self.supervisors.items():
            for happening in fields(link.counts):
                self._metrics.watch_link(pbx, happening.name, partial(getattr, link.counts, happening.name))
            self._metrics.watch_link(pbx, "is_up", partial(_is_up, link))

    async def load(self) -> None:
        """Read what was before a restart: states, memberships, calls that were alive."""
        await self.presence.load()
        for name in self.supervisors:
            try:
                async with asyncio.timeout(OPEN_CALLS_WAIT_S):
                    records = await self._store.call_log.open_calls(name)
            except (StoreUnavailable, TimeoutError) as error:
                _LOGGER.warning("calls alive before the restart are not known", pbx=name, error=str(error))
                continue
            self.desk.remember_open(name, {record.call_id: record for record in records})


def number_reader(plan: NumberPlan) -> Callable[[str], PhoneNumber]:
    """Return what reads numbers as this plan has them."""
    return lambda raw: read_number(raw, plan)


def _recovery_plan(pbx: PbxConfig, roster: OperatorRoster) -> RecoveryPlan | None:
    source = source_of(pbx)
    if source is None:
        return None
    return RecoveryPlan(
        source=source,
        topology=_topology(pbx),
        read_number=number_reader(pbx.number_plan()),
        operators_at=partial(roster.at, pbx.name),
        lookback=timedelta(hours=pbx.cdr.lookback_hours),
        grace_s=pbx.cdr.grace_s,
        blind=timedelta(seconds=2 * pbx.ping_interval_s + pbx.action_timeout_s),
    )


def _is_up(link: PbxSupervisor) -> float:
    return float(link.is_up)


def _topology(pbx: PbxConfig) -> Topology:
    return Topology(internal=re.compile(pbx.internal), trunks=frozenset(pbx.trunks))
