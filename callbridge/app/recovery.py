"""Gap recovery: after an outage of ours or of a link, missed calls are read from the PBX's CDR.

One task a PBX that has a source. It waits beside the live calls and never holds them up: rows are read in the source's
own time and turned into calls on a thread. A gap is kept in the store until it has been recovered, so that neither a
source that is down nor a second outage loses it.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from callbridge.app.health_port import CdrState
from callbridge.app.pbx_port import CdrSource, PbxSeen, PbxSightings
from callbridge.app.ports import CallerFacts, CallerLookup, CallLog
from callbridge.app.recovered_record import Known, is_wanted, record_of_cdr
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import CallbridgeError, CdrRefused, CdrUnavailable, StoreUnavailable
from callbridge.kernel.ids import CallId, OperatorId, PbxName
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import MatchKind
from callbridge.matching.ranking import match as match_caller
from callbridge.telephony.call_event import Direction
from callbridge.telephony.cdr_call import CdrCall, read_call
from callbridge.telephony.cdr_groups import calls_of
from callbridge.telephony.cdr_row import CdrRow
from callbridge.telephony.topology import Topology

HEARTBEAT_S = 5.0
SKEW = timedelta(seconds=5)
"""How far the PBX's clock may be from ours before calls at a gap's edges are missed."""
LONGEST_CALL = timedelta(hours=6)
"""A call that ended in the gap began no earlier than this before it."""
ASKED_AT = (0.0, 0.1, 0.3, 1.0)
"""When the source is asked, in parts of the grace: records come late."""
RETRY_S = 60.0
CALLS_AT_ONCE = 100

_LOGGER = structlog.get_logger(__name__)


class CallsGoingOn(Protocol):
    """What the call desk knows of calls that go on."""

    def is_live(self, call_id: CallId) -> bool: ...

    def recovered(self, call_id: CallId) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPlan:
    """How one PBX's missed calls are recovered."""

    source: CdrSource
    topology: Topology
    read_number: Callable[[str], PhoneNumber]
    operators_at: Callable[[str], tuple[OperatorId, ...]]
    lookback: timedelta
    grace_s: float
    blind: timedelta
    """How long a dead link may look alive: so much before the last sighting is asked for as well."""
    retry_s: float = RETRY_S


@dataclass(frozen=True, slots=True)
class _Gap:
    since: datetime
    until: datetime


@dataclass(slots=True)
class _Watched:
    """One PBX; `is_followed` while its link is up and the gap before that is kept."""

    plan: RecoveryPlan
    up_at: datetime | None = None
    is_followed: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    error: str = ""


class GapRecovery:
    """Hears of every link, keeps when each PBX was seen, and fills gaps in the call log."""

    def __init__(
        self,
        plans: Mapping[str, RecoveryPlan],
        *,
        sightings: PbxSightings,
        call_log: CallLog,
        live_calls: CallsGoingOn,
        lookup: CallerLookup,
        clock: Clock,
    ) -> None:
        self._watched = {pbx: _Watched(plan) for pbx, plan in plans.items()}
        self._sightings = sightings
        self._log = call_log
        self._live = live_calls
        self._lookup = lookup
        self._clock = clock

    @property
    def states(self) -> tuple[CdrState, ...]:
        """Whether the source of each PBX that has one could be read when it was last asked."""
        return tuple(CdrState(pbx=pbx, error=watched.error) for pbx, watched in self._watched.items())

    def link_changed(self, pbx: str, at: datetime, is_up: bool) -> None:
        """Note a link's change; a snapshot's calls are already with the desk when it comes up."""
        watched = self._watched.get(pbx)
        if watched is not None:
            watched.is_followed = False
            watched.up_at = at if is_up else None
            watched.changed.set()

    async def run(self, on_recovered: Callable[[], None]) -> None:
        """Work until cancelled; `on_recovered` is called whenever the log has got calls."""
        async with asyncio.TaskGroup() as tasks:
            for pbx, watched in self._watched.items():
                tasks.create_task(self._recover_always(pbx, watched, on_recovered), name=f"recovery of {pbx}")
                tasks.create_task(self._sight_always(pbx, watched), name=f"sightings of {pbx}")

    async def _sight_always(self, pbx: str, watched: _Watched) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            if watched.is_followed:
                await self._sight(pbx)

    async def _sight(self, pbx: str) -> None:
        try:
            await self._sightings.saw(pbx, self._clock.now())
        except StoreUnavailable as error:
            _LOGGER.debug("sighting not kept", pbx=pbx, error=str(error))

    async def _recover_always(self, pbx: str, watched: _Watched, on_recovered: Callable[[], None]) -> None:
        while True:
            await watched.changed.wait()
            watched.changed.clear()
            up_at = watched.up_at
            while up_at is not None and up_at == watched.up_at:
                try:
                    await self._recover(pbx, watched, up_at, on_recovered)
                    break
                except (CdrUnavailable, CdrRefused, StoreUnavailable) as error:
                    self._failed(pbx, watched, error)
                except Exception:
                    watched.error = "internal"
                    _LOGGER.exception("recovery failed", pbx=pbx)
                await _change_within(watched, watched.plan.retry_s)

    def _failed(self, pbx: str, watched: _Watched, error: CallbridgeError) -> None:
        if watched.error != error.code:
            _LOGGER.warning("missed calls cannot be recovered yet", pbx=pbx, error=str(error))
        if not isinstance(error, StoreUnavailable):
            watched.error = error.code

    async def _recover(self, pbx: str, watched: _Watched, up_at: datetime, on_recovered: Callable[[], None]) -> None:
        seen = await self._sightings.last_seen(pbx)
        if seen is None:  # the first time ever: nothing of ours can be missing
            watched.is_followed = True
            await self._sight(pbx)
            return
        gap = _gap(seen, up_at, watched.plan)
        if seen.gap_since is None:
            await self._sightings.open_gap(pbx, gap.since)
        watched.is_followed = True
        _LOGGER.info("missed calls are looked for", pbx=pbx, since=gap.since.isoformat(), until=gap.until.isoformat())
        spent_s = 0.0
        for part in ASKED_AT:
            due_s = part * watched.plan.grace_s
            if await _change_within(watched, due_s - spent_s):
                return  # the link has changed; the gap is kept
            spent_s = due_s
            count = await self._fill(pbx, watched.plan, gap)
            watched.error = ""
            if count:
                _LOGGER.info("missed calls recovered", pbx=pbx, calls=count)
                on_recovered()
        await self._sightings.close_gap(pbx)
        _LOGGER.info("nothing is missing any more", pbx=pbx)

    async def _fill(self, pbx: str, plan: RecoveryPlan, gap: _Gap) -> int:
        rows = await plan.source.rows(gap.since - LONGEST_CALL, gap.until + SKEW)
        calls = await asyncio.to_thread(_read, pbx, rows, plan.topology, gap)
        count = 0
        for first in range(0, len(calls), CALLS_AT_ONCE):
            count += await self._put(pbx, plan, calls[first : first + CALLS_AT_ONCE])
        return count

    async def _put(self, pbx: str, plan: RecoveryPlan, calls: Sequence[CdrCall]) -> int:
        kept = await self._log.kept_calls([call.call_id for call in calls])
        wanted = [call for call in calls if is_wanted(call, kept.get(call.call_id))]
        count = 0
        for call in wanted:
            known = await self._known(plan, call)
            if self._live.is_live(call.call_id):
                continue
            self._live.recovered(call.call_id)
            self._log.put(record_of_cdr(call, pbx, kept.get(call.call_id), known, self._clock.now()))
            count += 1
        if count:
            await self._log.kept_calls([wanted[0].call_id])  # so that they can be read when it is told
        return count

    async def _known(self, plan: RecoveryPlan, call: CdrCall) -> Known:
        number, did = plan.read_number(call.number), plan.read_number(call.did)
        facts = CallerFacts()
        if call.direction is not Direction.INTERNAL:
            try:
                line = did.e164 if call.direction is Direction.INBOUND else ""
                facts = await self._lookup.caller_facts(number, line)
            except StoreUnavailable as error:
                _LOGGER.debug("recovered call without history", call_id=call.call_id, error=str(error))
        found = match_caller(number, facts.candidates, operator_id=None, at=call.started_at)
        return Known(
            operators_at=plan.operators_at,
            number=number,
            did=did,
            candidate=found.candidates[0].candidate if found.kind is MatchKind.KNOWN else None,
            campaign=facts.campaign,
        )


def _gap(seen: PbxSeen, up_at: datetime, plan: RecoveryPlan) -> _Gap:
    since = min(seen.gap_since or seen.seen_at - plan.blind, up_at)
    return _Gap(max(since, up_at - plan.lookback), up_at)


def _read(pbx: str, rows: Sequence[CdrRow], topology: Topology, gap: _Gap) -> list[CdrCall]:
    """Turn rows into the calls that ended in the gap, oldest first; runs on a thread."""
    read = (read_call(PbxName(pbx), group, topology) for group in calls_of(rows))
    return [call for call in read if call is not None and call.ended_at > gap.since - SKEW]


async def _change_within(watched: _Watched, wait_s: float) -> bool:
    """Wait, and say whether the link has changed meanwhile."""
    try:
        async with asyncio.timeout(max(0.0, wait_s)):
            await watched.changed.wait()
    except TimeoutError:
        return False
    return True
