"""What Asterisk said, parsed once at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_NOTHING = frozenset({"<unknown>", "<null>"})
"""Asterisk's words for nothing."""


def header(headers: Mapping[str, str], name: str) -> str:
    """Return a header's value, ``""`` when absent or Asterisk's word for nothing."""
    value = headers.get(name, "")
    return "" if value in _NOTHING else value


@dataclass(frozen=True, slots=True)
class AmiEvent:
    """One AMI event or list item; `headers` keep Asterisk's spelling of names, values are as sent (may be hostile)."""

    name: str
    headers: dict[str, str]

    def get(self, name: str) -> str:
        """Return the header's value as :func:`header` does."""
        return header(self.headers, name)


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
