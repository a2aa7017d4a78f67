"""The time zone of a phone number: whom to call at what hour of theirs."""

from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException

UNKNOWN = "Etc/Unknown"
REMEMBERED = 1_000


@lru_cache(maxsize=REMEMBERED)
def zone_of(e164: str) -> str:
    """Return the zone (IANA) of a number in E.164; ``""`` when its country or network has several, or none is known.

    A Russian mobile number tells no zone: it is the same from Kaliningrad to Kamchatka.
    """
    from phonenumbers import timezone  # noqa: PLC0415 - 2 MB of prefixes that no ring needs

    try:
        zones = timezone.time_zones_for_number(phonenumbers.parse(e164))
    except NumberParseException:
        return ""
    return zones[0] if len(zones) == 1 and zones[0] != UNKNOWN else ""
