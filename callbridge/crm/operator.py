"""The people who log in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import OperatorId

MAX_LOGIN_CHARACTERS = 100
MAX_NAME_CHARACTERS = 200
_LOGIN = re.compile(r"[\w.@+-]+")
_EXTENSION = re.compile(r"[A-Za-z0-9_.*#+-]{0,40}")
_PBX = re.compile(r"[a-z0-9_-]{0,32}")


class Role(StrEnum):
    """What a login may do; each role may all that the ones before it may."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    """Leads the sales of their branches."""
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
    WRAP_UP = "wrap_up"
    """After a talk: the queues wait until the time is over or the operator gets ready."""


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
    keys: str = ""
    """The keys they chose, as crm/key_binding.py writes them."""
    employee_id: int = 0
    """Whose login it is, among the employees."""


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
    keys: str | None = None


def check_operator(
    *, login: str | None = None, full_name: str | None = None, extension: str | None = None, pbx: str | None = None
) -> None:
    """Raise InvalidInput naming every field that cannot be an operator's; None is not looked at."""
    mistakes = dict(
        [
            *_wrong_name("login", login, MAX_LOGIN_CHARACTERS),
            *_wrong_name("full_name", full_name, MAX_NAME_CHARACTERS),
            *_misshapen("extension", extension, _EXTENSION),
            *_misshapen("pbx", pbx, _PBX),
        ]
    )
    if "login" not in mistakes:
        mistakes |= dict(_misshapen("login", login, _LOGIN))
    if mistakes:
        raise InvalidInput(mistakes)


def _wrong_name(field: str, name: str | None, limit: int) -> Iterator[tuple[str, str]]:
    if name is not None and not name.strip():
        yield field, "required"
    elif name is not None and len(name) > limit:
        yield field, "too_long"


def _misshapen(field: str, text: str | None, shape: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    if text is not None and not shape.fullmatch(text):
        yield field, "wrong_type"
