"""Handing calls over, parking, fetching and listening."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from callbridge.app.call_control import ControlDesk, ControlRules
from callbridge.app.control_port import DeviceState, DialPlace
from callbridge.crm.call_board import ColleagueState, ListenWay, LiveState, TransferWay, TransferWish
from callbridge.crm.operator import Operator, Presence, Role
from callbridge.kernel.errors import IllegalMove, NotFound, StoreUnavailable
from callbridge.kernel.ids import CallId
from callbridge.screenpop.sight import NO_PAGES, Pages
from callbridge.telephony.call_event import CallEvent, CallParked
from tests.support.app import DeskRig, desk_rig, operator, settle
from tests.support.call_control import FakeCallControl
from tests.support.calls import ANNA, BORIS, CALL, VERA, answered, at, ended, left, leg_of, rang, started
from tests.support.fake_desk import FakeDesk, call_row
from tests.support.web_services import FakeAudit
from tests.support.witnesses import spied, witness_desk

OWN, OTHER, THIRD = operator(ANNA, "101", "Анна"), operator(BORIS, "102", "Борис"), operator(VERA, "103", "Вера")
GLEB = replace(THIRD, role=Role.SUPERVISOR)


@dataclass
class Rig:
    """The use case over a call desk that is told what Asterisk would."""

    base: DeskRig
    rules: ControlRules
    is_told: bool = True
    control: FakeCallControl = field(default_factory=FakeCallControl)
    audit: FakeAudit = field(default_factory=FakeAudit)
    log: FakeDesk = field(default_factory=lambda: FakeDesk(calls_kept=[replace(call_row(0), call_id=CALL)]))

    def __post_init__(self) -> None:
        self.desk = ControlDesk(
            calls=self.base.desk.live, roster=self.base.roster, desk=self.log, control=self.control, audit=self.audit,
            rules=self.rules,
        )  # fmt: skip
        self.witnesses = witness_desk(self.base, is_told=self.is_told)
        self.desk.start(self.base.sessions.pages_of, self.witnesses)

    def hear(self, *events: CallEvent) -> None:
        for event in events:
            self.base.desk.on_call_event("main", event)


@asynccontextmanager
async def rig(
    *, context: str = "internal", park: str = "700", may_listen: bool = True, is_told: bool = True
) -> AsyncIterator[Rig]:
    places = {"main": DialPlace(technology="PJSIP", context=context)}
    async with desk_rig() as base:
        rules = ControlRules(places=places, park_extensions={"main": park}, may_listen=may_listen, clock=base.clock)
        yield Rig(base, rules, is_told)


def parked() -> CallParked:
    return CallParked(call_id=CALL, at=at(3), endpoint="PJSIP/101", space="701")


async def test_colleagues_are_listed_with_what_they_do_and_the_free_first() -> None:
    async with rig() as world:
        world.base.roster.replace(replace(THIRD, presence=Presence.PAUSED, pause_reason="Обед"))
        world.hear(started(), rang("101"))
        states = {one.full_name: one.state for one in world.desk.colleagues(THIRD)}
        assert states == {"Анна": ColleagueState.RINGING, "Борис": ColleagueState.FREE}
        assert world.desk.colleagues(THIRD)[0].full_name == "Борис"
        world.hear(answered("101"))
        assert {one.full_name: (one.state, one.pause_reason) for one in world.desk.colleagues(OTHER)} == {
            "Анна": (ColleagueState.TALKING, ""),
            "Вера": (ColleagueState.PAUSED, "Обед"),
        }
        world.base.roster.replace(replace(THIRD, presence=Presence.WRAP_UP))
        assert [one.state for one in world.desk.colleagues(OWN)] == [ColleagueState.FREE, ColleagueState.WRAP_UP]
        world.desk.start(lambda _: NO_PAGES, world.witnesses)
        assert world.desk.colleagues(OWN)[0].state is ColleagueState.OFFLINE
        assert [one.full_name for one in world.desk.colleagues(replace(OWN, pbx="other"))] == ["Борис", "Вера"]


async def test_who_does_not_see_the_screen_is_not_free_and_since_when_is_told_beside_a_pause_too() -> None:
    async with rig() as world:
        world.desk.start(lambda _: Pages(open=1, blind_since=at(5)), world.witnesses)
        world.base.roster.replace(replace(THIRD, presence=Presence.PAUSED, pause_reason="Обед"))
        assert [(one.full_name, one.state, one.blind_since) for one in world.desk.colleagues(OWN)] == [
            ("Вера", ColleagueState.PAUSED, at(5)),
            ("Борис", ColleagueState.BLIND, at(5)),
        ]


@pytest.mark.parametrize(("way", "done"), [(TransferWay.BLIND, "hand over"), (TransferWay.ATTENDED, "consult")])
async def test_a_customer_is_handed_to_a_colleague_by_the_operators_own_leg(way: TransferWay, done: str) -> None:
    async with rig() as world:
        world.hear(started(), rang("101"), answered("101"))
        await world.desk.transfer(OWN, CALL, TransferWish(to=BORIS, way=way))
        assert world.control.done == [(done, leg_of("101"), "102", "internal")]


async def test_why_a_customer_cannot_be_handed_over_is_told_and_nothing_happens() -> None:
    async with rig() as world:
        with pytest.raises(NotFound):
            await world.desk.transfer(OWN, CallId("main:9.9"), TransferWish(to=BORIS))
        world.hear(started(), rang("101"))
        with pytest.raises(IllegalMove, match="not_talking"):
            await world.desk.transfer(OWN, CALL, TransferWish(to=BORIS))
        world.hear(answered("101"))
        for state, code in ((DeviceState.BUSY, "busy"), (DeviceState.UNREACHABLE, "unreachable")):
            world.control.devices["PJSIP/102"] = state
            with pytest.raises(IllegalMove, match=code) as refused:
                await world.desk.transfer(OWN, CALL, TransferWish(to=BORIS))
            assert refused.value.params["name"] == "Борис"
        with pytest.raises(NotFound):
            await world.desk.transfer(OWN, CALL, TransferWish(to=OWN.id))
        with pytest.raises(NotFound):
            await world.desk.transfer(OTHER, CALL, TransferWish(to=ANNA))
        assert world.control.done == []


async def test_a_customer_is_parked_seen_by_all_and_fetched() -> None:
    async with rig() as world:
        world.hear(started(), rang("101"), answered("101"))
        await world.desk.park(OWN, CALL)
        assert world.control.done == [("hand over", leg_of("101"), "700", "internal")]
        world.hear(left("101", 3), parked())
        [view] = await world.desk.live(OTHER)
        assert (view.state, view.parked_in, view.operators) == (LiveState.PARKED, "701", ("Анна",))
        await world.desk.fetch(OTHER, CALL)
        assert world.control.dialled == [("main", "PJSIP/102", "701", "internal", "")]


async def test_a_call_that_rings_at_a_colleague_is_picked_up_while_it_rings() -> None:
    async with rig() as world:
        world.hear(started(), rang("101"))
        [view] = await world.desk.live(OTHER)
        assert (view.state, view.operators) == (LiveState.RINGING, ("Анна",))
        await world.desk.fetch(OTHER, CALL)
        assert world.control.done == [("pick up", "PJSIP/102", "PJSIP/101")]
        world.control.devices["PJSIP/102"] = DeviceState.BUSY
        with pytest.raises(IllegalMove, match="in_call"):
            await world.desk.fetch(OTHER, CALL)
        world.control.devices["PJSIP/102"] = DeviceState.UNREACHABLE
        with pytest.raises(IllegalMove, match="unreachable"):
            await world.desk.fetch(OTHER, CALL)
        world.control.devices.clear()
        world.hear(answered("101"))
        with pytest.raises(IllegalMove, match="over"):
            await world.desk.fetch(OTHER, CALL)


async def test_what_is_out_of_reach_is_neither_listed_nor_fetched_nor_heard() -> None:
    """R152."""
    async with rig() as world:
        world.hear(started(), rang("101"), answered("101"))
        world.log.calls_kept = []
        assert await world.desk.live(GLEB) == []
        with pytest.raises(NotFound):
            await world.desk.fetch(GLEB, CALL)
        with pytest.raises(NotFound):
            await world.desk.listen(GLEB, CALL, ListenWay.LISTEN)


@pytest.mark.parametrize("way", list(ListenWay))
async def test_a_supervisor_takes_part_in_a_talk_and_the_audit_trail_has_it_before(way: ListenWay) -> None:
    async with rig() as world:
        world.hear(started(), rang("101"), answered("101"))
        world.audit.is_down = True
        with pytest.raises(StoreUnavailable):
            await world.desk.listen(GLEB, CALL, way)
        assert world.control.done == []
        world.audit.is_down = False
        await world.desk.listen(GLEB, CALL, way)
        assert world.control.done == [(way.value, "PJSIP/103", leg_of("101"))]
        [note] = world.audit.notes
        assert (note.operator_id, note.entity_id, note.detail) == (
            GLEB.id, CALL, {"way": way.value, "operators": "Анна", "told": "yes"},
        )  # fmt: skip
        await settle()
        world.witnesses.heard("main", spied("Start", "103", "leg-101"))
        [card] = world.base.desk.cards(ANNA)
        assert [(one.name, one.way) for one in card.listeners] == [("Вера", way)]


async def test_where_operators_are_not_told_the_audit_trail_says_so() -> None:
    async with rig(is_told=False) as world:
        world.hear(started(), rang("101"), answered("101"))
        await world.desk.listen(GLEB, CALL, ListenWay.LISTEN)
        assert [note.detail["told"] for note in world.audit.notes] == ["no"]


async def test_nobody_listens_where_it_is_forbidden_or_over_or_to_themselves() -> None:
    async with rig(may_listen=False) as world:
        world.hear(started(), rang("101"), answered("101"))
        with pytest.raises(IllegalMove, match=r"listen\.off"):
            await world.desk.listen(GLEB, CALL, ListenWay.LISTEN)
    async with rig() as world:
        world.hear(started(), rang("101"), answered("101"))
        with pytest.raises(IllegalMove, match=r"listen\.over"):
            await world.desk.listen(OWN, CALL, ListenWay.LISTEN)
        world.hear(ended())
        assert await world.desk.live(GLEB) == []


@pytest.mark.parametrize(("context", "park", "code"), [("", "700", "dial.off"), ("internal", "", "park.off")])
async def test_what_an_administrator_did_not_set_up_is_told(context: str, park: str, code: str) -> None:
    async with rig(context=context, park=park) as world:
        world.hear(started(), rang("101"), answered("101"))
        with pytest.raises(IllegalMove, match=code):
            await world.desk.park(OWN, CALL)


async def test_who_has_no_phone_there_fetches_nothing() -> None:
    async with rig() as world:
        world.hear(started(), rang("101"))
        nobody: Operator = replace(OTHER, extension="")
        with pytest.raises(IllegalMove, match="no_phone"):
            await world.desk.fetch(nobody, CALL)
