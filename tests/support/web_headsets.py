"""A PBX as the headsets' use case asks it, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from callbridge.app.softphone import PhoneSite
from callbridge.crm.softphone import TalkQuality, TalkReport
from callbridge.kernel.ids import CallId, LegId, OperatorId

SITE = PhoneSite(
    url="wss://pbx.example:8089/ws",
    domain="pbx.example",
    origin="wss://pbx.example:8089",
    ice_servers=(),
    turn_secret="",
    password_life=timedelta(hours=12),
    silence_s=5.0,
    new_password=lambda: "made-up",
    kept_passwords=None,
)


@dataclass
class FakeRegistrar:
    """Keeps passwords and knows the SIP calls of legs; raises `fails_with` where it is set."""

    passwords: dict[tuple[str, str], str] = field(default_factory=dict)
    sip_calls: dict[LegId, str] = field(default_factory=dict)
    fails_with: Exception | None = None

    async def keep_password(self, pbx: str, extension: str, password: str) -> None:
        if self.fails_with:
            raise self.fails_with
        self.passwords[pbx, extension] = password

    async def forget_password(self, pbx: str, extension: str) -> None:
        if self.fails_with:
            raise self.fails_with
        self.passwords.pop((pbx, extension), None)

    async def sip_call_id(self, pbx: str, leg_id: LegId) -> str:
        return self.sip_calls.get(leg_id, "")


@dataclass
class FakePhoneLegs:
    """Whose phones are in which calls."""

    legs: dict[tuple[OperatorId, CallId], tuple[str, tuple[LegId, ...]]] = field(default_factory=dict)

    def phone_legs(self, operator_id: OperatorId, call_id: CallId) -> tuple[str, tuple[LegId, ...]] | None:
        return self.legs.get((operator_id, call_id))


@dataclass
class KeptTalks:
    """How talks sounded, in memory."""

    kept: dict[CallId, list[TalkQuality]] = field(default_factory=dict)

    async def keep(self, call_id: CallId, operator_id: OperatorId, report: TalkReport, *, at: datetime) -> None:
        figures = {name: getattr(report, name) for name in TalkReport.__dataclass_fields__ if name != "sip_call_id"}
        found = TalkQuality(operator=str(operator_id), at=at, **figures)
        self.kept.setdefault(call_id, []).append(found)

    async def of_call(self, call_id: CallId) -> Sequence[TalkQuality]:
        return self.kept.get(call_id, [])


def talk(sip_call_id: str = "abc@pbx", **other: float | None) -> TalkReport:
    """Return what a browser measured of a good talk."""
    good = TalkReport(
        sip_call_id=sip_call_id, seconds=61, received=3050, lost=3, rtt_ms=40.5, jitter_ms=2.1, mos=4.3, worst_mos=3.9
    )
    return replace(good, **other)  # type: ignore[arg-type]
