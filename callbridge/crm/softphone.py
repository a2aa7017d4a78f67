"""A headset's values: what a browser needs to register as a phone, and how good a talk through it was."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from callbridge.kernel.errors import InvalidInput

LOGIN_GIVEN = "phone.login"
OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class IceServer:
    """A STUN or TURN server, in the words of ``RTCIceServer``."""

    urls: Sequence[str]
    username: str = ""
    credential: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLogin:
    """What the browser of one operator registers with."""

    url: str
    """The PBX's socket."""
    domain: str
    username: str
    password: str = field(repr=False)
    expires_at: datetime | None
    """When the password ends, None: an administrator made it."""
    ice_servers: Sequence[IceServer]
    silence_s: float
    """Nothing heard for so long in a talk is told to the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSessions:
    """The SIP calls that a card is about."""

    sip_call_ids: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkReport:
    """What the browser measured of a talk that ended; people send it, so every figure is checked."""

    sip_call_id: str
    seconds: int
    received: int
    """Voice packets that came in."""
    lost: int
    rtt_ms: float | None = None
    jitter_ms: float | None = None
    mos: float
    """1 (bad) to 4.5: the E-model of ITU-T G.107."""
    worst_mos: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkQuality:
    """How a talk of a call through a headset sounded."""

    operator: str
    at: datetime
    """Its end."""
    seconds: int
    received: int
    lost: int
    rtt_ms: float | None
    jitter_ms: float | None
    mos: float
    worst_mos: float


_RANGES = {
    "seconds": (0, 24 * 3600),
    "received": (0, 10_000_000),
    "lost": (0, 10_000_000),
    "rtt_ms": (0, 600_000),
    "jitter_ms": (0, 600_000),
    "mos": (1, 5),
    "worst_mos": (1, 5),
}


def check_talk(report: TalkReport) -> None:
    """Raise InvalidInput naming every figure that no talk has (NaN is none either)."""
    values = {name: getattr(report, name) for name in _RANGES}
    wrong = {
        name: "out_of_range"
        for name, (least, most) in _RANGES.items()
        if values[name] is not None and not least <= values[name] <= most
    }
    if wrong:
        raise InvalidInput(wrong)


def turn_login(secret: str, who: str, until: datetime) -> tuple[str, str]:
    """Return a short-lived name and password for a TURN server that shares `secret` (draft-uberti-behave-turn-rest)."""
    name = f"{int(until.timestamp())}:{who}"
    # SHA-1 because the servers (coturn's use-auth-secret) know nothing else; a MAC is not weakened by its collisions.
    mac = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    return name, base64.b64encode(mac).decode()
