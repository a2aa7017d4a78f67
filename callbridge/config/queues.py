"""The configuration of queues that phones are put into while their operators work."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import StringConstraints

from callbridge.crm.queue_membership import QueuePlan, QueueRule

QueueLine = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9*?\[\]_.-]{1,40} [^\s,;:\x00-\x1f\x7f]{1,80}( \d{1,3})?$")
]
"""A pattern of extensions, a queue, and the penalty there."""
MemberInterface = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9]+/[A-Za-z0-9@/_.-]*\{extension\}[A-Za-z0-9@/_.-]*)?$", max_length=80)
]
"""What phones are called in queues, ``Local/{extension}@from-queue/n`` at FreePBX; ``""``: as the PBX calls them."""


def queue_plan(lines: Sequence[str], member: str) -> QueuePlan:
    """Return what the use case goes by."""
    return QueuePlan(tuple(_rule(*line.split(" ")) for line in lines), member)


def _rule(extensions: str, queue: str, penalty: str = "0") -> QueueRule:
    return QueueRule(extensions, queue, int(penalty))
