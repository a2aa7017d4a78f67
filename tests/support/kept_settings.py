"""Parameters in memory, as `Settings` of app/settings.py promises them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from callbridge.crm.setting import EVERYWHERE, KeptSetting, Level, Place
from callbridge.kernel.errors import Conflict
from callbridge.kernel.ids import OperatorId


@dataclass
class KeptSettings:
    """Parameters by place and key, who set one last, and everybody's branch."""

    rows: dict[tuple[Place, str], KeptSetting] = field(default_factory=dict)
    set_by: OperatorId | None = None
    branch: int | None = None

    async def kept(self, place: Place = EVERYWHERE) -> Sequence[KeptSetting]:
        return [one for (where, _), one in self.rows.items() if where == place]

    async def chain(self, place: Place) -> Sequence[tuple[Place, Sequence[KeptSetting]]]:
        branch = [Place(Level.TEAM, self.branch)] if self.branch and place.level is Level.USER else []
        places = dict.fromkeys((place, *branch, EVERYWHERE))
        return [(each, await self.kept(each)) for each in places]

    async def branch_of(self, operator_id: OperatorId) -> int | None:
        return self.branch

    async def keep(
        self, changed: KeptSetting, operator_id: OperatorId, *, at: datetime, place: Place = EVERYWHERE
    ) -> KeptSetting:
        self._check(changed.key, changed.version, place)
        kept = replace(changed, version=changed.version + 1, updated_at=at)
        self.rows[place, changed.key] = kept
        self.set_by = operator_id
        return kept

    async def forget(self, key: str, version: int, operator_id: OperatorId, *, at: datetime, place: Place) -> None:
        self._check(key, version, place)
        self.rows.pop((place, key), None)
        self.set_by = operator_id

    def _check(self, key: str, version: int, place: Place) -> None:
        before = self.rows.get((place, key))
        if (0 if before is None else before.version) != version:
            raise Conflict("setting.changed_meanwhile")
