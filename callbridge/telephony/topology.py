"""Which channels are our phones and which lead outside."""

import re
from dataclasses import dataclass

_RESOURCE = re.compile(r"^(?P<technology>[A-Za-z0-9]+)/(?P<resource>.+)-[0-9a-f]{8,}(?:;[12])?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topology:
    """One PBX's shape as the configuration tells it; needs no dialplan change."""

    internal: re.Pattern[str] = re.compile(r"^\d{2,5}$")
    """The whole of each endpoint name and dialled number that is ours."""
    trunks: frozenset[str] = frozenset()
    """Endpoint names that lead outside although they look internal."""

    def is_internal(self, endpoint: str) -> bool:
        """Say whether an endpoint such as ``PJSIP/101`` is one of our phones."""
        resource = endpoint.partition("/")[2]
        return resource not in self.trunks and self.internal.fullmatch(resource) is not None

    def is_internal_number(self, number: str) -> bool:
        """Say whether a dialled number is one of our extensions."""
        return number not in self.trunks and self.internal.fullmatch(number) is not None


def endpoint_of(channel: str) -> str:
    """Return ``PJSIP/101`` of the channel name ``PJSIP/101-0000002a``; the name itself when it has another form."""
    found = _RESOURCE.match(channel)
    return f"{found['technology']}/{found['resource']}" if found else channel
