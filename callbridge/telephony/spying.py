"""What Asterisk tells of who takes part in others' talks: app_chanspy begun and ended, by whomever (class ``call``)."""

from dataclasses import dataclass

from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.topology import endpoint_of

SPY_EVENTS = frozenset({"ChanSpyStart", "ChanSpyStop"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpyChange:
    """Somebody began to take part in a channel's talk, or ended it."""

    spyer_id: str
    """Uniqueid of the spying channel."""
    endpoint: str
    """Its phone."""
    unique_id: str
    """Of the channel spied on; an end may not tell it."""
    linked_id: str
    is_on: bool


def spy_change(event: AmiEvent) -> SpyChange:
    """Read one of `SPY_EVENTS`."""
    return SpyChange(
        spyer_id=event.get("SpyerUniqueid"),
        endpoint=endpoint_of(event.get("SpyerChannel")),
        unique_id=event.get("SpyeeUniqueid"),
        linked_id=event.get("SpyeeLinkedid"),
        is_on=event.name == "ChanSpyStart",
    )
