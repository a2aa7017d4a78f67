"""Parameters as each role may read and set them."""

from dataclasses import replace

import pytest

from callbridge.app.settings import SettingDesk
from callbridge.crm.operator import Role
from callbridge.crm.setting import BASE_CURRENCY, PROMOTE_ON
from callbridge.kernel.errors import Conflict, Forbidden, NotFound
from tests.support.clock import FakeClock
from tests.support.kept_settings import KeptSettings
from tests.support.web_people import BORIS, NINE, VERA

GLEB = replace(BORIS, role=Role.MANAGER)


@pytest.fixture
def kept() -> KeptSettings:
    return KeptSettings()


@pytest.fixture
def desk(kept: KeptSettings) -> SettingDesk:
    return SettingDesk(settings=kept, clock=FakeClock(NINE))


async def test_managers_read_and_admins_set(desk: SettingDesk, kept: KeptSettings) -> None:
    """R145, R152: roles."""
    assert [one.key for one in await desk.all(GLEB)] == [BASE_CURRENCY, PROMOTE_ON]
    with pytest.raises(Forbidden):
        await desk.all(BORIS)
    with pytest.raises(Forbidden):
        await desk.change(GLEB, PROMOTE_ON, 0, "contract")
    changed = await desk.change(VERA, PROMOTE_ON, 0, "contract")
    assert (changed.value, changed.version, changed.updated_at, kept.set_by) == ("contract", 1, NINE, VERA.id)


async def test_one_that_is_not_there_or_was_changed_meanwhile_is_refused(desk: SettingDesk) -> None:
    with pytest.raises(NotFound):
        await desk.change(VERA, "colour", 0, "red")
    await desk.change(VERA, BASE_CURRENCY, 0, "EUR")
    with pytest.raises(Conflict):
        await desk.change(VERA, BASE_CURRENCY, 0, "USD")
