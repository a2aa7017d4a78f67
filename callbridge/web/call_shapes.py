"""Bodies and answers about calls, their traces and the contacts before them (docs/api.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from callbridge.crm.call_log import CallRow
from callbridge.crm.call_trace import Param
from callbridge.crm.directory import PriorContact
from callbridge.kernel.ids import CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """One step of a call's trace: what it is, and in the reader's language."""

    at: datetime
    code: str
    params: Mapping[str, Param]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTraceView:
    """Answer of ``GET /api/calls/{call_id}/trace``: why there was a card or none."""

    call_id: CallId
    started_at: datetime
    verdict: str
    """What the steps come to, a line for each answer."""
    steps: Sequence[TraceLine]
    text: str
    """All of it, to be copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage:
    """Calls newest first; `next` goes into ``before`` of the following request, None at the end."""

    rows: Sequence[CallRow]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """The newest previous contacts and how many there are in all."""

    rows: Sequence[PriorContact]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSkip:
    """Body of ``POST /api/calls/{call_id}/skip``."""

    why: str = ""
    """In the operator's words or one of those offered; may be told later."""
