"""Puts operators' phones into the queues they belong to while they work, and takes out only what it put in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import structlog

from callbridge.app.membership_port import Memberships
from callbridge.app.pbx_port import PhoneControl, QueuePlace
from callbridge.app.queue_mirror import ECHO_S, QueueMirror
from callbridge.app.roster import OperatorRoster
from callbridge.crm.operator import Operator, Presence
from callbridge.crm.queue_membership import Membership, MembershipState, QueuePlan
from callbridge.crm.status import StatusPeriod
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import AmiRefused, CallbridgeError
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.wire import OwnQueue, QueueState
from callbridge.telephony.queue_member import ADDED, REMOVED, QueueMember

Queue = tuple[str, str]
"""The PBX and the queue's name there."""

_LOGGER = structlog.get_logger(__name__)


class QueueSignIn:
    """Memberships that the program makes. Whoever calls `settle` and `followed` does so for one at a time of each."""

    def __init__(
        self,
        plans: Mapping[str, QueuePlan],
        *,
        phones: PhoneControl,
        mirror: QueueMirror,
        memberships: Memberships,
        roster: OperatorRoster,
        clock: Clock,
    ) -> None:
        """`plans` are by name of the PBX."""
        self._plans = plans
        self._phones = phones
        self._mirror = mirror
        self._store = memberships
        self._roster = roster
        self._clock = clock
        self._working: dict[OperatorId, tuple[str, str, bool]] = {}
        """Who works now, and the seat by which they were settled."""
        self._anew: set[OperatorId] = set()
        """Whose removals at a PBX are forgotten with the next settling."""
        self._made: defaultdict[OperatorId, dict[Queue, Membership]] = defaultdict(dict)
        self._problems: defaultdict[OperatorId, dict[Queue, str]] = defaultdict(dict)
        """Codes of what a PBX did not do."""
        self._farewells: dict[tuple[str, str, str], float] = {}
        """Until when the PBX's word of a removal of ours is waited for: by PBX, queue and interface."""

    async def load(self) -> None:
        """Read what was made before a restart: whoever was in goes on working until they are found away."""
        for each in await self._store.all():
            self._made[each.operator_id][each.pbx, each.queue] = each
            operator = self._roster.get(each.operator_id)
            if operator is not None and each.state is not MembershipState.LEAVING:
                self._working[operator.id] = _seat(operator)

    def begin(self, operator_id: OperatorId, *, is_anew: bool) -> bool:
        """Let the operator work from now on; False when they did and are not to begin `is_anew`."""
        operator = self._roster.get(operator_id)
        if operator is None or (operator_id in self._working and not is_anew):
            return False
        self._working[operator_id] = _seat(operator)
        self._anew.add(operator_id)
        return True

    def end(self, operator_id: OperatorId) -> None:
        """Let the operator work no more."""
        self._working.pop(operator_id, None)

    def moved(self) -> tuple[OperatorId, ...]:
        """Return who works at another phone than they were settled for, or not at all: each once."""
        found = []
        for operator_id, seat in self._working.items():
            operator = self._roster.get(operator_id)
            if operator is not None and _seat(operator) != seat:
                self._working[operator_id] = _seat(operator)
                found.append(operator_id)
        return tuple(found)

    async def settle(self, operator_id: OperatorId, present: StatusPeriod, only: str = "") -> bool:
        """Make what is missing and end what is not to be, at all PBXs or one; True when somebody joined paused."""
        operator = self._roster.get(operator_id)
        places = self._places(operator) if operator is not None and operator_id in self._working else {}
        is_anew = operator_id in self._anew
        if not only:
            self._anew.discard(operator_id)
        for queue in [queue for queue in self._problems[operator_id] if queue not in places]:
            del self._problems[operator_id][queue]
        for queue, made in tuple(self._made[operator_id].items()):
            place = places.get(queue)
            is_over = place is None or place.interface != made.interface
            if only in ("", queue[0]) and (is_over or (is_anew and made.state is MembershipState.REMOVED)):
                await self._part(queue, made)
        has_joined = False
        for queue, place in places.items():
            if only in ("", queue[0]) and self._mirror.is_up(queue[0]):
                has_joined |= await self._meet(operator_id, queue, place, present)
        return has_joined and present.presence is not Presence.READY

    async def followed(self, operator_id: OperatorId, pbx: str, name: str, member: QueueMember) -> None:
        """Take what a PBX told of a membership: what was ended there stays ended."""
        key = pbx, member.queue, member.interface
        if name == REMOVED and self._farewells.pop(key, 0.0) > self._clock.monotonic():
            return
        made = self._made[operator_id].get((pbx, member.queue))
        if made is None or made.interface != member.interface:
            return
        if name == REMOVED and made.state is MembershipState.MEMBER:
            _LOGGER.info("taken out of a queue at the pbx", pbx=pbx, queue=member.queue, operator_id=operator_id)
            await self._keep(replace(made, state=MembershipState.REMOVED))
        elif name == REMOVED or (name == ADDED and made.state is MembershipState.REMOVED):
            await self._forget(made)  # put in again by somebody else: theirs

    def shown(self, operator: Operator) -> tuple[OwnQueue, ...]:
        """Return the operator's queues as the PBXs have them, and those that are missing."""
        found: dict[Queue, QueueState] = {}
        if operator.id in self._working:
            found |= dict.fromkeys(self._places(operator), QueueState.MISSING)
        for queue, made in self._made[operator.id].items():
            if made.state is MembershipState.REMOVED:
                found[queue] = QueueState.REMOVED
        for pbx, phone in self._mirror.places(operator):
            for member in self._mirror.members(pbx, phone):
                found[pbx, member.queue] = QueueState.PAUSED if member.is_paused else QueueState.MEMBER
        problems = self._problems[operator.id]
        found |= {queue: QueueState.MISSING for queue in problems if queue not in found}
        return tuple(
            OwnQueue(pbx=pbx, queue=name, state=found[pbx, name], error=problems.get((pbx, name), ""))
            for pbx, name in sorted(found)
        )

    # One membership.

    def _places(self, operator: Operator) -> dict[Queue, QueuePlace]:
        if not operator.is_active:
            return {}
        return {
            (pbx, rule.queue): QueuePlace(
                queue=rule.queue,
                interface=plan.interface_of(phone),
                phone=phone,
                name=operator.full_name,
                penalty=rule.penalty,
            )
            for pbx, phone in self._mirror.places(operator)
            if (plan := self._plans.get(pbx)) is not None
            for rule in plan.queues_of(operator.extension)
        }

    async def _meet(self, operator_id: OperatorId, queue: Queue, place: QueuePlace, present: StatusPeriod) -> bool:
        """Put in who belongs in and is not; True when they are in now and were not."""
        made = self._made[operator_id].get(queue)
        if made is not None and made.state is MembershipState.REMOVED:
            return False
        there = [each for each in self._mirror.members(queue[0], place.phone) if each.queue == queue[1]]
        try:
            if not there:
                return await self._join(operator_id, queue, place, present)
            self._problems[operator_id].pop(queue, None)
            if made is not None:
                is_ours = any(each.is_dynamic and each.interface == made.interface for each in there)
                await (self._keep(replace(made, state=MembershipState.MEMBER)) if is_ours else self._forget(made))
        except CallbridgeError as error:
            self._fails(operator_id, queue, error)
        return False

    async def _join(self, operator_id: OperatorId, queue: Queue, place: QueuePlace, present: StatusPeriod) -> bool:
        pbx, name = queue
        made = Membership(operator_id=operator_id, pbx=pbx, queue=name, interface=place.interface)
        await self._keep(made)  # first: what the PBX has done and we did not hear of is ours too
        is_paused = present.presence is not Presence.READY
        try:
            is_new = await self._phones.join_queue(pbx, place, is_paused=is_paused, reason=present.queue_reason)
        except AmiRefused:
            await self._forget(made)
            raise
        self._problems[operator_id].pop(queue, None)
        if not is_new:
            await self._forget(made)  # somebody else's, of whom we had not heard yet
            return False
        _LOGGER.info("joined a queue", pbx=pbx, queue=name, operator_id=operator_id)
        self._mirror.joined(
            pbx,
            QueueMember(
                queue=name,
                interface=place.interface,
                phone=place.phone,
                is_paused=is_paused,
                is_dynamic=True,
                reason=present.queue_reason,
            ),
        )
        return True

    async def _part(self, queue: Queue, made: Membership) -> None:
        """Take out whom we put in; whom somebody else took out is forgotten."""
        pbx, name = queue
        try:
            if made.state is MembershipState.REMOVED or self._is_gone(made):
                await self._forget(made)
                return
            await self._keep(replace(made, state=MembershipState.LEAVING))
            if self._mirror.is_up(pbx):
                key = pbx, name, made.interface
                self._farewells[key] = self._clock.monotonic() + ECHO_S
                try:
                    await self._phones.leave_queue(pbx, name, made.interface)
                except BaseException:
                    self._farewells.pop(key, None)
                    raise
                self._mirror.left(*key)
                await self._forget(made)
                _LOGGER.info("left a queue", pbx=pbx, queue=name, operator_id=made.operator_id)
                self._problems[made.operator_id].pop(queue, None)
        except CallbridgeError as error:
            self._fails(made.operator_id, queue, error)

    def _is_gone(self, made: Membership) -> bool:
        """Say whether the PBX told that there is no such member, or has one of its own by this name."""
        if not self._mirror.is_up(made.pbx):
            return False
        found = [each for each in self._mirror.members(made.pbx, made.interface) if each.queue == made.queue]
        return not any(each.is_dynamic and each.interface == made.interface for each in found)

    def _fails(self, operator_id: OperatorId, queue: Queue, error: CallbridgeError) -> None:
        self._problems[operator_id][queue] = error.code
        _LOGGER.warning(
            "queue membership not as it should be", pbx=queue[0], queue=queue[1], operator_id=operator_id,
            error=str(error),
        )  # fmt: skip

    async def _keep(self, membership: Membership) -> None:
        queue = membership.pbx, membership.queue
        if self._made[membership.operator_id].get(queue) != membership:
            await self._store.keep(membership)
            self._made[membership.operator_id][queue] = membership

    async def _forget(self, membership: Membership) -> None:
        await self._store.forget(membership)
        self._made[membership.operator_id].pop((membership.pbx, membership.queue), None)


def _seat(operator: Operator) -> tuple[str, str, bool]:
    return operator.pbx, operator.extension, operator.is_active
