"""Headsets (R73): gives an operator's browser what it registers with, and says which SIP call a card is about.

A password is made here, put into the PBX, and ends after some hours, or it is one that an administrator wrote into a
file. Neither is part of any page: the browser asks for it when it registers, and the audit trail has that.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from callbridge.app.ports import AuditTrail
from callbridge.crm.audit import AuditNote
from callbridge.crm.operator import DeviceMode, Operator
from callbridge.crm.softphone import (
    LOGIN_GIVEN,
    OPERATOR,
    IceServer,
    PhoneLogin,
    PhoneSessions,
    TalkQuality,
    TalkReport,
    check_talk,
    turn_login,
)
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, IllegalMove, NotFound
from callbridge.kernel.ids import CallId, LegId, OperatorId

SWEEP_S = 60.0
MAX_MATCHED = 4096
"""SIP calls remembered until their talk is over."""

_LOGGER = structlog.get_logger(__name__)


class PhoneRegistrar(Protocol):
    """What a PBX is asked about headsets. Raises AmiUnavailable, AmiRefused."""

    async def keep_password(self, pbx: str, extension: str, password: str) -> None:
        """Let `extension` register with `password` from now on, and with no other."""
        ...

    async def forget_password(self, pbx: str, extension: str) -> None:
        """Let `extension` register no more; one that has no password is no error."""
        ...

    async def sip_call_id(self, pbx: str, leg_id: LegId) -> str:
        """Return the Call-ID of a phone's SIP call, ``""`` when the channel is gone."""
        ...


class PhoneLegs(Protocol):
    """Which phones take part in a live call."""

    def phone_legs(self, operator_id: OperatorId, call_id: CallId) -> tuple[str, tuple[LegId, ...]] | None:
        """Return the PBX and the operator's living legs; None when they have no part in such a call."""
        ...


class Talks(Protocol):
    """How talks through headsets sounded, in the store; each method one unit of work."""

    async def keep(self, call_id: CallId, operator_id: OperatorId, report: TalkReport, *, at: datetime) -> None:
        """Write it; NotFound when there is no such call."""
        ...

    async def of_call(self, call_id: CallId) -> Sequence[TalkQuality]:
        """Return those of a call, in the order they ended."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSite:
    """Where the headsets of one PBX register."""

    url: str
    domain: str
    origin: str
    ice_servers: tuple[str, ...]
    turn_secret: str
    password_life: timedelta
    silence_s: float
    new_password: Callable[[], str]
    kept_passwords: Callable[[], Mapping[str, str]] | None
    """Reads those that an administrator wrote; None: they are made here."""


@dataclass(frozen=True, slots=True)
class _Made:
    password: str
    expires_at: datetime


class SoftphoneDesk:
    """Implements `services.PhoneCommands`."""

    def __init__(
        self,
        *,
        sites: Mapping[str, PhoneSite],
        registrar: PhoneRegistrar,
        calls: PhoneLegs,
        talks: Talks,
        audit: AuditTrail,
        clock: Clock,
    ) -> None:
        self._sites = sites
        self._registrar = registrar
        self._calls = calls
        self._talks = talks
        self._audit = audit
        self._clock = clock
        self._made: dict[tuple[str, str], _Made] = {}
        self._matched: OrderedDict[tuple[OperatorId, str], CallId] = OrderedDict()

    @property
    def origins(self) -> tuple[str, ...]:
        """What pages must be let connect to."""
        return tuple(dict.fromkeys(site.origin for site in self._sites.values()))

    def serves(self, operator: Operator) -> bool:
        """Say whether this operator's browser can be their phone: it is when they choose a headset."""
        return bool(operator.extension) and self._pbx_of(operator) is not None

    async def login(self, operator: Operator, address: str) -> PhoneLogin:
        """Return what the browser registers with; IllegalMove when it is not to, AmiUnavailable, AmiRefused."""
        pbx = self._pbx_of(operator)
        if pbx is None:
            raise IllegalMove("phone.off")
        if operator.device_mode is not DeviceMode.HEADSET:
            raise IllegalMove("phone.not_headset")
        if not operator.extension:
            raise IllegalMove("phone.no_extension")
        site = self._sites[pbx]
        made = await self._password(pbx, site, operator.extension)
        await self._audit.note(
            AuditNote(
                at=self._clock.now(),
                operator_id=operator.id,
                action=LOGIN_GIVEN,
                entity=OPERATOR,
                entity_id=str(operator.id),
                detail={"pbx": pbx, "extension": operator.extension, "address": address},
            )
        )
        return PhoneLogin(
            url=site.url,
            domain=site.domain,
            username=operator.extension,
            password=made.password,
            expires_at=made.expires_at if site.kept_passwords is None else None,
            ice_servers=self._ice_servers(site, operator, made.expires_at),
            silence_s=site.silence_s,
        )

    async def sessions(self, operator: Operator, call_id: CallId) -> PhoneSessions:
        """Tell which SIP calls the operator's card is about; NotFound when it is gone."""
        found = self._calls.phone_legs(operator.id, call_id)
        if found is None:
            raise NotFound("card.gone")
        pbx, legs = found
        names = [await self._registrar.sip_call_id(pbx, leg) for leg in legs]
        for name in filter(None, names):
            self._matched[operator.id, name] = call_id
            self._matched.move_to_end((operator.id, name))
            if len(self._matched) > MAX_MATCHED:
                self._matched.popitem(last=False)
        return PhoneSessions(sip_call_ids=tuple(name for name in names if name))

    async def talked(self, operator: Operator, report: TalkReport) -> None:
        """Keep how a talk sounded with its call; NotFound when no card of the operator's was matched to it."""
        check_talk(report)
        call_id = self._matched.pop((operator.id, report.sip_call_id), None)
        if call_id is None:
            raise NotFound
        await self._talks.keep(call_id, operator.id, report, at=self._clock.now())

    async def quality(self, call_id: CallId) -> Sequence[TalkQuality]:
        """Return how the call's talks through headsets sounded."""
        return await self._talks.of_call(call_id)

    async def run(self) -> None:
        """End passwords whose time is over, until cancelled."""
        while True:
            await asyncio.sleep(SWEEP_S)
            await self.sweep()

    async def sweep(self) -> None:
        """Take the passwords that have ended out of their PBX; one that does not answer is asked next time."""
        now = self._clock.now()
        for (pbx, extension), made in list(self._made.items()):
            if made.expires_at > now:
                continue
            try:
                await self._registrar.forget_password(pbx, extension)
            except (AmiUnavailable, AmiRefused) as error:
                _LOGGER.warning("a phone's password outlives its time", pbx=pbx, extension=extension, error=error.code)
                continue
            if self._made.get((pbx, extension)) is made:
                del self._made[pbx, extension]

    async def _password(self, pbx: str, site: PhoneSite, extension: str) -> _Made:
        now = self._clock.now()
        if site.kept_passwords is not None:
            kept = site.kept_passwords().get(extension, "")
            if not kept:
                raise IllegalMove("phone.no_password", extension=extension)
            return _Made(kept, now + site.password_life)
        made = self._made.get((pbx, extension))
        if made is None or made.expires_at - now < site.password_life / 2:
            made = self._made[pbx, extension] = _Made(site.new_password(), now + site.password_life)
        # Also one that was made before: the PBX may have lost it, and that is why the browser asks again.
        await self._registrar.keep_password(pbx, extension, made.password)
        return made

    def _ice_servers(self, site: PhoneSite, operator: Operator, until: datetime) -> tuple[IceServer, ...]:
        stun = tuple(url for url in site.ice_servers if url.startswith("stun:"))
        turn = tuple(url for url in site.ice_servers if not url.startswith("stun:"))
        found = [IceServer(urls=stun)] if stun else []
        if turn:
            name, password = turn_login(site.turn_secret, operator.login, until) if site.turn_secret else ("", "")
            found.append(IceServer(urls=turn, username=name, credential=password))
        return tuple(found)

    def _pbx_of(self, operator: Operator) -> str | None:
        if operator.pbx:
            return operator.pbx if operator.pbx in self._sites else None
        return next(iter(self._sites), None)
