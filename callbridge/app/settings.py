"""The system's parameters: read by managers, set by those who may, each change audited."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from callbridge.crm.operator import Operator, Role
from callbridge.crm.setting import SETTINGS, KeptSetting, read_setting, whole
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import Forbidden, NotFound
from callbridge.kernel.ids import OperatorId


class Settings(Protocol):
    """Parameters in the store; each method one unit of work."""

    async def kept(self) -> Sequence[KeptSetting]:
        """Return those that were ever set."""
        ...

    async def keep(self, changed: KeptSetting, operator_id: OperatorId, *, at: datetime) -> KeptSetting:
        """Set one that is at `changed.version`; Conflict when it is not, or when amounts are kept in the currency."""
        ...


class SettingDesk:
    """Checks rights and values. Implements `services.SettingCommands`."""

    def __init__(self, *, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    async def all(self, operator: Operator) -> Sequence[KeptSetting]:
        """Return every parameter; raises Forbidden."""
        if not operator.role.covers(Role.MANAGER):
            raise Forbidden
        return whole(await self._settings.kept())

    async def change(self, operator: Operator, key: str, version: int, value: str) -> KeptSetting:
        """Set one; raises NotFound, Forbidden, InvalidInput and Conflict."""
        setting = SETTINGS.get(key)
        if setting is None:
            raise NotFound
        if not operator.role.covers(setting.may_set):
            raise Forbidden
        changed = KeptSetting(key=key, value=read_setting(setting, value), version=version)
        return await self._settings.keep(changed, operator.id, at=self._clock.now())
