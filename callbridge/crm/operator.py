"""The people who log in."""

from dataclasses import dataclass
from enum import StrEnum

from callbridge.kernel.ids import OperatorId


class Role(StrEnum):
    """What a login may do; each role may all that the ones before it may."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"

    def covers(self, needed: "Role") -> bool:
        """Say whether this role is at least `needed`."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class DeviceMode(StrEnum):
    """What the operator speaks into (R73, R74)."""

    HEADSET = "headset"
    """The computer answers (✓); WebRTC comes in a later issue."""
    HANDSET = "handset"
    """A desk phone; ✓ asks it to go off hook where it can."""


class Presence(StrEnum):
    """The operator's own word about taking calls."""

    READY = "ready"
    PAUSED = "paused"


class Language(StrEnum):
    """Languages of the interface."""

    RU = "ru"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A person with a login; `extension` is where their phone rings on PBX `pbx` (``""``: any PBX)."""

    id: OperatorId
    login: str
    full_name: str
    role: Role
    extension: str = ""
    pbx: str = ""
    device_mode: DeviceMode = DeviceMode.HANDSET
    language: Language = Language.RU
    time_zone: str = "Europe/Moscow"
    presence: Presence = Presence.READY
    pause_reason: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorChanges:
    """What may be set on an operator; None leaves the field alone."""

    full_name: str | None = None
    role: Role | None = None
    extension: str | None = None
    pbx: str | None = None
    device_mode: DeviceMode | None = None
    language: Language | None = None
    time_zone: str | None = None
    presence: Presence | None = None
    pause_reason: str | None = None
    is_active: bool | None = None
    password_hash: str | None = None
