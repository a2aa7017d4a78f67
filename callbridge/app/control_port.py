"""What a PBX is asked to do with calls, beside what comes from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from callbridge.crm.call_board import ListenWay
from callbridge.crm.taping import TapeState
from callbridge.kernel.ids import LegId


class DeviceState(StrEnum):
    """What a PBX says of a phone."""

    FREE = "free"
    RINGING = "ringing"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"
    """The PBX does not say: no PJSIP, or no right to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialPlace:
    """How a PBX reaches a number for somebody's phone."""

    technology: str
    context: str
    """Of the dialplan, as operators' phones have it; ``""``: callbridge dials nothing there."""

    def endpoint(self, extension: str) -> str:
        """Return the phone of an extension as the PBX names it, such as ``PJSIP/101``."""
        return f"{self.technology}/{extension}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedTape:
    """What a channel itself remembers of its tape, over a restart of ours."""

    tape_id: str
    """Of a tape that was begun from a card; ``""``: the PBX began it."""
    state: TapeState


Places = Mapping[str, DialPlace]
"""By name of the PBX."""


class TapeControl(Protocol):
    """Raises AmiUnavailable, or AmiRefused with Asterisk's message."""

    async def start_tape(self, leg_id: LegId, file: str) -> str:
        """Keep what a phone says and hears in a file below the PBX's own folder; return the tape's id there."""
        ...

    async def pause_tape(self, leg_id: LegId, *, is_paused: bool) -> None:
        """Let the channel's tapes hold silence from now on, or what is said again."""
        ...

    async def stop_tape(self, leg_id: LegId, tape_id: str) -> None:
        """End a tape; its file stays."""
        ...

    async def noted_tape(self, leg_id: LegId) -> NotedTape | None:
        """Return what the last order on a channel's tape left there; None when there was none, or that ended it."""
        ...


class CallControl(Protocol):
    """Raises AmiUnavailable, or AmiRefused with Asterisk's message."""

    async def device(self, pbx: str, endpoint: str) -> DeviceState:
        """Say how a phone is now."""
        ...

    async def dial(self, pbx: str, endpoint: str, number: str, context: str, *, click: str) -> None:
        """Let the phone ring and, when it is lifted, dial `number` in a context of the dialplan.

        Its INVITE carries `click`, by which a browser that is the phone knows its own click and answers at once.
        """
        ...

    async def hand_over(self, leg_id: LegId, extension: str, context: str) -> None:
        """Send whoever a phone talks to to an extension, and let the phone go."""
        ...

    async def consult(self, leg_id: LegId, extension: str, context: str) -> None:
        """Let a phone talk to an extension while its customer waits; hanging up joins the two."""
        ...

    async def pick_up(self, pbx: str, endpoint: str, ringing: str) -> None:
        """Let a phone ring and, when it is lifted, take the call that rings at another."""
        ...

    async def listen(self, endpoint: str, leg_id: LegId, way: ListenWay) -> None:
        """Let a phone ring and, when it is lifted, take part in another's talk until that ends."""
        ...
