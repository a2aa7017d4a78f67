"""The tape of a talk is begun, paused and ended from its card."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from callbridge.app.control_port import NotedTape
from callbridge.app.taping import TapingDesk
from callbridge.app.witness_desk import WitnessDesk
from callbridge.crm.operator import Role
from callbridge.crm.taping import TapeOrder, TapeRules, TapeState
from callbridge.kernel.errors import AmiRefused, IllegalMove, NotFound, StoreUnavailable
from callbridge.kernel.ids import LegId
from tests.support.app import DeskRig, desk_rig, operator, settle
from tests.support.call_control import FakeCallControl
from tests.support.calls import ANNA, BORIS, CALL, answered, ended, leg_of, rang, started
from tests.support.web_services import FakeAudit
from tests.support.witnesses import EVERYBODY, taped, witness_desk

OWN, OTHER = operator(ANNA, "101", "Анна"), operator(BORIS, "102", "Борис")
START, PAUSE, RESUME, STOP = TapeOrder.START, TapeOrder.PAUSE, TapeOrder.RESUME, TapeOrder.STOP


@dataclass
class Rig:
    base: DeskRig
    rules: TapeRules
    witnesses: WitnessDesk = field(init=False)
    control: FakeCallControl = field(default_factory=FakeCallControl)
    audit: FakeAudit = field(default_factory=FakeAudit)

    def __post_init__(self) -> None:
        self.witnesses = witness_desk(self.base, rules=self.rules)
        self.desk = TapingDesk(self.base.desk, self.witnesses, self.control, self.audit, self.rules, self.base.clock)
        self.desk.start(self.base.tasks)

    @property
    def state(self) -> TapeState | None:
        [card] = self.base.desk.cards(ANNA)
        return card.tape


@asynccontextmanager
async def talking(rules: TapeRules = EVERYBODY) -> AsyncIterator[Rig]:
    async with desk_rig() as base:
        world = Rig(base, rules)
        for event in (started(), rang("101"), answered("101")):
            base.desk.on_call_event("main", event)
        await settle()
        yield world


async def test_a_talk_is_taped_paused_and_ended_and_the_audit_trail_has_each_order() -> None:
    async with talking() as world:
        for do, state in ((START, "running"), (PAUSE, "paused"), (RESUME, "running"), (STOP, None)):
            await world.desk.order(OWN, CALL, do)
            assert world.state == state
        file = "2026/card-101-090000-leg-101.wav"
        assert world.control.done == [
            ("start tape", leg_of("101"), file),
            ("pause tape", leg_of("101")),
            ("resume tape", leg_of("101")),
            ("stop tape", leg_of("101"), "0x1"),
        ]
        assert [note.detail for note in world.audit.notes] == [
            {"do": "start", "file": file}, {"do": "pause"}, {"do": "resume"}, {"do": "stop"},
        ]  # fmt: skip
        assert {(note.action, note.operator_id, note.entity_id) for note in world.audit.notes} == {
            ("call.taped", ANNA, CALL)
        }


async def test_what_the_pbx_tapes_is_paused_with_the_operators_own_and_outlives_it() -> None:
    async with talking() as world:
        await world.desk.order(OWN, CALL, START)
        world.witnesses.heard("main", taped("Start", "1.1"))
        await world.desk.order(OWN, CALL, PAUSE)
        assert sorted(done for done in world.control.done if done[0] == "pause tape") == [
            ("pause tape", "main:1.1"), ("pause tape", leg_of("101")),
        ]  # fmt: skip
        await world.desk.order(OWN, CALL, STOP)
        assert world.state is TapeState.PAUSED
        with pytest.raises(IllegalMove, match="of_the_pbx"):
            await world.desk.order(OWN, CALL, STOP)


@pytest.mark.parametrize(
    ("rules", "do", "code"),
    [
        (TapeRules(files={}), START, "off"),
        (TapeRules(start=Role.OPERATOR, files={}), START, "off"),
        (TapeRules(start=Role.ADMIN, files=EVERYBODY.files), START, "role"),
        (TapeRules(pause=Role.ADMIN, files={}), PAUSE, "role"),
        (EVERYBODY, PAUSE, "not_now"),
        (EVERYBODY, STOP, "not_now"),
    ],
)
async def test_what_may_not_be_done_is_told_in_words_and_neither_asked_nor_audited(
    rules: TapeRules, do: TapeOrder, code: str
) -> None:
    async with talking(rules) as world:
        with pytest.raises(IllegalMove, match=rf"tape\.{code}"):
            await world.desk.order(OWN, CALL, do)
        assert (world.control.done, world.audit.notes) == ([], [])


async def test_nothing_is_taped_twice_or_without_the_audit_trail_or_by_others() -> None:
    async with talking() as world:
        world.audit.is_down = True
        with pytest.raises(StoreUnavailable):
            await world.desk.order(OWN, CALL, START)
        assert world.control.done == []
        world.audit.is_down = False
        with pytest.raises(NotFound):
            await world.desk.order(OTHER, CALL, START)
        world.control.failure = AmiRefused("ami.permission_denied")
        with pytest.raises(AmiRefused):
            await world.desk.order(OWN, CALL, START)
        assert world.state is None
        world.control.failure = None
        await world.desk.order(OWN, CALL, START)
        with pytest.raises(IllegalMove, match="runs"):
            await world.desk.order(OWN, CALL, START)
        world.base.desk.on_call_event("main", ended())
        with pytest.raises(IllegalMove, match="not_talking"):
            await world.desk.order(OWN, CALL, STOP)


async def test_a_double_click_begins_one_tape() -> None:
    async with talking() as world:
        world.control.gate.clear()
        first = world.base.tasks.create_task(world.desk.order(OWN, CALL, START))
        await settle()
        with pytest.raises(IllegalMove, match=r"tape\.not_now"):
            await world.desk.order(OWN, CALL, START)
        world.control.gate.set()
        await first
        assert [what for what, *_ in world.control.done] == ["start tape"]


async def test_a_tape_that_was_begun_before_a_restart_is_shown_paused_and_ended() -> None:
    """Issue 5: the channel remembers what the last order made of its tape."""
    async with talking() as world:
        world.control.noted[leg_of("101")] = NotedTape(tape_id="0x7", state=TapeState.PAUSED)
        world.desk.connected("main")
        await settle()
        assert world.state is TapeState.PAUSED
        await world.desk.order(OWN, CALL, RESUME)
        await world.desk.order(OWN, CALL, STOP)
        assert world.control.done == [("resume tape", leg_of("101")), ("stop tape", leg_of("101"), "0x7")]
        assert world.state is None


async def test_the_pbxs_own_tape_that_was_paused_before_a_restart_can_go_on() -> None:
    async with talking() as world:
        world.control.noted[LegId(CALL)] = NotedTape(tape_id="", state=TapeState.PAUSED)
        world.desk.connected("main")
        await settle()
        [card] = world.base.desk.cards(ANNA)
        assert (card.tape, card.tape_orders) == (TapeState.PAUSED, (RESUME,))


async def test_what_an_event_told_meanwhile_holds_and_a_pbx_that_says_nothing_is_no_harm() -> None:
    async with talking() as world:
        world.witnesses.heard("main", taped("Start", "leg-101"))
        world.control.noted[leg_of("101")] = NotedTape(tape_id="0x7", state=TapeState.PAUSED)
        world.control.failure = AmiRefused("ami.refused")
        world.desk.connected("main")
        await settle()
        world.control.failure = None
        world.desk.connected("main")
        await settle()
        assert world.state is TapeState.RUNNING
        await world.desk.order(OWN, CALL, STOP)
        assert world.state is None


async def test_where_nobody_may_tape_nothing_is_asked() -> None:
    async with talking(TapeRules(files={})) as world:
        world.control.noted[leg_of("101")] = NotedTape(tape_id="0x7", state=TapeState.RUNNING)
        world.desk.connected("main")
        await settle()
        assert world.state is None
