"""What hears a live call beside its parties: tapes, and colleagues who listen."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from callbridge.crm.call_board import ListenWay
from callbridge.crm.taping import TapeState
from callbridge.kernel.ids import LegId
from callbridge.screenpop.card_view import LiveLeg


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Somebody who takes part in a talk by app_chanspy."""

    name: str
    way: ListenWay
    channel: str
    """PBX and Uniqueid of the channel they spy on."""


@dataclass(slots=True, kw_only=True)
class Witnesses:
    """Those of one call; channels are named by PBX and Uniqueid, as legs are."""

    tapes: dict[str, TapeState] = field(default_factory=dict)
    begun_here: dict[str, str] = field(default_factory=dict)
    """MixMonitorID of the tapes that were begun from a card."""
    listeners: dict[str, Listener] = field(default_factory=dict)
    """By Uniqueid of the spying channel."""

    def start(self, channel: str) -> None:
        """A channel's tape runs."""
        self.tapes.setdefault(channel, TapeState.RUNNING)

    def mute(self, channel: str, *, is_paused: bool) -> None:
        """A channel's tape is paused or goes on; of one that was begun before we looked this is the first word."""
        self.tapes[channel] = TapeState.PAUSED if is_paused else TapeState.RUNNING

    def stop(self, channel: str) -> None:
        """A channel's tape is over."""
        self.tapes.pop(channel, None)
        self.begun_here.pop(channel, None)

    def keep(self, alive: Container[str]) -> bool:
        """Forget all whose channel is not among those that live, by Uniqueid; say whether there was one."""
        spyers = [spyer for spyer in self.listeners if spyer not in alive]
        tapes = [channel for channel in self.tapes if channel.partition(":")[2] not in alive]
        for spyer in spyers:
            del self.listeners[spyer]
        for channel in tapes:
            self.stop(channel)
        return bool(spyers or tapes)

    def tapes_of(self, leg: LiveLeg, legs: Mapping[LegId, LiveLeg]) -> dict[str, TapeState]:
        """Return the tapes that keep what this phone says: its own, and those of who is no phone of ours."""
        return {channel: state for channel, state in self.tapes.items() if channel == leg.leg_id or channel not in legs}

    def listeners_of(self, leg: LiveLeg, legs: Mapping[LegId, LiveLeg]) -> tuple[Listener, ...]:
        """Return who hears this phone."""
        heard = [one for one in self.listeners.values() if one.channel == leg.leg_id or one.channel not in legs]
        return tuple(heard)
