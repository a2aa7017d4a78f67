"""Gap recovery: what is asked of the CDR after an outage, and what becomes of the answer."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from callbridge.app.call_record import closed_unseen
from callbridge.app.health_port import CdrState
from callbridge.app.pbx_port import PbxSeen
from callbridge.app.recovery import GapRecovery, RecoveryPlan
from callbridge.crm.call_log import CallRecord
from callbridge.kernel.errors import CdrUnavailable, StoreUnavailable
from callbridge.kernel.ids import CallId
from callbridge.telephony.cdr_row import CdrRow
from callbridge.telephony.topology import Topology
from tests.support.app import FakeLookup, MemoryLog, read
from tests.support.cdr_rows import recorded_rows
from tests.support.clock import FakeClock

ANSWERED = recorded_rows("s01_direct_answered")
ABANDONED = recorded_rows("s07_queue_abandon")
ROWS = [*ANSWERED, *ABANDONED]
CALL = CallId(f"main:{ANSWERED[0].linked_id}")
SEEN = ANSWERED[0].started_at - timedelta(seconds=30)
UP = ABANDONED[0].ended_at + timedelta(seconds=30)


@dataclass
class Sightings:
    """Keeps what it is told; fails while `is_down`."""

    seen: dict[str, PbxSeen] = field(default_factory=dict)
    is_down: bool = False

    async def last_seen(self, pbx: str) -> PbxSeen | None:
        if self.is_down:
            raise StoreUnavailable
        return self.seen.get(pbx)

    async def saw(self, pbx: str, at: datetime) -> None:
        before = self.seen.get(pbx)
        self.seen[pbx] = replace(before, seen_at=at) if before else PbxSeen(seen_at=at)

    async def open_gap(self, pbx: str, since: datetime) -> None:
        self.seen[pbx] = replace(self.seen[pbx], gap_since=since)

    async def close_gap(self, pbx: str) -> None:
        self.seen[pbx] = replace(self.seen[pbx], gap_since=None)


@dataclass
class Source:
    """Answers with `answers` one after the other, the last one ever after; an exception is raised."""

    answers: list[Sequence[CdrRow] | Exception] = field(default_factory=list)
    asked: list[tuple[datetime, datetime]] = field(default_factory=list)

    async def rows(self, since: datetime, until: datetime) -> Sequence[CdrRow]:
        self.asked.append((since, until))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Live:
    """Calls that go on."""

    calls: set[CallId] = field(default_factory=set)
    told: list[CallId] = field(default_factory=list)

    def is_live(self, call_id: CallId) -> bool:
        return call_id in self.calls

    def recovered(self, call_id: CallId) -> None:
        self.told.append(call_id)


@dataclass
class Rig:
    """A recovery that runs, and all around it."""

    recovery: GapRecovery
    sightings: Sightings
    source: Source
    log: MemoryLog
    live: Live
    lookup: FakeLookup
    news: list[int] = field(default_factory=list)

    async def until_closed(self) -> None:
        """Wait until no gap is kept."""
        async with asyncio.timeout(60):
            while not (seen := self.sightings.seen.get("main")) or seen.gap_since is not None:
                await asyncio.sleep(0.001)

    async def until_asked(self, times: int) -> None:
        """Wait until the source was asked that often."""
        async with asyncio.timeout(60):
            while len(self.source.asked) < times:
                await asyncio.sleep(0.001)


@asynccontextmanager
async def running(*answers: Sequence[CdrRow] | Exception, seen: PbxSeen | None = None) -> AsyncIterator[Rig]:
    """Run a recovery of the PBX ``main`` whose grace and retries are short."""
    sightings, source = Sightings({"main": seen} if seen else {}), Source(list(answers) or [ROWS])
    log, live, lookup = MemoryLog(), Live(), FakeLookup()
    plan = RecoveryPlan(
        source=source,
        topology=Topology(),
        read_number=read,
        operators_at=lambda _: (),
        lookback=timedelta(hours=24),
        grace_s=0.02,
        blind=timedelta(seconds=15),
        retry_s=0.01,
    )
    recovery = GapRecovery(
        {"main": plan}, sightings=sightings, call_log=log, live_calls=live, lookup=lookup, clock=FakeClock(UP)
    )
    rig = Rig(recovery, sightings, source, log, live, lookup)
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(recovery.run(lambda: rig.news.append(1)))
        yield rig
        task.cancel()


def outcomes(log: MemoryLog) -> dict[str, tuple[str, bool]]:
    return {call_id: (each.outcome, each.is_recovered) for call_id, each in log.records.items()}


def gap() -> PbxSeen:
    return PbxSeen(seen_at=SEEN, gap_since=SEEN)


async def test_missed_calls_are_added_once_and_said_to_be_recovered() -> None:
    """R152: asked several times, as rows come late, and nothing is doubled."""
    async with running(seen=PbxSeen(seen_at=SEEN)) as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_asked(4)
        await rig.until_closed()
        assert outcomes(rig.log) == {
            CALL: ("answered", True),
            f"main:{ABANDONED[0].linked_id}": ("abandoned", True),
        }
        assert rig.news == [1]
        assert {(since, until) for since, until in rig.source.asked} == {
            (SEEN - timedelta(seconds=15, hours=6), UP + timedelta(seconds=5))
        }


async def test_a_pbx_that_was_never_seen_has_missed_nothing() -> None:
    async with running() as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_closed()
        assert (rig.source.asked, rig.log.records) == ([], {})
        assert rig.sightings.seen["main"] == PbxSeen(seen_at=UP)


async def test_rows_that_come_late_are_still_taken() -> None:
    async with running([], [], ROWS, seen=gap()) as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_closed()
        assert len(rig.log.records) == 2


async def test_a_call_of_which_more_rows_come_is_told_anew() -> None:
    whole = recorded_rows("t01_blind_refer")
    seen = PbxSeen(seen_at=whole[0].started_at, gap_since=whole[0].started_at)
    async with running(whole[:1], whole, seen=seen) as rig:
        rig.recovery.link_changed("main", whole[-1].ended_at, True)
        await rig.until_closed()
        (record,) = rig.log.records.values()
        assert [leg.endpoint for leg in record.legs] == ["PJSIP/101", "PJSIP/102"]
        assert [dict(step.params) for step in record.trace] == [{"rows": 2}]


async def test_a_call_that_goes_on_is_left_alone() -> None:
    async with running(seen=gap()) as rig:
        rig.live.calls.add(CALL)
        rig.recovery.link_changed("main", UP, True)
        await rig.until_closed()
        assert CALL not in rig.log.records
        assert CALL not in rig.live.told


async def test_only_a_call_whose_end_was_not_seen_is_completed() -> None:
    """R152"""
    other = CallId(f"main:{ABANDONED[0].linked_id}")
    base = CallRecord(call_id=CALL, pbx="main", direction="inbound", started_at=ANSWERED[0].started_at)
    seen_by_us = replace(base, call_id=other, outcome="missed", ended_at=UP)
    async with running(seen=gap()) as rig:
        rig.log.records = {CALL: closed_unseen(base, UP), other: seen_by_us}
        rig.recovery.link_changed("main", UP, True)
        await rig.until_closed()
        assert outcomes(rig.log) == {CALL: ("answered", True), other: ("missed", False)}
        assert rig.live.told == [CALL]


async def test_calls_before_the_gap_are_not_looked_at() -> None:
    late = ANSWERED[0].ended_at + timedelta(seconds=7)
    async with running(seen=PbxSeen(seen_at=late, gap_since=late)) as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_closed()
        assert list(rig.log.records) == [f"main:{ABANDONED[0].linked_id}"]


async def test_a_dead_source_is_tried_again_and_the_gap_is_not_lost() -> None:
    """R152: it shows in the health, and nothing is half-saved."""
    async with running(CdrUnavailable(reason="down"), seen=PbxSeen(seen_at=SEEN)) as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_asked(3)
        assert rig.recovery.states == (CdrState(pbx="main", error="cdr.unavailable"),)
        assert (rig.log.records, rig.sightings.seen["main"].gap_since) == ({}, SEEN - timedelta(seconds=15))
        rig.source.answers = [ROWS]
        await rig.until_closed()
        assert rig.recovery.states == (CdrState(pbx="main", error=""),)
        assert len(rig.log.records) == 2


async def test_a_surprise_in_the_records_ends_nothing() -> None:
    async with running(ZeroDivisionError(), seen=gap()) as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_asked(2)
        assert rig.recovery.states == (CdrState(pbx="main", error="internal"),)


async def test_a_link_that_goes_down_again_keeps_the_older_gap() -> None:
    async with running(CdrUnavailable(reason="down"), seen=gap()) as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_asked(1)
        rig.recovery.link_changed("main", UP, False)
        rig.recovery.link_changed("main", UP + timedelta(minutes=1), True)
        rig.source.answers = [ROWS]
        await rig.until_closed()
        assert rig.source.asked[-1] == (SEEN - timedelta(hours=6), UP + timedelta(minutes=1, seconds=5))


async def test_an_old_gap_is_cut_to_the_lookback() -> None:
    old = UP - timedelta(days=9)
    async with running(seen=PbxSeen(seen_at=old)) as rig:
        rig.recovery.link_changed("main", UP, True)
        await rig.until_asked(1)
        assert rig.source.asked[0][0] == UP - timedelta(hours=30)


async def test_a_directory_that_is_down_costs_the_names_only() -> None:
    async with running(seen=gap()) as rig:
        rig.lookup.is_down = True
        rig.recovery.link_changed("main", UP, True)
        await rig.until_closed()
        assert len(rig.log.records) == 2


async def test_a_pbx_without_a_source_is_nobody_to_follow() -> None:
    async with running() as rig:
        rig.recovery.link_changed("other", UP, True)
        assert rig.recovery.states == (CdrState(pbx="main", error=""),)
