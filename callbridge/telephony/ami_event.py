"""What Asterisk said, parsed once at the door."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AmiEvent:
    """One AMI event or list item; `headers` keep Asterisk's spelling of names, values are as sent (may be hostile)."""

    name: str
    headers: dict[str, str]

    def get(self, header: str) -> str:
        """Return the header's value, ``""`` when absent, ``<unknown>`` or ``<null>`` (Asterisk's words for nothing)."""
        value = self.headers.get(header, "")
        return "" if value in ("<unknown>", "<null>") else value


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxSnapshot:
    """All that lives on a PBX at one moment, asked for after each (re)connect.

    `channels` are CoreShowChannel items, `bridges` BridgeListItem, `queues` QueueParams/QueueMember/QueueEntry.
    `live` are the events that arrived while the lists were being answered, oldest first.
    """

    channels: tuple[AmiEvent, ...] = ()
    bridges: tuple[AmiEvent, ...] = ()
    queues: tuple[AmiEvent, ...] = ()
    live: tuple[AmiEvent, ...] = field(default=())
