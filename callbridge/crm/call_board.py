"""What goes on at the phones now: colleagues who could take a call, and calls that live."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.kernel.ids import CallId, OperatorId


class ColleagueState(StrEnum):
    """Whether a colleague can take a call."""

    FREE = "free"
    WRAP_UP = "wrap_up"
    """Writing down the talk before; the queues wait."""
    RINGING = "ringing"
    TALKING = "talking"
    PAUSED = "paused"
    BLIND = "blind"
    """Pages of theirs are open, and none of them answers: frozen, hung or asleep."""
    OFFLINE = "offline"
    """No page of theirs is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody with a phone."""

    id: OperatorId
    full_name: str
    extension: str
    state: ColleagueState
    pause_reason: str = ""
    blind_since: datetime | None = None
    """Since when none of their open pages answers, whatever their phone does."""


class LiveState(StrEnum):
    """Where the customer of a live call is."""

    RINGING = "ringing"
    TALKING = "talking"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCallView:
    """One call that goes on."""

    call_id: CallId
    direction: str
    number: str
    who: str
    """The customer by name, ``""`` when not known."""
    state: LiveState
    operators: tuple[str, ...]
    """Whose phones ring or talk, or who parked it, by name."""
    since: datetime
    parked_in: str


class TransferWay(StrEnum):
    """How a customer is handed over."""

    BLIND = "blind"
    ATTENDED = "attended"
    """Ask the colleague first; hanging up then joins them."""


class ListenWay(StrEnum):
    """How a supervisor takes part in a talk."""

    LISTEN = "listen"
    WHISPER = "whisper"
    """The operator alone hears them."""
    BARGE = "barge"
    """Both hear them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferWish:
    """Body of ``POST /api/calls/{call_id}/transfer``."""

    to: OperatorId
    way: TransferWay = TransferWay.BLIND


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenWish:
    """Body of ``POST /api/calls/{call_id}/listen``."""

    way: ListenWay
