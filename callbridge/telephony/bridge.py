"""Bridges: who can hear whom, also across the two halves of a ``Local/`` channel."""

from dataclasses import dataclass, field

from callbridge.telephony.channel import Channel, ChannelKind

_TWINS = {";1": ";2", ";2": ";1"}


@dataclass(slots=True, eq=False)
class Bridge:
    """A live bridge and the channels in it, by Uniqueid."""

    bridge_id: str
    is_holding: bool = False
    """Its channels wait and do not hear each other, as in a parking lot."""
    members: dict[str, Channel] = field(default_factory=dict)


class Bridges:
    """All live bridges of one PBX; an empty one is forgotten at once."""

    def __init__(self) -> None:
        self._bridges: dict[str, Bridge] = {}
        self._plumbing: dict[str, Channel] = {}

    def __len__(self) -> int:
        return len(self._bridges)

    def enter(self, channel: Channel, bridge_id: str, *, is_holding: bool = False) -> Bridge:
        """Put the channel into the bridge, out of any other (a channel is in one at most)."""
        if channel.bridge is not None and channel.bridge.bridge_id != bridge_id:
            self.leave(channel)
        bridge = self._bridges.get(bridge_id)
        if bridge is None:
            bridge = self._bridges[bridge_id] = Bridge(bridge_id, is_holding)
        bridge.members[channel.unique_id] = channel
        channel.bridge = bridge
        if channel.kind is ChannelKind.PLUMBING:
            self._plumbing[channel.name] = channel
        return bridge

    def leave(self, channel: Channel) -> None:
        """Take the channel out of its bridge, if it is in one."""
        bridge = channel.bridge
        if bridge is None:
            return
        channel.bridge = None
        bridge.members.pop(channel.unique_id, None)
        if channel.kind is ChannelKind.PLUMBING:
            self._plumbing.pop(channel.name, None)
        if not bridge.members:
            self._bridges.pop(bridge.bridge_id, None)

    def destroy(self, bridge_id: str) -> list[Channel]:
        """Forget the bridge; return the channels that were still in it."""
        bridge = self._bridges.get(bridge_id)
        left = list(bridge.members.values()) if bridge is not None else []
        for channel in left:
            self.leave(channel)
        return left

    def listeners(self, bridge: Bridge | None) -> list[Channel]:
        """Return the legs that hear each other in this bridge and in those reached through ``Local/`` halves.

        Until Asterisk optimises a Local channel away, the phone sits in one bridge with ``;2`` and the customer in
        another with ``;1`` (recording s09b).
        """
        if bridge is None or bridge.is_holding:
            return []
        legs: list[Channel] = []
        seen = {bridge.bridge_id}
        pending = [bridge]
        while pending:
            for channel in pending.pop().members.values():
                if channel.is_leg:
                    legs.append(channel)
                    continue
                beyond = self._beyond(channel)
                if beyond is not None and beyond.bridge_id not in seen and not beyond.is_holding:
                    seen.add(beyond.bridge_id)
                    pending.append(beyond)
        return legs

    def _beyond(self, half: Channel) -> Bridge | None:
        twin = self._plumbing.get(half.name[:-2] + _TWINS.get(half.name[-2:], ""))
        return twin.bridge if twin is not None and twin is not half else None
