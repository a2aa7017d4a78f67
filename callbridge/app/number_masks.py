"""Which roles read no customer's number whole, kept in memory because every answer asks."""

from callbridge.app.settings import Settings
from callbridge.crm.operator import Role
from callbridge.crm.setting import HIDE_NUMBERS, mask_key


class NumberMasks:
    """The parameters `mask.<role>`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._roles: frozenset[Role] = frozenset()

    async def reload(self) -> None:
        """Read the parameters again; raises StoreUnavailable and keeps what it had."""
        values = {one.key: one.value for one in await self._settings.kept()}
        self._roles = frozenset(role for role in Role if values.get(mask_key(role)) == HIDE_NUMBERS)

    def hides(self, role: Role) -> bool:
        """Say whether the middle of numbers is hidden from a role."""
        return role in self._roles
