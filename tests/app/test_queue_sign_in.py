"""Who is put into queues and taken out of them, and who is left alone."""

from dataclasses import replace

import pytest

from callbridge.app.pbx_port import QueuePlace
from callbridge.crm.operator import Presence
from callbridge.crm.queue_membership import MembershipState, QueuePlan, QueueRule
from callbridge.crm.status import Leaving
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, StoreUnavailable
from callbridge.screenpop.wire import OwnStateChanged, QueueState
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from tests.support.app import DeskRig, FakePhones, MemoryMemberships, MemoryStatuses, desk_rig, presence_desk, settle
from tests.support.calls import ANNA

PLAN = QueuePlan((QueueRule("101", "sales", 3),))
PLACE = QueuePlace(queue="sales", interface="PJSIP/101", phone="PJSIP/101", name="Анна", penalty=3)


def member(name: str, *, membership: str = "dynamic", paused: bool = False, queue: str = "sales") -> AmiEvent:
    return AmiEvent(
        name,
        {"Queue": queue, "Interface": "PJSIP/101", "Membership": membership, "Paused": "1" if paused else "0"},
    )


class Rig:
    """A presence desk at a PBX that is up, whose queue `sales` Anna belongs to."""

    def __init__(self, desk: DeskRig, before: "Rig | None" = None, plan: QueuePlan = PLAN) -> None:
        self.desk = desk
        self.anna = desk.operators.rows[0]
        self.plan = plan
        self.statuses: MemoryStatuses = before.statuses if before else MemoryStatuses(desk.operators)
        self.kept: MemoryMemberships = before.kept if before else MemoryMemberships()
        self.use(FakePhones())

    def use(self, phones: FakePhones) -> None:
        """Begin anew with these phones."""
        self.phones = phones
        self.presence = presence_desk(
            self.desk, statuses=self.statuses, phones=phones, memberships=self.kept, plan=self.plan
        )

    async def connect(self, *members: AmiEvent) -> None:
        self.presence.connected("main", PbxSnapshot(queues=members))
        await settle()

    async def hear(self, event: AmiEvent) -> None:
        self.presence.heard("main", event)
        await settle()

    async def come(self, *, is_return: bool = False) -> None:
        self.presence.came_back(ANNA, is_return=is_return)
        await settle()

    async def go(self, leaving: Leaving = Leaving.REMOVE) -> None:
        self.presence.went(ANNA, leaving)
        await settle()

    async def ready(self) -> None:
        await self.presence.set_presence(self.anna, Presence.READY, "")

    def states(self) -> list[tuple[str, QueueState, str]]:
        return [(each.queue, each.state, each.error) for each in self.presence.own_state(ANNA).queues]

    @property
    def kept_states(self) -> list[MembershipState]:
        return [each.state for each in self.kept.rows.values()]


async def test_who_comes_is_put_in_once_and_who_goes_is_paused_and_taken_out() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        for _ in range(3):
            await rig.come()
        assert rig.phones.joins == [("main", PLACE, False, "")]
        await rig.hear(member("QueueMemberAdded"))
        assert rig.states() == [("sales", QueueState.MEMBER, "")]
        (*_, told) = desk.take(ANNA)
        assert isinstance(told, OwnStateChanged)
        assert told.own == rig.presence.own_state(ANNA)
        await rig.go()
        assert rig.phones.pauses == [("main", "PJSIP/101", True, "Нет на месте")]
        assert rig.phones.leaves == [("main", "sales", "PJSIP/101")]
        await rig.hear(member("QueueMemberRemoved", paused=True))
        assert (rig.states(), rig.kept.rows) == ([], {})
        await rig.come(is_return=True)
        assert rig.phones.joins == [("main", PLACE, False, "")] * 2
        assert rig.statuses.of(ANNA) == [("paused", "Нет на месте", "away"), ("ready", "", "away")]


async def test_an_absence_that_is_a_pause_alone_ends_no_membership() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        await rig.come()
        await rig.go(Leaving.PAUSE)
        await rig.come(is_return=True)
        assert (len(rig.phones.joins), rig.phones.leaves) == (1, [])


async def test_a_pause_at_the_pbx_holds_though_the_joining_was_heard_of_before_it_was_answered() -> None:
    """A busy inbox is read before the answer is: the event was awaited for five seconds more, and the pause lost."""
    async with desk_rig() as desk:
        rig = Rig(desk)

        class HeardBefore(FakePhones):
            async def join_queue(self, pbx: str, place: QueuePlace, *, is_paused: bool, reason: str) -> bool:
                rig.presence.heard(pbx, member("QueueMemberAdded"))
                return await super().join_queue(pbx, place, is_paused=is_paused, reason=reason)

        rig.use(HeardBefore())
        await rig.connect()
        await rig.come()
        assert len(rig.phones.joins) == 1
        await rig.hear(member("QueueMemberPause", paused=True))
        assert rig.statuses.of(ANNA) == [("paused", "", "pbx")]


async def test_who_paused_themselves_comes_in_paused_with_the_reason_and_stays_so() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        await rig.presence.set_presence(rig.anna, Presence.PAUSED, "Обед")
        await rig.come()
        assert rig.phones.joins == [("main", PLACE, True, "Обед")]
        assert rig.phones.pauses[-1] == ("main", "PJSIP/101", True, "Обед")  # Asterisk 16 knows it by this alone
        await rig.hear(member("QueueMemberAdded", paused=True))
        await rig.go()
        assert rig.phones.leaves == [("main", "sales", "PJSIP/101")]
        assert rig.statuses.of(ANNA) == [("paused", "Обед", "operator")]


@pytest.mark.parametrize("membership", ["static", "realtime", "dynamic"])
async def test_members_that_the_program_did_not_make_are_left_alone(membership: str) -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect(member("QueueMember", membership=membership))
        await rig.come()
        await rig.ready()
        await rig.go()
        assert (rig.phones.joins, rig.phones.leaves, rig.kept.rows) == ([], [], {})


async def test_who_is_there_already_unheard_of_is_somebody_elses() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        rig.phones.is_there = True
        await rig.come()
        await rig.go()
        assert (rig.kept.rows, rig.phones.leaves) == ({}, [])


async def test_a_pbx_that_restarted_is_told_again_and_one_that_remembers_is_not() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        await rig.come()
        rig.presence.disconnected("main")
        await rig.connect()
        assert len(rig.phones.joins) == 2
        rig.presence.disconnected("main")
        await rig.connect(member("QueueMember"))
        assert len(rig.phones.joins) == 2
        await rig.go()
        assert rig.phones.leaves == [("main", "sales", "PJSIP/101")]


async def test_a_daemon_that_restarted_knows_whom_it_put_in() -> None:
    async with desk_rig() as desk:
        before = Rig(desk)
        await before.connect()
        await before.come()
        after = Rig(desk, before)
        await after.presence.load()
        await after.connect(member("QueueMember"))
        await after.come()
        assert after.phones.joins == []
        await after.go()
        assert after.phones.leaves == [("main", "sales", "PJSIP/101")]


async def test_who_comes_while_the_pbx_is_away_is_put_in_when_it_is_back() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.come()
        assert (rig.phones.joins, rig.states()) == ([], [("sales", QueueState.MISSING, "")])
        await rig.connect()
        assert len(rig.phones.joins) == 1


async def test_who_goes_while_the_pbx_is_away_is_taken_out_when_it_is_back_even_after_a_restart() -> None:
    async with desk_rig() as desk:
        before = Rig(desk)
        await before.connect()
        await before.come()
        before.presence.disconnected("main")
        await before.go()
        assert (before.phones.leaves, before.kept_states) == ([], [MembershipState.LEAVING])
        after = Rig(desk, before)
        await after.presence.load()
        await after.connect(member("QueueMember"))
        assert (after.phones.leaves, after.kept.rows) == ([("main", "sales", "PJSIP/101")], {})


async def test_whom_somebody_took_out_at_the_pbx_stays_out_until_they_get_ready() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        await rig.come()
        await rig.hear(member("QueueMemberAdded"))
        await rig.hear(member("QueueMemberRemoved"))
        assert rig.states() == [("sales", QueueState.REMOVED, "")]
        await rig.come()
        await rig.connect()
        again = Rig(desk, rig)
        await again.presence.load()
        await again.connect()
        assert (len(rig.phones.joins), again.phones.joins) == (1, [])
        await again.ready()
        assert (len(again.phones.joins), again.kept_states) == (1, [MembershipState.MEMBER])


async def test_whom_somebody_put_in_again_at_the_pbx_is_theirs() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        await rig.come()
        for name in ("QueueMemberAdded", "QueueMemberRemoved", "QueueMemberAdded"):
            await rig.hear(member(name))
        await rig.go()
        assert (rig.phones.leaves, rig.kept.rows) == ([], {})


async def test_the_echo_of_a_leaving_is_not_taken_for_a_removal_however_late() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        await rig.come()
        await rig.go()
        await rig.come(is_return=True)
        await rig.hear(member("QueueMemberRemoved"))
        assert rig.kept_states == [MembershipState.MEMBER]


@pytest.mark.parametrize("code", ["queue.unknown", "ami.permission_denied"])
async def test_what_a_pbx_refuses_is_shown_and_tried_again_when_the_operator_gets_ready(code: str) -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        rig.phones.failure = AmiRefused(code)
        await rig.come()
        assert (rig.states(), rig.kept.rows) == ([("sales", QueueState.MISSING, code)], {})
        assert rig.presence.own_state(ANNA).presence is Presence.READY
        rig.phones.failure = None
        await rig.ready()
        await rig.hear(member("QueueMemberAdded"))
        assert rig.states() == [("sales", QueueState.MEMBER, "")]


async def test_an_order_whose_answer_was_lost_is_ours_when_the_pbx_is_found_to_have_done_it() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        rig.phones.failure = AmiUnavailable()
        await rig.come()
        assert rig.states() == [("sales", QueueState.MISSING, "ami.unavailable")]
        rig.phones.failure = None
        await rig.connect(member("QueueMember"))
        assert (rig.phones.joins, rig.states()) == ([], [("sales", QueueState.MEMBER, "")])
        await rig.go()
        assert rig.phones.leaves == [("main", "sales", "PJSIP/101")]


async def test_without_the_store_nobody_is_put_in_whom_a_restart_would_forget() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        rig.kept.failure = StoreUnavailable()
        await rig.come()
        assert (rig.phones.joins, rig.states()) == ([], [("sales", QueueState.MISSING, "store.unavailable")])
        await rig.hear(member("QueueMemberRemoved"))
        rig.kept.failure = None
        await rig.ready()
        assert len(rig.phones.joins) == 1


async def test_who_may_log_in_no_more_is_taken_out_within_a_second() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk)
        await rig.connect()
        await rig.come()
        desk.roster.replace(replace(rig.anna, is_active=False))
        for second in (1, 2):
            desk.clock.pass_seconds(second)
            rig.presence.tick(desk.clock.now())
            await settle()
        assert rig.phones.leaves == [("main", "sales", "PJSIP/101")]


async def test_a_queue_that_is_configured_no_more_is_left_at_the_next_link_up() -> None:
    async with desk_rig() as desk:
        before = Rig(desk)
        await before.connect()
        await before.come()
        after = Rig(desk, before, QueuePlan())
        await after.presence.load()
        await after.connect(member("QueueMember"))
        assert (after.phones.leaves, after.kept.rows) == ([("main", "sales", "PJSIP/101")], {})


async def test_the_truth_of_the_pbx_is_shown_beside_a_status_that_it_refused() -> None:
    async with desk_rig() as desk:
        rig = Rig(desk, None, QueuePlan())
        await rig.connect(member("QueueMember", membership="static"))
        rig.phones.failure = AmiRefused("ami.permission_denied")
        own = await rig.presence.set_presence(rig.anna, Presence.PAUSED, "Обед")
        assert (own.presence, own.error) == (Presence.PAUSED, "ami.permission_denied")
        assert rig.states() == [("sales", QueueState.MEMBER, "")]
