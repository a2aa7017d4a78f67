"""Whether sales are to private persons (R106), kept in memory because every card that is saved asks."""

from callbridge.app.settings import Settings
from callbridge.crm.setting import PRIVATE_SALES, PrivateSales


class PrivateSalesSwitch:
    """The parameter `interest.private_sales`; until somebody sets it, what the configuration says."""

    def __init__(self, settings: Settings, *, is_configured: bool) -> None:
        self._settings = settings
        self._is_configured = is_configured
        self._is_on = is_configured

    async def reload(self) -> None:
        """Read the parameter again; raises StoreUnavailable and keeps what it had."""
        said = next((one.value for one in await self._settings.kept() if one.key == PRIVATE_SALES), "")
        self._is_on = said == PrivateSales.YES or (said != PrivateSales.NO and self._is_configured)

    def __call__(self) -> bool:
        """Say whether they are."""
        return self._is_on
