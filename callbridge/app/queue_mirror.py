"""What the queues of the PBXs know of operators, and what they were told and have not said yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from callbridge.app.pbx_port import PhoneControl
from callbridge.crm.operator import Operator, Presence
from callbridge.crm.status import StatusPeriod
from callbridge.kernel.clock import Clock
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.queue_member import MEMBER_EVENTS, REMOVED, QueueMember, QueueMembers

ECHO_S = 5.0
"""How long the PBX's own word about what we ordered is waited for; without read=agent it never comes."""


@dataclass(frozen=True, slots=True)
class Said:
    """What all queues of an operator say alike."""

    is_paused: bool
    reason: str


class QueueMirror:
    """Memberships by PBX. Only where every queue of an operator says the same is it taken for their status."""

    def __init__(self, phones: PhoneControl, clock: Clock, endpoints: Sequence[tuple[str, str]]) -> None:
        """`endpoints` are (PBX name, technology) pairs."""
        self._phones = phones
        self._clock = clock
        self._technologies = dict(endpoints)
        self._members = {pbx: QueueMembers(technology) for pbx, technology in self._technologies.items()}
        self._awaited: dict[tuple[str, str, str], tuple[float, bool]] = {}
        """Until when the PBX is waited for to tell what we ordered, paused or not: by PBX, queue and interface."""
        self._up: set[str] = set()
        self._lost: set[str] = set()
        """PBXs whose link is down: what their queues said last counts for nothing."""

    def connected(self, pbx: str, snapshot: PbxSnapshot) -> None:
        """Take the members that a PBX has now; what was awaited will not come."""
        self._up.add(pbx)
        self._lost.discard(pbx)
        members = self._members[pbx]
        members.replace(snapshot.queues)
        for event in snapshot.live:
            if event.name in MEMBER_EVENTS:
                members.feed(event)
        self._awaited = {key: until for key, until in self._awaited.items() if key[0] != pbx}

    def disconnected(self, pbx: str) -> None:
        """Take nothing for present until the PBX tells it again."""
        self._up.discard(pbx)
        self._lost.add(pbx)

    def is_up(self, pbx: str) -> bool:
        """Say whether what is known of a PBX's queues holds now."""
        return pbx in self._up

    def lost_places(self, operator: Operator) -> tuple[str, ...]:
        """Return the PBXs where the operator may be a member, and whose link is down."""
        return tuple(pbx for pbx, _ in self.places(operator) if pbx in self._lost)

    def heard(self, pbx: str, event: AmiEvent) -> QueueMember:
        """Follow one of `MEMBER_EVENTS`; an echo of what was ordered before the last order ends no waiting."""
        member = self._members[pbx].feed(event)
        key = pbx, member.queue, member.interface
        _, is_paused = self._awaited.get(key, (0.0, member.is_paused))
        if event.name == REMOVED or member.is_paused is is_paused:
            self._awaited.pop(key, None)
        return member

    def members(self, pbx: str, endpoint: str) -> tuple[QueueMember, ...]:
        """Return the memberships of a phone such as ``PJSIP/101``."""
        return self._members[pbx].at(endpoint)

    def joined(self, pbx: str, member: QueueMember) -> None:
        """Take in what the PBX answered to have done, and wait for its own word of it, where that is still to come."""
        known = self._members[pbx].at(member.interface)
        if any((each.queue, each.interface) == (member.queue, member.interface) for each in known):
            return  # the event was read before the answer: what it said holds, and no other comes
        self._members[pbx].put(member)
        until = self._clock.monotonic() + ECHO_S
        self._awaited[pbx, member.queue, member.interface] = until, member.is_paused

    def left(self, pbx: str, queue: str, interface: str) -> None:
        """Forget a membership that the PBX answered to have ended."""
        self._members[pbx].drop(queue, interface)
        self._awaited.pop((pbx, queue, interface), None)

    def places(self, operator: Operator) -> tuple[tuple[str, str], ...]:
        """Return the PBXs and endpoints where the operator may be a member."""
        pbxs = [pbx for pbx in self._technologies if operator.pbx in ("", pbx)] if operator.extension else []
        return tuple((pbx, f"{self._technologies[pbx]}/{operator.extension}") for pbx in pbxs)

    def said(self, operator: Operator) -> Said | None:
        """Return what all the operator's queues say, None when they differ, are none, or are still to answer us.

        Those of a PBX whose link is lost are left out.
        """
        if self._is_awaited(operator):
            return None
        members = [
            member
            for pbx, endpoint in self.places(operator)
            if pbx not in self._lost
            for member in self._members[pbx].at(endpoint)
        ]
        if not members or len({member.is_paused for member in members}) > 1:
            return None
        reasons = [member.reason for member in members if member.reason]
        return Said(members[0].is_paused, reasons[-1] if reasons and members[0].is_paused else "")

    def forgot(self, pbx: str, operator: Operator, since: datetime) -> bool:
        """Say whether a queue took the operator in, unpaused, after `since`: it never heard what was said then."""
        endpoints = [endpoint for name, endpoint in self.places(operator) if name == pbx]
        members = [member for endpoint in endpoints for member in self._members[pbx].at(endpoint)]
        return any(not member.is_paused and member.joined_at and member.joined_at > since for member in members)

    async def tell(self, pbx: str, endpoint: str, period: StatusPeriod) -> None:
        """Pause or unpause a phone in each of its queues. Raises AmiUnavailable, AmiRefused."""
        members = self._members[pbx].at(endpoint)
        is_paused = period.presence is not Presence.READY
        for interface in dict.fromkeys(member.interface for member in members) or [endpoint]:
            awaited = self._clock.monotonic() + ECHO_S, is_paused
            queues = [member.queue for member in members if member.interface == interface]
            self._awaited |= {(pbx, queue, interface): awaited for queue in queues}
            try:
                await self._phones.set_paused(pbx, interface, is_paused=is_paused, reason=period.queue_reason)
            except BaseException:
                for queue in queues:
                    self._awaited.pop((pbx, queue, interface), None)
                raise

    def _is_awaited(self, operator: Operator) -> bool:
        now = self._clock.monotonic()
        mine = {
            (pbx, member.queue, member.interface)
            for pbx, endpoint in self.places(operator)
            for member in self._members[pbx].at(endpoint)
        }
        return any(key in self._awaited and self._awaited[key][0] > now for key in mine)
