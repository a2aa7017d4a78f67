"""What comes from a PBX, and what may be asked of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.cdr_row import CdrRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUp:
    """A PBX link is ready: logged in and all lists read; `snapshot` is to be merged, then events follow."""

    pbx: str
    at: datetime
    snapshot: PbxSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDown:
    """A PBX link is gone; `error` is an error code of kernel.text (``ami.unavailable``, ``ami.login_refused``, …)."""

    pbx: str
    at: datetime
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One AMI event from a PBX with the instant it was read."""

    pbx: str
    at: datetime
    event: AmiEvent


AmiInput = LinkUp | LinkDown | Heard
"""What the supervisors put into the one bounded inbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlace:
    """A phone's place in a queue: `interface` is what the queue calls it, `phone` whose state it goes by."""

    queue: str
    interface: str
    phone: str
    name: str
    """The operator's, for the PBX's own reports."""
    penalty: int = 0


class PhoneControl(Protocol):
    """What an operator may ask of their phone. Raises AmiUnavailable, or AmiRefused with Asterisk's message."""

    async def answer(self, pbx: str, endpoint: str) -> None:
        """Ask the desk phone of `endpoint` (``PJSIP/101``) to go off hook: out-of-dialog NOTIFY ``Event: talk``."""
        ...

    async def set_paused(self, pbx: str, endpoint: str, *, is_paused: bool, reason: str) -> None:
        """Pause the member in all its queues; being in no queue is no error."""
        ...

    async def join_queue(self, pbx: str, place: QueuePlace, *, is_paused: bool, reason: str) -> bool:
        """Put a phone into a queue; False when it is there already. AmiRefused with ``queue.unknown`` of no queue."""
        ...

    async def leave_queue(self, pbx: str, queue: str, interface: str) -> None:
        """Take a phone out of a queue; one that is not in it, or cannot be taken out of it, is no error."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxSeen:
    """When a PBX was last followed, and since when its calls may be missing."""

    seen_at: datetime
    gap_since: datetime | None = None
    """An outage whose missed calls have not been recovered yet began then."""


class PbxSightings(Protocol):
    """When each PBX was seen, kept so that an outage of ours is known after it. Methods raise StoreUnavailable."""

    async def last_seen(self, pbx: str) -> PbxSeen | None:
        """Return None for a PBX that was never seen."""
        ...

    async def saw(self, pbx: str, at: datetime) -> None:
        """Keep that `pbx` was followed at `at`."""
        ...

    async def open_gap(self, pbx: str, since: datetime) -> None:
        """Keep that calls of `pbx` may be missing from `since` on."""
        ...

    async def close_gap(self, pbx: str) -> None:
        """Keep that nothing of `pbx` is missing any more."""
        ...


class CdrSource(Protocol):
    """Where a PBX writes its call detail records."""

    async def rows(self, since: datetime, until: datetime) -> Sequence[CdrRow]:
        """Return the rows that began in the window, the newest 20,000 at most.

        Bounded in time; raises CdrUnavailable, or CdrRefused when a person must mend something.
        """
        ...
