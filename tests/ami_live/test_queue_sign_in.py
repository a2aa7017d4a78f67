"""An operator's place in a real queue: taken, lost at the PBX, taken again after a restart, given back."""

from collections.abc import Iterator

import pytest

from callbridge.ami.commands import AmiCommands
from callbridge.app.pbx_port import Heard, LinkDown, LinkUp
from callbridge.app.presence import PresenceDesk
from callbridge.crm.operator import Presence
from callbridge.crm.queue_membership import QueuePlan, QueueRule
from callbridge.crm.status import Leaving
from callbridge.screenpop.wire import QueueState
from callbridge.telephony.queue_member import MEMBER_EVENTS
from tests.ami_live.live import live
from tests.asterisk.config import RIG
from tests.asterisk.control import Control
from tests.asterisk.dialplan import QUEUE
from tests.asterisk.fetch import ensure_asterisk, is_fetched
from tests.asterisk.release import BULLSEYE, SID, Release
from tests.asterisk.server import Asterisk
from tests.support.ami_link import Link, let_run_until
from tests.support.app import MemoryMemberships, MemoryStatuses, desk_rig, presence_desk
from tests.support.calls import ANNA
from tests.support.parts import require

NO_QUEUE = "nowhere"
RULES = QueueRule("101", QUEUE, 3), QueueRule("101", "first"), QueueRule("101", NO_QUEUE)
"""101 is a static member of `first` in the PBX's configuration."""
BY_PHONE, BY_LOCAL = "", "Local/{extension}@from-queue/n"
"""What members are called: as their phones, and as FreePBX calls them."""


async def follow(link: Link, presence: PresenceDesk, ups: list[LinkUp]) -> None:
    """Hand on what the daemon's pump hands on, and note each link-up."""
    while True:
        match await link.inbox.get():
            case LinkUp(snapshot=snapshot) as up:
                presence.connected("main", snapshot)
                ups.append(up)
            case LinkDown():
                presence.disconnected("main")
            case Heard(event=event) if event.name in MEMBER_EVENTS:
                presence.heard("main", event)


async def membership(asterisk: Asterisk, queue: str, interface: str = "PJSIP/101") -> str:
    """Return the line of a member of a queue, ``""`` when they are not in it."""
    listed = await asterisk.cli(f"queue show {queue}")
    return next((line.strip() for line in listed.splitlines() if interface in line), "")


@pytest.fixture(params=[SID, BULLSEYE], ids=lambda release: f"asterisk {release.major}")
def any_asterisk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asterisk]:
    """Yield a PBX of one's own; of the oldest release only where it was fetched, for that takes a minute."""
    release: Release = request.param
    if release is not SID and not is_fetched(release):
        pytest.skip(f"not here: python -m tests.asterisk.fetch {release.name}")
    instance = Asterisk(require(lambda: ensure_asterisk(release)), tmp_path_factory.mktemp("asterisk"))
    try:
        instance.boot()
        yield instance
    finally:
        instance.close()


@pytest.mark.parametrize("member", [BY_PHONE, BY_LOCAL])
async def test_a_real_queue_takes_in_and_lets_go_whom_it_is_told_over_a_restart(
    any_asterisk: Asterisk, member: str
) -> None:
    """QueueAdd, `queue remove member`, ready again, `core stop now` and a start, QueueRemove."""
    own_asterisk, interface = any_asterisk, member.replace("{extension}", "101") or "PJSIP/101"
    plan = QueuePlan(RULES, member)
    async with desk_rig() as desk, live(own_asterisk) as link:
        kept = MemoryMemberships()
        presence = presence_desk(
            desk,
            statuses=MemoryStatuses(desk.operators),
            phones=AmiCommands({"main": link.supervisor}),
            memberships=kept,
            plan=plan,
        )
        ups: list[LinkUp] = []
        following = desk.tasks.create_task(follow(link, presence, ups))

        def stands(queue: str) -> tuple[QueueState, str] | None:
            own = {each.queue: (each.state, each.error) for each in presence.own_state(ANNA).queues}
            return own.get(queue)

        presence.came_back(ANNA, is_return=False)
        await let_run_until(lambda: stands(QUEUE) == (QueueState.MEMBER, ""))
        line = await membership(own_asterisk, QUEUE, interface)
        assert line.startswith(f"Анна ({interface}"), line
        assert "with penalty 3" in line
        assert "dynamic" in line
        await let_run_until(lambda: stands(NO_QUEUE) == (QueueState.MISSING, "queue.unknown"))
        assert stands("first") == (QueueState.MEMBER, "")
        assert [each.queue for each in kept.rows.values()] == [QUEUE]

        await own_asterisk.cli(f"queue remove member {interface} from {QUEUE}")
        await let_run_until(lambda: stands(QUEUE) == (QueueState.REMOVED, ""))
        await presence.set_presence(desk.operators.rows[0], Presence.READY, "")
        assert "dynamic" in await membership(own_asterisk, QUEUE, interface)

        await own_asterisk.restart()
        await let_run_until(lambda: len(ups) == 2 and stands(QUEUE) == (QueueState.MEMBER, ""))
        assert "dynamic" in await membership(own_asterisk, QUEUE, interface)

        await presence.set_presence(desk.operators.rows[0], Presence.PAUSED, "Обед")
        assert "paused:Обед" in await membership(own_asterisk, QUEUE, interface)
        await presence.set_presence(desk.operators.rows[0], Presence.READY, "")
        presence.went(ANNA, Leaving.REMOVE)
        await let_run_until(lambda: not kept.rows)
        assert await membership(own_asterisk, QUEUE, interface) == ""
        assert "paused" in await membership(own_asterisk, "first")
        following.cancel()


async def test_a_pause_is_told_to_a_member_as_freepbx_made_it_and_taken_from_it(any_asterisk: Asterisk) -> None:
    """Issue 5: ``Local/101@from-queue/n`` with the state of a hint, which nobody put in but FreePBX itself."""
    interface = "Local/101@from-queue/n"
    async with desk_rig() as desk, live(any_asterisk) as link:
        presence = presence_desk(
            desk, statuses=MemoryStatuses(desk.operators), phones=AmiCommands({"main": link.supervisor})
        )
        ups: list[LinkUp] = []
        following = desk.tasks.create_task(follow(link, presence, ups))
        await let_run_until(lambda: bool(ups))
        with Control(any_asterisk.host, any_asterisk.ami_port, RIG) as freepbx:
            freepbx.action("QueueAdd", Queue=QUEUE, Interface=interface, StateInterface="hint:101@hints")

            def own() -> tuple[Presence, str, str]:
                state = presence.own_state(ANNA)
                return state.presence, state.pause_reason, state.cause

            await let_run_until(lambda: any(each.queue == QUEUE for each in presence.own_state(ANNA).queues))
            await presence.set_presence(desk.operators.rows[0], Presence.PAUSED, "Обед")
            assert "paused:Обед" in await membership(any_asterisk, QUEUE, interface)
            await presence.set_presence(desk.operators.rows[0], Presence.READY, "")
            for each in ("PJSIP/101", "Local/101@from-queue", interface):
                freepbx.action("QueuePause", Interface=each, Paused="true", Reason="Склад")
            await let_run_until(lambda: own() == (Presence.PAUSED, "Склад", "pbx"))
        following.cancel()
