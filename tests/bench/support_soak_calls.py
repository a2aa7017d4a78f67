"""The calls of `soak.py` as AMI bytes: one recorded walk, filled in anew for each call, in its three parts."""

from dataclasses import dataclass

from callbridge.ami.simulator_load import answered_calls
from tests.bench.support_ring_pbx import ABANDONED_EVERY, DID, FIRST_EXTENSION, split_call

PBX_STARTED = b"1800000000"
"""The seconds in every Uniqueid: the PBX of this run has never been restarted."""
ID_PREFIX = f"main:{PBX_STARTED.decode()}."


@dataclass(frozen=True, slots=True)
class SoakCall:
    """One call: what the PBX says up to the ring, up to the talk, and up to the end."""

    call_id: str
    is_answered: bool
    ring: bytes
    talk: bytes
    end: bytes


class Calls:
    """Makes the calls of a run: `number` counts from 0, each from another person of the directory in turn."""

    def __init__(self, people: int) -> None:
        self._people = people
        (walk,) = answered_calls(1, is_busy=False)
        self._answered = split_call(_template(walk), is_answered=True)
        self._abandoned = split_call(_template(walk), is_answered=False)

    def make(self, number: int, operator: int) -> SoakCall:
        """Return the call; every fourth is given up while the phone of `operator` (from 0) rings."""
        is_answered = number % ABANDONED_EVERY != 0
        extension = b"%d" % (FIRST_EXTENSION + operator)
        filling = {
            b"caller": b"%b.%d" % (PBX_STARTED, 2 * number),
            b"leg": b"%b.%d" % (PBX_STARTED, 2 * number + 1),
            b"trunk": b"PJSIP/trunk-%08x" % (2 * number),
            b"phone": b"PJSIP/%b-%08x" % (extension, 2 * number + 1),
            b"bridge": b"00000000-0000-4000-8000-%012d" % number,
            b"number": b"+7%d" % (9_000_000_001 + number * 7919 % self._people),
            b"did": DID,
            b"extension": extension,
        }
        ring, talk, end = (part % filling for part in (self._answered if is_answered else self._abandoned))
        return SoakCall(f"{ID_PREFIX}{2 * number}", is_answered, ring, talk, end)


def _template(walk: bytes) -> bytes:
    started = walk.partition(b"Uniqueid: ")[2].partition(b".")[0]
    fields = (
        (started + b".1\r", b"%(leg)b\r"),
        (started + b".0\r", b"%(caller)b\r"),
        (b"PJSIP/trunk-00000000", b"%(trunk)b"),
        (b"PJSIP/101-00000001", b"%(phone)b"),
        (b"00000000-0000-4000-8000-000000000001", b"%(bridge)b"),
        (b"+79160000000", b"%(number)b"),
        (b"74951110002", b"%(did)b"),
        (b" 101\r", b" %(extension)b\r"),
        (b"/101\r", b"/%(extension)b\r"),
    )
    template = walk.replace(b"%", b"%%")
    for told, field in fields:
        template = template.replace(told, field)
    return template
