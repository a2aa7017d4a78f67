"""Call events as JSON lines and as text (docs/call-events.md)."""

import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from callbridge.kernel.ids import CallId
from callbridge.kernel.numbers import unless_withheld
from callbridge.telephony.call_event import CallEnded, CallerIdentified, CallEvent, CallStarted
from callbridge.telephony.topology import Topology

_WORD = re.compile(r"(?<!^)(?=[A-Z])")
_COMMON = frozenset({"call_id", "at", "leg_id", "endpoint", "operator_endpoint", "number", "did", "direction"})
_SECONDS_DIGITS = 3


@dataclass(slots=True)
class _Known:
    caller: str
    did: str
    direction: str


class Reporter:
    """Turns call events into lines that can each be read alone; remembers caller, line and direction of live calls."""

    def __init__(self, topology: Topology | None = None) -> None:
        self._topology = topology or Topology()
        self._calls: dict[CallId, _Known] = {}
        self._ended: CallId | None = None
        """Forgotten with the next event: the last one of a call may be asked for as JSON and as text."""

    def to_json(self, event: CallEvent) -> dict[str, object]:
        """Return the event as a flat dictionary of JSON values."""
        known = self._note(event)
        line: dict[str, object] = {"at": _rfc3339(event.at), "call": event.call_id, "type": type_of(event)}
        if leg_id := getattr(event, "leg_id", ""):
            line["leg"] = leg_id
        endpoint = getattr(event, "endpoint", "") or getattr(event, "operator_endpoint", "")
        if endpoint:
            line["endpoint"] = endpoint
            if self._topology.is_internal(endpoint):
                line["operator"] = endpoint.partition("/")[2]
        line |= {"caller": known.caller, "did": known.did, "direction": known.direction}
        for field in fields(event):
            if field.name not in _COMMON:
                value = getattr(event, field.name)
                line[field.name] = round(value, _SECONDS_DIGITS) if isinstance(value, float) else value
        return line

    def to_text(self, event: CallEvent) -> str:
        """Return the event as one line for a person: the time, what happened, and what is worth knowing."""
        line = self.to_json(event)
        head = f"{str(line.pop('at'))[11:23]}  {line.pop('call')}  {line.pop('type')!s:<17}"
        line.pop("leg", None)
        if "operator" in line:
            line.pop("endpoint")
        told = "  ".join(f"{key}={_printable(value)}" for key, value in line.items() if value not in ("", False, None))
        return f"{head} {told}"

    def _note(self, event: CallEvent) -> _Known:
        if self._ended is not None and self._ended != event.call_id:
            self._calls.pop(self._ended, None)
            self._ended = None
        if isinstance(event, CallStarted):
            caller = unless_withheld(event.number)
            self._calls[event.call_id] = _Known(caller, event.did, event.direction.value)
        known = self._calls.get(event.call_id) or _Known("", "", "")
        if isinstance(event, CallerIdentified):
            known.caller = unless_withheld(event.number)
        if isinstance(event, CallEnded):
            self._ended = event.call_id
        return known


def type_of(event: CallEvent) -> str:
    """Return ``phone_rang`` for a :class:`PhoneRang`."""
    return _WORD.sub("_", type(event).__name__).lower()


def _rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _printable(value: object) -> str:
    """Keep a caller's name from moving the terminal's cursor."""
    return "".join(char if char.isprintable() else "?" for char in str(value))
