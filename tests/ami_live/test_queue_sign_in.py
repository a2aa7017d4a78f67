"""An operator's place in a real queue: taken, lost at the PBX, taken again after a restart, given back."""

from callbridge.ami.commands import AmiCommands
from callbridge.app.pbx_port import Heard, LinkDown, LinkUp
from callbridge.app.presence import PresenceDesk
from callbridge.crm.operator import Presence
from callbridge.crm.queue_membership import QueuePlan, QueueRule
from callbridge.crm.status import Leaving
from callbridge.screenpop.wire import QueueState
from callbridge.telephony.queue_member import MEMBER_EVENTS
from tests.ami_live.live import live
from tests.asterisk.dialplan import QUEUE
from tests.asterisk.server import Asterisk
from tests.support.ami_link import Link, let_run_until
from tests.support.app import MemoryMemberships, MemoryStatuses, desk_rig, presence_desk
from tests.support.calls import ANNA

NO_QUEUE = "nowhere"
PLAN = QueuePlan((QueueRule("101", QUEUE, 3), QueueRule("101", "first"), QueueRule("101", NO_QUEUE)))
"""101 is a static member of `first` in the PBX's configuration."""


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


async def membership(asterisk: Asterisk, queue: str) -> str:
    """Return the line of 101 in a queue, ``""`` when they are not in it."""
    listed = await asterisk.cli(f"queue show {queue}")
    return next((line.strip() for line in listed.splitlines() if "PJSIP/101" in line), "")


async def test_a_real_queue_takes_in_and_lets_go_whom_it_is_told_over_a_restart(own_asterisk: Asterisk) -> None:
    """QueueAdd, `queue remove member`, ready again, `core stop now` and a start, QueueRemove."""
    async with desk_rig() as desk, live(own_asterisk) as link:
        kept = MemoryMemberships()
        presence = presence_desk(
            desk,
            statuses=MemoryStatuses(desk.operators),
            phones=AmiCommands({"main": link.supervisor}),
            memberships=kept,
            plan=PLAN,
        )
        ups: list[LinkUp] = []
        following = desk.tasks.create_task(follow(link, presence, ups))

        def stands(queue: str) -> tuple[QueueState, str] | None:
            own = {each.queue: (each.state, each.error) for each in presence.own_state(ANNA).queues}
            return own.get(queue)

        presence.came_back(ANNA, is_return=False)
        await let_run_until(lambda: stands(QUEUE) == (QueueState.MEMBER, ""))
        line = await membership(own_asterisk, QUEUE)
        assert line.startswith("Анна (PJSIP/101) with penalty 3"), line
        assert "dynamic" in line
        await let_run_until(lambda: stands(NO_QUEUE) == (QueueState.MISSING, "queue.unknown"))
        assert stands("first") == (QueueState.MEMBER, "")
        assert [each.queue for each in kept.rows.values()] == [QUEUE]

        await own_asterisk.cli(f"queue remove member PJSIP/101 from {QUEUE}")
        await let_run_until(lambda: stands(QUEUE) == (QueueState.REMOVED, ""))
        await presence.set_presence(desk.operators.rows[0], Presence.READY, "")
        assert "dynamic" in await membership(own_asterisk, QUEUE)

        await own_asterisk.restart()
        await let_run_until(lambda: len(ups) == 2 and stands(QUEUE) == (QueueState.MEMBER, ""))
        assert "dynamic" in await membership(own_asterisk, QUEUE)

        presence.went(ANNA, Leaving.REMOVE)
        await let_run_until(lambda: not kept.rows)
        assert await membership(own_asterisk, QUEUE) == ""
        assert "paused" in await membership(own_asterisk, "first")
        following.cancel()
