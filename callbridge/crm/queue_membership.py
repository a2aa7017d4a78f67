"""Which queues a phone belongs to while its operator works, and which of them the program put it into."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from callbridge.kernel.ids import OperatorId


@dataclass(frozen=True, slots=True)
class QueueRule:
    """Phones whose extension fits the pattern `extensions` belong to `queue`."""

    extensions: str
    queue: str
    penalty: int = 0


@dataclass(frozen=True, slots=True)
class QueuePlan:
    """The rules of one PBX.

    `member` is what phones are called in its queues, with ``{extension}`` in it; ``""``: as the PBX calls them.
    """

    rules: tuple[QueueRule, ...] = ()
    member: str = ""

    def queues_of(self, extension: str) -> Sequence[QueueRule]:
        """Return one rule a queue, the first that fits."""
        found: dict[str, QueueRule] = {}
        for rule in self.rules:
            if fnmatchcase(extension, rule.extensions):
                found.setdefault(rule.queue, rule)
        return tuple(found.values())

    def interface_of(self, phone: str) -> str:
        """Return what the queues call a phone such as ``PJSIP/101``."""
        return self.member.replace("{extension}", phone.rpartition("/")[2]) if self.member else phone


class MembershipState(StrEnum):
    """How a membership stands that the program made."""

    MEMBER = "member"
    LEAVING = "leaving"
    """To be ended; the PBX has not heard it yet."""
    REMOVED = "removed"
    """Ended at the PBX by somebody else; made again when the operator comes anew or says that they are ready."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A phone that the program put into a queue: no other does it ever take out."""

    operator_id: OperatorId
    pbx: str
    queue: str
    interface: str
    state: MembershipState = MembershipState.MEMBER
