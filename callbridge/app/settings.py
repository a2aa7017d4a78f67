"""Parameters of the system, a branch and a user: read and set by those who may, each change audited (R145)."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.operator import Operator, Role
from callbridge.crm.setting import (
    EVERYWHERE,
    SETTINGS,
    KeptSetting,
    Level,
    Place,
    ResolvedSetting,
    read_setting,
    resolved,
)
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import Forbidden, InvalidInput, NotFound
from callbridge.kernel.ids import OperatorId


class Settings(Protocol):
    """Parameters in the store; each method one unit of work."""

    async def kept(self, place: Place = EVERYWHERE) -> Sequence[KeptSetting]:
        """Return those that are set at a place."""
        ...

    async def chain(self, place: Place) -> Sequence[tuple[Place, Sequence[KeptSetting]]]:
        """Return what is set at a place and at each wider one: a user's branch, those it is part of, the system."""
        ...

    async def branch_of(self, operator_id: OperatorId) -> int | None:
        """Return the branch of a login's employee."""
        ...

    async def keep(
        self, changed: KeptSetting, operator_id: OperatorId, *, at: datetime, place: Place = EVERYWHERE
    ) -> KeptSetting:
        """Set one that is at `changed.version`; Conflict when it is not, or when amounts are kept in the currency.

        NotFound when there is no such branch.
        """
        ...

    async def forget(self, key: str, version: int, operator_id: OperatorId, *, at: datetime, place: Place) -> None:
        """Let what is inherited hold again; Conflict when the value is at another version."""
        ...


_READERS = {Level.SYSTEM: Role.MANAGER, Level.TEAM: Role.SUPERVISOR, Level.USER: Role.OPERATOR}
"""Who looks at the parameters of a level."""


class SettingDesk:
    """Checks rights and values. Implements `services.SettingCommands`."""

    def __init__(
        self, *, settings: Settings, clock: Clock, on_change: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """`on_change` is awaited after a parameter was set, by those who keep some in memory."""
        self._settings = settings
        self._clock = clock
        self._on_change = on_change
        self._telling = asyncio.Lock()
        """One after another: of two readings the one that was begun last ends last, and what it read is kept."""

    async def all(
        self, operator: Operator, level: Level = Level.SYSTEM, branch: int | None = None
    ) -> Sequence[ResolvedSetting]:
        """Return every parameter of a level as it holds there; raises Forbidden, and NotFound of no branch."""
        return resolved(await self._settings.chain(await self._place(operator, level, branch)))

    async def change(
        self,
        operator: Operator,
        key: str,
        version: int,
        value: str | None,
        level: Level = Level.SYSTEM,
        branch: int | None = None,
    ) -> ResolvedSetting:
        """Set one, or with None let what is inherited hold; raises NotFound, Forbidden, InvalidInput and Conflict."""
        setting = SETTINGS.get(key)
        if setting is None or level not in setting.levels:
            raise NotFound
        if level is Level.SYSTEM and not operator.role.covers(setting.may_set):
            raise Forbidden
        place = await self._place(operator, level, branch)
        now = self._clock.now()
        if value is None:
            await self._settings.forget(key, version, operator.id, at=now, place=place)
        else:
            changed = KeptSetting(key=key, value=read_setting(setting, value), version=version)
            await self._settings.keep(changed, operator.id, at=now, place=place)
        if self._on_change is not None:
            async with self._telling:
                await self._on_change()
        return next(one for one in resolved(await self._settings.chain(place)) if one.key == key)

    async def _place(self, operator: Operator, level: Level, branch: int | None) -> Place:
        """Return whose parameters are meant: one's own, of one's own branch, or as a manager of any branch."""
        if not operator.role.covers(_READERS[level]):
            raise Forbidden
        if level is Level.SYSTEM:
            return EVERYWHERE
        if level is Level.USER:
            return Place(level, operator.id)
        own = await self._settings.branch_of(operator.id)
        wanted = own if branch is None else branch
        if wanted is None:
            raise InvalidInput({"branch": "required"})
        if wanted != own and not operator.role.covers(Role.MANAGER):
            raise Forbidden
        return Place(level, wanted)
