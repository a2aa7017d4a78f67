"""What lives on a PBX by its events alone, for whoever asks a recording's PBX for lists in the midst of it."""

from collections.abc import Mapping

from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot

_SHOWN = (
    *("Channel", "ChannelState", "ChannelStateDesc", "CallerIDNum", "CallerIDName", "ConnectedLineNum"),
    *("ConnectedLineName", "Language", "AccountCode", "Context", "Exten", "Priority", "Uniqueid", "Linkedid"),
)
Item = dict[str, str]


class LiveChannels:
    """Channels, bridges and waiting callers as the lists of Asterisk tell them."""

    def __init__(self) -> None:
        self.channels: dict[str, Item] = {}
        """CoreShowChannel items by Uniqueid."""
        self._bridges: dict[str, Item] = {}
        self._waiting: dict[str, Item] = {}
        self._others: list[Item] = []
        """Queues and their members, as they were listed."""

    @property
    def bridges(self) -> list[Item]:
        """BridgeListItem items of the bridges that somebody is in."""
        used = {channel.get("BridgeId", "") for channel in self.channels.values()}
        return [item for bridge_id, item in self._bridges.items() if bridge_id in used]

    @property
    def queues(self) -> list[Item]:
        """QueueStatus items, each with its Event."""
        return [*self._others, *self._waiting.values()]

    def take_lists(self, snapshot: PbxSnapshot) -> None:
        """Begin anew with lists that were answered, and what happened meanwhile."""
        self.channels, self._bridges, self._waiting, self._others = {}, {}, {}, []
        for item in snapshot.channels:
            self.channels[item.headers.get("Uniqueid", "")] = _bare(item.headers)
        for item in snapshot.bridges:
            self._bridges[item.headers.get("BridgeUniqueid", "")] = _bare(item.headers)
        for item in snapshot.queues:
            headers = {"Event": item.name, **_bare(item.headers)}
            if item.name == "QueueEntry":
                self._waiting[item.headers.get("Uniqueid", "")] = headers
            else:
                self._others.append(headers)
        for event in snapshot.live:
            self.feed(event)

    def feed(self, event: AmiEvent) -> None:
        """Take one event."""
        headers = event.headers
        unique_id = headers.get("Uniqueid", "")
        if event.name != "NewCallerid" or unique_id in self.channels:  # one may come after its Hangup (t16)
            self._meet(headers, "")
            self._meet(headers, "Dest")
        match event.name:
            case "Hangup":
                self.channels.pop(unique_id, None)
                self._waiting.pop(unique_id, None)
            case "BridgeEnter" if unique_id in self.channels:
                self._enter(unique_id, headers)
            case "BridgeLeave" if unique_id in self.channels:
                self.channels[unique_id]["BridgeId"] = ""
            case "BridgeDestroy":
                self._bridges.pop(headers.get("BridgeUniqueid", ""), None)
            case "QueueCallerJoin":
                kept = {name: value for name, value in headers.items() if name in ("Queue", "Position", *_SHOWN)}
                self._waiting[unique_id] = {"Event": "QueueEntry", **kept, "Wait": "0"}
            case "QueueCallerLeave" | "QueueCallerAbandon":
                self._waiting.pop(unique_id, None)
            case _:
                pass

    def _meet(self, headers: Mapping[str, str], prefix: str) -> None:
        unique_id = headers.get(prefix + "Uniqueid", "")
        if not unique_id or prefix + "ChannelState" not in headers:
            return
        shown = {name: headers[prefix + name] for name in _SHOWN if prefix + name in headers}
        known = self.channels.setdefault(unique_id, {"Application": "", "Duration": "00:00:00", "BridgeId": ""})
        if prefix:
            known["Application"] = "AppDial"
        known.update(shown)

    def _enter(self, unique_id: str, headers: Mapping[str, str]) -> None:
        bridge_id = headers.get("BridgeUniqueid", "")
        self.channels[unique_id]["BridgeId"] = bridge_id
        self._bridges[bridge_id] = {name: value for name, value in headers.items() if name.startswith("Bridge")}


def _bare(headers: Mapping[str, str]) -> Item:
    return {name: value for name, value in headers.items() if name not in ("Event", "ActionID")}
