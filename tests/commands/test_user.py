"""Logins from the command line."""

from pathlib import Path

import pytest

from callbridge.commands.user import add, everybody, set_password
from callbridge.config import Config, parse
from callbridge.crm.operator import MAX_LOGIN_CHARACTERS, DeviceMode, Role
from callbridge.kernel.errors import Conflict, InvalidInput, NotFound

PASSWORD = "long enough"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return parse({"store": {"url": f"sqlite:///{tmp_path}/callbridge.db"}})


async def test_a_login_has_the_role_phone_and_device_it_was_given(config: Config) -> None:
    """R145: the device mode belongs to the person."""
    await add(config, login=" anna ", password=PASSWORD, extension="101", role="supervisor", device="headset")
    [anna] = await everybody(config)
    assert (anna.login, anna.full_name, anna.role) == ("anna", "anna", Role.SUPERVISOR)
    assert (anna.extension, anna.device_mode) == ("101", DeviceMode.HEADSET)


@pytest.mark.parametrize(("login", "code"), [(" ", "required"), ("x" * (MAX_LOGIN_CHARACTERS + 1), "too_long")])
async def test_a_login_needs_a_fitting_name(config: Config, login: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await add(config, login=login, password=PASSWORD)
    assert refused.value.fields == {"login": code}


async def test_the_command_line_takes_no_phone_that_the_interface_would_refuse(config: Config) -> None:
    with pytest.raises(InvalidInput) as refused:
        await add(config, login="anna", password=PASSWORD, extension="101; rm", pbx="Main!")
    assert refused.value.fields == {"extension": "wrong_type", "pbx": "wrong_type"}


async def test_two_people_share_neither_login_nor_phone(config: Config) -> None:
    await add(config, login="anna", password=PASSWORD, extension="101")
    for login, extension in (("ANNA", "102"), ("boris", "101")):
        with pytest.raises(Conflict):
            await add(config, login=login, password=PASSWORD, extension=extension)


async def test_a_password_of_nobody_is_not_set(config: Config) -> None:
    with pytest.raises(NotFound):
        await set_password(config, login="ghost", password=PASSWORD)
