"""The AMI events we listen to; everything else is dropped unparsed."""

from callbridge.telephony.queue_member import MEMBER_EVENTS
from callbridge.telephony.tracker import TRACKED_EVENTS as CALL_EVENTS

LINK_EVENTS = frozenset({"FullyBooted", "Shutdown"})
"""What the link itself needs to hear."""

TRACKED_EVENTS = LINK_EVENTS | CALL_EVENTS | MEMBER_EVENTS
"""What the link, the tracker and statuses need; the tracker alone knows which events calls are followed by."""
