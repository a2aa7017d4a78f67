"""Who is a member of which queue, and whether paused there, as app_queue tells it.

Asterisk 16 and 22: QueueMember items of QueueStatus name the member ``Location``, events ``Interface``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from callbridge.telephony.ami_event import AmiEvent

_LOCAL = re.compile(r"(?:Local/|hint:)([^@/]+)@.*", re.IGNORECASE)
"""How FreePBX names a member and its state: ``Local/101@from-queue/n``, ``hint:101@ext-local``."""

_TIME = re.compile(r"[1-9][0-9]{0,10}")

ADDED, REMOVED, _PAUSED = "QueueMemberAdded", "QueueMemberRemoved", "QueueMemberPause"
MEMBER_EVENTS = frozenset({ADDED, REMOVED, _PAUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueMember:
    """One membership; `phone` is whose state it has, which of a member ``Local/…`` is not the interface."""

    queue: str
    interface: str
    phone: str
    is_paused: bool = False
    is_dynamic: bool = False
    """Put in by QueueAdd or AddQueueMember, not by the PBX's configuration."""
    reason: str = ""
    joined_at: datetime | None = None
    """When it was taken in as it is: None where its pause was changed since, and from Asterisk before 18."""


def member_of(event: AmiEvent, technology: str = "PJSIP") -> QueueMember:
    """Return the membership that an event or a list's item is about; `technology` is that of the PBX's phones."""
    interface = event.get("Interface") or event.get("Location")
    joined = "" if event.name == _PAUSED else event.get("LoginTime")
    return QueueMember(
        queue=event.get("Queue"),
        interface=interface,
        phone=_phone_of(event.get("StateInterface") or interface, technology),
        is_paused=event.get("Paused") == "1",
        is_dynamic=event.get("Membership") == "dynamic",
        reason=event.get("PausedReason") or event.get("Reason"),
        joined_at=datetime.fromtimestamp(int(joined), UTC) if _TIME.fullmatch(joined) else None,
    )


def _phone_of(device: str, technology: str) -> str:
    """Return the phone of the extension that a dialplan stands before; any other device is its own."""
    found = _LOCAL.fullmatch(device)
    return f"{technology}/{found[1]}" if found else device


class QueueMembers:
    """The members of one PBX's queues."""

    def __init__(self, technology: str = "PJSIP") -> None:
        """`technology` is that of the PBX's phones."""
        self._technology = technology
        self._members: dict[tuple[str, str], QueueMember] = {}

    def replace(self, items: Iterable[AmiEvent]) -> None:
        """Take what QueueStatus told."""
        found = [member_of(item, self._technology) for item in items if item.name == "QueueMember"]
        self._members = {(member.queue, member.interface): member for member in found}

    def feed(self, event: AmiEvent) -> QueueMember:
        """Follow one of `MEMBER_EVENTS`; returns the membership as it is, or was."""
        member = member_of(event, self._technology)
        if event.name == REMOVED:
            self.drop(member.queue, member.interface)
        else:
            self.put(member)
        return member

    def put(self, member: QueueMember) -> None:
        """Take a membership in, in the place of what was known of it."""
        self._members[member.queue, member.interface] = member

    def drop(self, queue: str, interface: str) -> None:
        """Forget a membership; one that is not known is no mistake."""
        self._members.pop((queue, interface), None)

    def at(self, endpoint: str) -> tuple[QueueMember, ...]:
        """Return the memberships of a phone such as ``PJSIP/101``."""
        return tuple(each for each in self._members.values() if endpoint in (each.phone, each.interface))
