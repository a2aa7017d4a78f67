"""Why a call did or did not become a card, step by step, as it is kept with the call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from callbridge.kernel.ids import CallId, OperatorId

Param = str | int


class TraceStep(NamedTuple):
    """One thing that happened; `code` is one of kernel/messages_trace.py, `params` fill its text.

    A tuple and not a dataclass: several are made for every event of every call.
    """

    at: datetime
    code: str
    params: Mapping[str, Param]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTrace:
    """A call's trace as it is read back; `operator_ids` are those whose phones took part."""

    call_id: CallId
    pbx: str
    started_at: datetime
    operator_ids: frozenset[OperatorId]
    steps: tuple[TraceStep, ...] = ()
