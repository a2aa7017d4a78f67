"""One row of Asterisk's call detail records, as the `cdr` room reads it from a file or a table."""

import re
from dataclasses import dataclass
from datetime import datetime

_BIRTH = re.compile(r"(\d{9,12})\.(\d{1,12})$")
_NAME = re.compile(r'^\s*"(?P<name>.*)"\s*<')


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrRow:
    """One party's stay with another (Asterisk ≥ 12, `main/cdr.c`): a row a dialled leg, written after the call's end.

    Instants are aware UTC with the precision of the source, mostly a second.
    """

    unique_id: str
    """Of `channel`."""
    linked_id: str = ""
    """``""`` when the source does not tell: then only the channels say which rows belong together."""
    sequence: int = 0
    """Counts up on one PBX; breaks ties of rows that began in the same second."""
    started_at: datetime
    answered_at: datetime | None = None
    """When `channel` was up, which is not always when somebody answered: an IVR answers too."""
    ended_at: datetime
    source: str = ""
    destination: str = ""
    """The last extension: a blind transfer writes its target over the line that was called (t01)."""
    did: str = ""
    """The line called, where the source has it apart (FreePBX's column ``did``)."""
    caller_id: str = ""
    channel: str
    other_channel: str = ""
    """Asterisk's ``dstchannel``: whom `channel` reached or tried to; ``""`` when it was with nobody."""
    application: str = ""
    data: str = ""
    disposition: str
    """``ANSWERED``, ``NO ANSWER``, ``BUSY``, ``FAILED`` or ``CONGESTION``."""

    @property
    def is_answered(self) -> bool:
        """Say whether the two spoke with each other."""
        return self.disposition == "ANSWERED" and self.answered_at is not None and self.other_channel != ""

    @property
    def caller_name(self) -> str:
        """Return the name in ``"Name" <number>``, ``""`` when there is none."""
        found = _NAME.match(self.caller_id)
        return found["name"] if found else ""

    @property
    def birth(self) -> tuple[int, int]:
        """Return the second of the channel's birth (since 1970) and its number on that PBX, zeros when not told.

        A Uniqueid is ``<seconds>.<number>``, after the PBX's ``systemname`` if it has one; a click-to-call's is free.
        """
        found = _BIRTH.search(self.unique_id)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    @property
    def order(self) -> tuple[datetime, tuple[int, int], int]:
        """Return what rows are sorted by: the order in the source is that of the writing."""
        return self.started_at, self.birth, self.sequence
