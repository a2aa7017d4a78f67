"""Parameters in memory, as `Settings` of app/settings.py promises them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from callbridge.crm.setting import KeptSetting
from callbridge.kernel.errors import Conflict
from callbridge.kernel.ids import OperatorId


@dataclass
class KeptSettings:
    """Parameters by key, and who set one last."""

    rows: dict[str, KeptSetting] = field(default_factory=dict)
    set_by: OperatorId | None = None

    async def kept(self) -> Sequence[KeptSetting]:
        return list(self.rows.values())

    async def keep(self, changed: KeptSetting, operator_id: OperatorId, *, at: datetime) -> KeptSetting:
        before = self.rows.get(changed.key)
        if (0 if before is None else before.version) != changed.version:
            raise Conflict("setting.changed_meanwhile")
        self.rows[changed.key] = replace(changed, version=changed.version + 1, updated_at=at)
        self.set_by = operator_id
        return self.rows[changed.key]
