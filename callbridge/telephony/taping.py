"""What Asterisk tells of its tapes: MixMonitor begun, paused and ended, by whomever (class ``call``)."""

from dataclasses import dataclass
from enum import StrEnum

from callbridge.telephony.ami_event import AmiEvent

TAPE_EVENTS = frozenset({"MixMonitorStart", "MixMonitorStop", "MixMonitorMute"})


class TapeNews(StrEnum):
    """What became of a channel's tape."""

    STARTED = "started"
    MUTED = "muted"
    UNMUTED = "unmuted"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class TapeChange:
    """News of one channel's tape."""

    unique_id: str
    linked_id: str
    news: TapeNews


def tape_change(event: AmiEvent) -> TapeChange:
    """Read one of `TAPE_EVENTS`."""
    match event.name:
        case "MixMonitorStart":
            news = TapeNews.STARTED
        case "MixMonitorStop":
            news = TapeNews.STOPPED
        case _:
            news = TapeNews.MUTED if event.get("State") == "1" else TapeNews.UNMUTED
    return TapeChange(unique_id=event.get("Uniqueid"), linked_id=event.get("Linkedid"), news=news)
