"""Keeping what is said in a call on tape: Asterisk's MixMonitor, begun by the PBX or from a card.

The sound files themselves are a call's audio (`crm/call_audio.py`); a “recording” is a captured AMI stream.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from callbridge.crm.operator import Role
from callbridge.kernel.ids import CallId, LegId
from callbridge.kernel.text import Phrase

TAPED = "call.taped"
TAPE_PLACEHOLDERS = ("year", "month", "day", "time", "unique_id", "linked_id", "extension")
_NAME = re.compile(r"(?:[\w.-]|\{\w+\})+(?:/(?:[\w.-]|\{\w+\})+)*\.(?:wav|WAV|gsm|ulaw|alaw)", re.ASCII)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


class TapeState(StrEnum):
    """Whether what is said is kept."""

    RUNNING = "running"
    PAUSED = "paused"
    """The tape goes on and holds silence."""


class TapeOrder(StrEnum):
    """What is asked of a tape."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeWish:
    """Body of ``POST /api/calls/{call_id}/tape``."""

    do: TapeOrder


@dataclass(frozen=True, slots=True)
class TapeFile:
    """Where a tape begun from a card goes: a path below the folder in which Asterisk keeps what it monitors."""

    pattern: str
    zone: tzinfo

    @classmethod
    def parse(cls, pattern: str, zone: tzinfo) -> "TapeFile":
        """Read a path; raises ValueError that says in plain words what is wrong."""
        if not _NAME.fullmatch(pattern) or any(part in (".", "..") for part in pattern.split("/")):
            raise ValueError(Phrase("config.tape_path"))
        unknown = [name for name in _PLACEHOLDER.findall(pattern) if name not in TAPE_PLACEHOLDERS]
        if unknown:
            known = ", ".join(TAPE_PLACEHOLDERS)
            raise ValueError(Phrase("config.placeholder", {"placeholder": f"{{{unknown[0]}}}", "known": known}))
        return cls(pattern, zone)

    def name(self, call_id: CallId, leg_id: LegId, endpoint: str, at: datetime) -> str:
        """Return the path for one phone's tape that begins at `at`; nothing in it can lead elsewhere."""
        local = at.astimezone(self.zone)
        values = {
            "year": f"{local:%Y}",
            "month": f"{local:%m}",
            "day": f"{local:%d}",
            "time": f"{local:%H%M%S}",
            "unique_id": leg_id.partition(":")[2],
            "linked_id": call_id.partition(":")[2],
            "extension": endpoint.rpartition("/")[2],
        }
        return _PLACEHOLDER.sub(lambda found: _UNSAFE.sub("_", values[found[1]]), self.pattern)


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeRules:
    """Who may do what with the tapes of their own talks; None: nobody."""

    start: Role | None = None
    """The least role that may begin one, and end what was begun from a card."""
    pause: Role | None = None
    """The least role that may pause any tape, the PBX's too."""
    files: Mapping[str, TapeFile]
    """By PBX; one that is missing begins none."""

    def orders(self, role: Role, pbx: str, state: TapeState | None, *, is_own: bool) -> tuple[TapeOrder, ...]:
        """Return what somebody who talks may ask for; `is_own`: the tape was begun from a card."""
        may_start = self.start is not None and role.covers(self.start)
        if state is None:
            return (TapeOrder.START,) if may_start and pbx in self.files else ()
        orders: list[TapeOrder] = []
        if self.pause is not None and role.covers(self.pause):
            orders.append(TapeOrder.PAUSE if state is TapeState.RUNNING else TapeOrder.RESUME)
        if is_own and may_start:
            orders.append(TapeOrder.STOP)
        return tuple(orders)
