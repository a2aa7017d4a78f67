"""Ready, paused and wrapping up: in the store, in every tab and in the queues."""

from collections.abc import Sequence

import pytest

from callbridge.crm.operator import Presence
from callbridge.crm.status import Leaving
from callbridge.kernel.errors import AmiUnavailable, InvalidInput, StoreUnavailable
from callbridge.screenpop.wire import OwnStateChanged
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from tests.support.app import DeskRig, FakePhones, MemoryStatuses, desk_rig, presence_desk, settle
from tests.support.calls import ANNA, at


def event(
    name: str, *, paused: bool = False, reason: str = "", queue: str = "sales", login_s: float | None = None
) -> AmiEvent:
    headers = {"Queue": queue, "Interface": "PJSIP/101", "Paused": "1" if paused else "0", "PausedReason": reason}
    if login_s is not None:
        headers["LoginTime"] = str(int(at(login_s).timestamp()))
    return AmiEvent(name, headers)


class Rig:
    """A presence desk with what it tells."""

    def __init__(self, desk: DeskRig, statuses: MemoryStatuses | None = None, pbxs: Sequence[str] = ("main",)) -> None:
        self.desk = desk
        self.anna = desk.operators.rows[0]
        self.phones = FakePhones()
        self.statuses = statuses or MemoryStatuses(desk.operators)
        self.presence = presence_desk(desk, statuses=self.statuses, phones=self.phones, pbxs=pbxs)

    async def pause(self, reason: str = "Обед") -> None:
        await self.presence.set_presence(self.anna, Presence.PAUSED, reason)

    async def ready(self) -> None:
        await self.presence.set_presence(self.anna, Presence.READY, "")

    async def connect(self, *members: AmiEvent, pbx: str = "main") -> None:
        self.presence.connected(pbx, PbxSnapshot(queues=members))
        await settle()

    async def hear(self, name: str, *, paused: bool = False, reason: str = "", queue: str = "sales") -> None:
        self.presence.heard("main", event(name, paused=paused, reason=reason, queue=queue))
        await settle()

    async def tick(self, seconds: float) -> None:
        self.desk.clock.pass_seconds(seconds)
        self.presence.tick(self.desk.clock.now())
        await settle()


async def test_a_pause_reaches_the_queue_and_every_tab() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        desk.clock.pass_seconds(60)
        own = await rig.presence.set_presence(rig.anna, Presence.PAUSED, " Обед ")
        assert (own.presence, own.pause_reason, own.since) == (Presence.PAUSED, "Обед", at(60))
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Обед")]
        (told,) = desk.take(ANNA)
        assert isinstance(told, OwnStateChanged)
        assert told.own == rig.presence.own_state(ANNA) == own


async def test_ready_again_forgets_the_reason() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.pause()
        own = await rig.presence.set_presence(rig.anna, Presence.READY, "x")
        assert (own.presence, own.pause_reason) == (Presence.READY, "")
        assert rig.phones.pauses[-1] == ("main", "PJSIP/101", False, "")
        assert rig.statuses.of(ANNA) == [("paused", "Обед", "operator"), ("ready", "", "operator")]


@pytest.mark.parametrize(("reason", "code"), [("  ", "required"), ("x" * 100, "too_long")])
async def test_a_pause_needs_a_fitting_reason(reason: str, code: str) -> None:
    async with desk_rig() as desk:
        with pytest.raises(InvalidInput) as refused:
            await Rig(desk).presence.set_presence(desk.operators.rows[0], Presence.PAUSED, reason)
        assert refused.value.fields == {"reason": code}


async def test_a_dead_pbx_does_not_undo_the_operators_word_and_hears_it_later() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        rig.phones.failure = AmiUnavailable()
        await rig.pause()
        own = rig.presence.own_state(ANNA)
        assert (own.presence, own.error) == (Presence.PAUSED, "ami.unavailable")
        rig.phones.failure = None
        await rig.connect()
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Обед")]
        assert rig.presence.own_state(ANNA).error == ""


async def test_ready_said_while_the_pbx_was_away_ends_the_pause_there_once() -> None:
    """Otherwise the queue would go on passing the operator by."""
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.pause()
        rig.phones.failure = AmiUnavailable()
        await rig.ready()
        rig.phones.failure = None
        await rig.connect()
        await rig.connect()
        assert rig.phones.pauses[1:] == [("main", "PJSIP/101", False, "")]


async def test_what_a_pbx_had_not_heard_before_the_daemon_stopped_it_hears_afterwards() -> None:
    async with desk_rig() as desk:
        before = Rig(desk)
        before.phones.failure = AmiUnavailable()
        await before.pause()
        after = Rig(desk, before.statuses)
        await after.presence.load()
        assert after.presence.own_state(ANNA).since == before.presence.own_state(ANNA).since
        await after.connect()
        assert after.phones.pauses == [("main", "PJSIP/101", True, "Обед")]
        again = Rig(desk, before.statuses)
        await again.presence.load()
        await again.connect()
        assert again.phones.pauses == []


async def test_after_a_talk_the_queues_wait_for_the_time_that_is_set() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        rig.statuses.seconds = 30
        rig.presence.talk_over(ANNA, at(0))
        rig.presence.talk_over(ANNA, at(0))
        await settle()
        own = rig.presence.own_state(ANNA)
        assert (own.presence, own.due_at) == (Presence.WRAP_UP, at(30))
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Оформление")]
        await rig.tick(29)
        assert rig.presence.own_state(ANNA).presence is Presence.WRAP_UP
        await rig.tick(1)
        assert rig.presence.own_state(ANNA).presence is Presence.READY
        assert rig.phones.pauses[-1] == ("main", "PJSIP/101", False, "")
        assert rig.statuses.of(ANNA) == [("wrap_up", "", "call"), ("ready", "", "timer")]


async def test_a_wrap_up_is_prolonged_and_ended_early_by_its_operator() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        rig.statuses.seconds = 30
        rig.presence.talk_over(ANNA, at(0))
        await settle()
        own = await rig.presence.set_presence(rig.anna, Presence.WRAP_UP, "")
        assert own.due_at == at(60)
        await rig.tick(45)
        assert rig.presence.own_state(ANNA).presence is Presence.WRAP_UP
        await rig.ready()
        await rig.tick(60)
        assert rig.statuses.of(ANNA)[-1] == ("ready", "", "operator")


async def test_where_nothing_is_set_a_talk_leaves_the_operator_ready_and_a_wrap_up_is_begun_by_hand() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        rig.presence.talk_over(ANNA, at(0))
        await settle()
        assert rig.statuses.periods == []
        assert (await rig.presence.set_presence(rig.anna, Presence.WRAP_UP, "")).due_at == at(60)


async def test_who_paused_stays_paused_after_a_talk() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        rig.statuses.seconds = 30
        await rig.pause()
        rig.presence.talk_over(ANNA, at(0))
        await settle()
        assert rig.presence.own_state(ANNA).pause_reason == "Обед"


async def test_a_wrap_up_that_cannot_be_ended_now_is_ended_when_the_store_is_back() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        rig.statuses.seconds = 30
        rig.presence.talk_over(ANNA, at(0))
        await settle()
        rig.statuses.failure = StoreUnavailable()
        await rig.tick(31)
        assert rig.presence.own_state(ANNA).presence is Presence.WRAP_UP
        rig.statuses.failure = None
        await rig.tick(1)
        assert rig.presence.own_state(ANNA).presence is Presence.READY


async def test_a_pause_set_at_the_pbx_is_the_operators_status_and_is_not_ordered_again() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect(event("QueueMember"))
        await rig.hear("QueueMemberPause", paused=True, reason="С телефона")
        await rig.hear("QueueMemberPause")
        assert rig.statuses.of(ANNA) == [("paused", "С телефона", "pbx"), ("ready", "", "pbx")]
        assert rig.phones.pauses == []


async def test_our_own_orders_come_back_as_echoes_however_late() -> None:
    """Else a quick pause and ready would be followed once more, the wrong way round."""
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect(event("QueueMember"))
        await rig.pause()
        await rig.hear("QueueMemberPause", paused=True, reason="Обед")
        await rig.ready()
        await rig.hear("QueueMemberPause")
        assert [each[0] for each in rig.statuses.of(ANNA)] == ["paused", "ready"]


async def test_a_pause_in_one_of_two_queues_is_no_pause() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect(event("QueueMember"), event("QueueMember", queue="support"))
        await rig.hear("QueueMemberPause", paused=True, reason="x")
        assert rig.statuses.periods == []
        await rig.hear("QueueMemberPause", paused=True, reason="x", queue="support")
        assert rig.statuses.of(ANNA) == [("paused", "x", "pbx")]


async def test_what_was_changed_while_the_link_was_away_holds() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.pause()
        await rig.connect(event("QueueMember", login_s=-60))
        assert rig.statuses.of(ANNA)[-1] == ("ready", "", "pbx")


async def test_a_pbx_that_forgot_the_pause_with_a_restart_is_told_again() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.pause()
        desk.clock.pass_seconds(120)
        await rig.connect(event("QueueMember", login_s=60))
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Обед")] * 2
        assert rig.presence.own_state(ANNA).pause_reason == "Обед"


async def test_a_queue_that_takes_a_paused_operator_in_hears_of_the_pause() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.pause()
        desk.clock.pass_seconds(60)
        rig.presence.heard("main", event("QueueMemberAdded", login_s=60))
        await settle()
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Обед")] * 2


async def test_an_unpause_at_the_pbx_holds_though_a_queue_took_the_operator_in_during_the_pause() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.pause()
        desk.clock.pass_seconds(60)
        rig.presence.heard("main", event("QueueMemberAdded", login_s=60, paused=True, reason="Обед"))
        rig.presence.heard("main", event("QueueMemberPause", login_s=60))
        await settle()
        assert rig.statuses.of(ANNA)[-1] == ("ready", "", "pbx")
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Обед")]


async def test_a_pause_at_one_pbx_holds_while_another_is_away_which_hears_of_it_when_it_is_back() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk, pbxs=("main", "branch"))
        await rig.connect(event("QueueMember"))
        await rig.connect(event("QueueMember"), pbx="branch")
        rig.presence.disconnected("branch")
        await rig.hear("QueueMemberPause", paused=True, reason="Обед")
        assert rig.statuses.of(ANNA) == [("paused", "Обед", "pbx")]
        await rig.connect(event("QueueMember"), pbx="branch")
        assert rig.phones.pauses == [("branch", "PJSIP/101", True, "Обед")]
        assert rig.statuses.periods[-1].is_told
        assert len(rig.statuses.periods) == 1


async def test_who_is_away_is_paused_until_they_are_back() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        rig.presence.went(ANNA, Leaving.PAUSE)
        await settle()
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Нет на месте")]
        for is_return in (True, False):
            rig.presence.came_back(ANNA, is_return=is_return)
        await settle()
        assert rig.statuses.of(ANNA) == [("paused", "Нет на месте", "away"), ("ready", "", "away")]


async def test_a_pause_of_ones_own_stays_when_one_goes_and_comes() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.pause()
        rig.presence.went(ANNA, Leaving.PAUSE)
        rig.presence.came_back(ANNA, is_return=True)
        await settle()
        assert rig.statuses.of(ANNA) == [("paused", "Обед", "operator")]
