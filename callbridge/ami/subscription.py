"""The AMI events we listen to; everything else is dropped unparsed."""

from callbridge.telephony.queue_member import MEMBER_EVENTS
from callbridge.telephony.spying import SPY_EVENTS
from callbridge.telephony.taping import TAPE_EVENTS
from callbridge.telephony.tracker import TRACKED_EVENTS as CALL_EVENTS

LINK_EVENTS = frozenset({"FullyBooted", "Shutdown"})
"""What the link itself needs to hear."""

TRACKED_EVENTS = LINK_EVENTS | CALL_EVENTS | MEMBER_EVENTS | SPY_EVENTS | TAPE_EVENTS
"""What the link, the tracker, statuses and cards need; the tracker alone knows which events calls are followed by."""
