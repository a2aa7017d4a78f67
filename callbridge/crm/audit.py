"""The audit trail: who did what to a record that is watched, never changed and never deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from callbridge.kernel.ids import OperatorId

CALL = "call"
LISTENED = "call.listened"
"""Somebody took part in a live talk: asked from a page, or by a code dialled at a phone (``by``)."""
AUDIO_HEARD = "audio.heard"
AUDIO_TAKEN = "audio.taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditNote:
    """What is to be written."""

    at: datetime
    operator_id: OperatorId
    action: str
    """What was done, such as ``audio.heard``."""
    entity: str
    """What kind of record it was done to, such as ``call``."""
    entity_id: str
    detail: Mapping[str, str] = field(default_factory=dict)
    program: str = ""
    """The program that did it with the operator's rights, `""` when the operator did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """What was written, with the name of who did it."""

    id: int
    at: datetime
    operator_id: OperatorId
    operator: str
    """Their name, or that of the program that had their rights."""
    action: str
    entity: str
    entity_id: str
    detail: Mapping[str, str]
