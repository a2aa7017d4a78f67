"""Whether sales are to private persons."""

import pytest

from callbridge.app.private_sales import PrivateSalesSwitch
from callbridge.app.settings import SettingDesk
from callbridge.crm.setting import PRIVATE_SALES
from tests.support.clock import FakeClock
from tests.support.kept_settings import KeptSettings
from tests.support.web_people import NINE, VERA


@pytest.mark.parametrize("is_configured", [False, True])
async def test_sales_are_to_private_persons_as_configured_until_an_admin_says_so(is_configured: bool) -> None:
    """R106, R145: a parameter of the system, that holds at once."""
    kept = KeptSettings()
    switch = PrivateSalesSwitch(kept, is_configured=is_configured)
    await switch.reload()
    assert switch() is is_configured
    desk = SettingDesk(settings=kept, clock=FakeClock(NINE), on_change=switch.reload)
    told = []
    for version, value in enumerate(("yes", "no", "config")):
        await desk.change(VERA, PRIVATE_SALES, version, value)
        told.append(switch())
    assert told == [True, False, is_configured]
