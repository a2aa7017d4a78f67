"""A simulated channel and how Asterisk 22 writes it into its events (order and names as in tests/recordings)."""

from collections.abc import Mapping
from dataclasses import dataclass

UNKNOWN = "<unknown>"
DOWN, RING, RINGING, UP = 0, 4, 5, 6
_STATES = {DOWN: "Down", RING: "Ring", RINGING: "Ringing", UP: "Up"}
_AGENT = ("Queue", "Agent")
_SYSTEM = frozenset({"FullyBooted", "Shutdown"})
_NOISE = {"VarSet": "dialplan", "Newexten": "dialplan", "RTCPSent": "reporting", "RTCPReceived": "reporting"}


@dataclass(slots=True, kw_only=True)
class SimulatedChannel:
    """One end of a call; mutable, as a channel is."""

    endpoint: str
    """The peer without technology: ``101`` or ``trunk``."""
    name: str
    unique_id: str
    linked_id: str
    number: str
    caller_name: str
    context: str
    exten: str
    state: int = DOWN
    connected_number: str = UNKNOWN
    connected_name: str = UNKNOWN
    priority: int = 1
    bridge_id: str = ""

    def headers(self, prefix: str = "") -> dict[str, str]:
        """Return the snapshot that most events carry; `prefix` is ``Dest`` for the called end."""
        values = {
            "Channel": self.name,
            "ChannelState": str(self.state),
            "ChannelStateDesc": _STATES[self.state],
            "CallerIDNum": self.number or UNKNOWN,
            "CallerIDName": self.caller_name or UNKNOWN,
            "ConnectedLineNum": self.connected_number or UNKNOWN,
            "ConnectedLineName": self.connected_name or UNKNOWN,
            "Language": "en",
            "AccountCode": "",
            "Context": self.context,
            "Exten": self.exten,
            "Priority": str(self.priority),
            "Uniqueid": self.unique_id,
            "Linkedid": self.linked_id,
        }
        return {prefix + name: value for name, value in values.items()} if prefix else values

    def connect_to(self, other: "SimulatedChannel") -> None:
        """Take the other end's number and name as the connected line."""
        self.connected_number, self.connected_name = other.number, other.caller_name or UNKNOWN


def event_class(name: str) -> str:
    """Return the read class an event belongs to (Asterisk 22, measured with users of one class each)."""
    if name.startswith(_AGENT):
        return "agent"
    if name in _SYSTEM:
        return "system"
    return "cdr" if name == "Cdr" else _NOISE.get(name, "call")


def write_message(headers: Mapping[str, str]) -> bytes:
    """Return one AMI message; line breaks, which Asterisk never sends in a value, become spaces."""
    clean = (f"{name}: {' '.join(value.splitlines())}\r\n" for name, value in headers.items())
    return ("".join(clean) + "\r\n").encode()
