"""A letter as an incoming lead (R52)."""

from callbridge.crm.incoming_lead import IncomingLead
from callbridge.crm.incoming_letter import IncomingLetter
from callbridge.kernel.text import say

MAX_NAMES = 2_000
"""Characters of the list of files."""


def lead_of(letter: IncomingLetter, source: str | None) -> IncomingLead:
    """Return the lead of a letter: subject and text are what it says, and its files are named even if none is kept."""
    names = ", ".join(file.name for file in letter.files)
    told = (
        letter.subject,
        letter.text,
        say("letter.files", "ru", names=names[:MAX_NAMES]) if names else "",
        say("letter.cut", "ru") if letter.is_cut else "",
    )
    return IncomingLead(
        name=letter.name or letter.address,
        email=letter.address,
        source=source,
        content="\n\n".join(filter(None, told)),
    )
