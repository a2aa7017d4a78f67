"""Which roles read no number whole."""

from callbridge.app.number_masks import NumberMasks
from callbridge.app.settings import SettingDesk
from callbridge.crm.operator import Role
from callbridge.crm.setting import mask_key
from tests.support.clock import FakeClock
from tests.support.kept_settings import KeptSettings
from tests.support.web_people import NINE, VERA


async def test_a_role_reads_numbers_until_an_admin_hides_them_and_at_once_not_after() -> None:
    """R152: a parameter of each role, off by default."""
    kept = KeptSettings()
    masks = NumberMasks(kept)
    await masks.reload()
    assert not any(masks.hides(role) for role in Role)
    desk = SettingDesk(settings=kept, clock=FakeClock(NINE), on_change=masks.reload)
    await desk.change(VERA, mask_key(Role.OPERATOR), 0, "on")
    assert [role for role in Role if masks.hides(role)] == [Role.OPERATOR]
    await desk.change(VERA, mask_key(Role.OPERATOR), 1, "off")
    assert not masks.hides(Role.OPERATOR)
