"""What a PBX is asked to do with calls, beside what comes from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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


Places = Mapping[str, DialPlace]
"""By name of the PBX."""


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
