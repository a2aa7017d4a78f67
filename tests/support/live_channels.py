"""A small model of what CoreShowChannels, BridgeList would answer after some events of a recording."""

from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot


class LiveChannels:
    """Keeps the last headers of each live channel and the bridge it is in."""

    def __init__(self) -> None:
        self._headers: dict[str, dict[str, str]] = {}
        self._bridge_of: dict[str, str] = {}
        self._is_dialled: set[str] = set()

    @classmethod
    def after(cls, events: list[tuple[float, AmiEvent]]) -> "LiveChannels":
        """Return the state after the events."""
        live = cls()
        for _, event in events:
            live._take(event)
        return live

    def _take(self, event: AmiEvent) -> None:
        headers, unique_id = event.headers, event.get("Uniqueid")
        if event.name == "Newchannel":
            if event.get("ChannelState") == "0":
                self._is_dialled.add(unique_id)
        elif unique_id not in self._headers:
            return
        if event.name == "Hangup":
            self._headers.pop(unique_id, None)
            self._bridge_of.pop(unique_id, None)
            return
        if event.name == "Pickup":
            self._is_dialled.add(unique_id)
        self._headers.setdefault(unique_id, {}).update(headers)
        if event.name == "BridgeEnter":
            self._bridge_of[unique_id] = event.get("BridgeUniqueid")
        elif event.name == "BridgeLeave" and self._bridge_of.get(unique_id) == event.get("BridgeUniqueid"):
            del self._bridge_of[unique_id]

    def snapshot(self) -> PbxSnapshot:
        """Return the lists."""
        channels = []
        for unique_id, headers in self._headers.items():
            added = {
                "BridgeId": self._bridge_of.get(unique_id, ""),
                "Application": "AppDial" if unique_id in self._is_dialled else "Dial",
                "Duration": "00:00:00",
            }
            channels.append(AmiEvent("CoreShowChannel", headers | added))
        bridges = [AmiEvent("BridgeListItem", {"BridgeUniqueid": one}) for one in set(self._bridge_of.values())]
        return PbxSnapshot(channels=tuple(channels), bridges=tuple(bridges))
