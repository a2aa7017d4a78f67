"""Parameters as each role may read and set them."""

import asyncio
from dataclasses import replace

import pytest

from callbridge.app.settings import SettingDesk
from callbridge.crm.operator import Role
from callbridge.crm.setting import BASE_CURRENCY, NEW_DEAL, PROMOTE_ON, SETTINGS, Level
from callbridge.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from tests.support.app import settle
from tests.support.clock import FakeClock
from tests.support.kept_settings import KeptSettings
from tests.support.web_people import ANNA, BORIS, NINE, VERA

GLEB = replace(BORIS, role=Role.MANAGER)


@pytest.fixture
def kept() -> KeptSettings:
    return KeptSettings()


@pytest.fixture
def desk(kept: KeptSettings) -> SettingDesk:
    return SettingDesk(settings=kept, clock=FakeClock(NINE))


async def test_managers_read_and_admins_set_the_systems(desk: SettingDesk, kept: KeptSettings) -> None:
    """R145, R152: roles."""
    assert [one.key for one in await desk.all(GLEB)] == list(SETTINGS)
    with pytest.raises(Forbidden):
        await desk.all(BORIS)
    with pytest.raises(Forbidden):
        await desk.change(GLEB, PROMOTE_ON, 0, "contract")
    changed = await desk.change(VERA, PROMOTE_ON, 0, "contract")
    assert (changed.value, changed.version, kept.set_by) == ("contract", 1, VERA.id)
    (row,) = kept.rows.values()
    assert row.updated_at == NINE


async def test_one_that_is_not_there_or_was_changed_meanwhile_is_refused(desk: SettingDesk) -> None:
    with pytest.raises(NotFound):
        await desk.change(VERA, "colour", 0, "red")
    await desk.change(VERA, BASE_CURRENCY, 0, "EUR")
    with pytest.raises(Conflict):
        await desk.change(VERA, BASE_CURRENCY, 0, "USD")


async def test_who_keeps_some_in_memory_reads_them_once_more_after_each_change(kept: KeptSettings) -> None:
    """R152: of two changes at once the answer to the first, come last, left numbers shown that were to be hidden."""
    read: list[int] = []
    gates = [asyncio.Event(), asyncio.Event()]

    async def reads_again() -> None:
        found, gate = len(kept.rows), gates[len(kept.rows) - 1]
        await gate.wait()
        read.append(found)

    desk = SettingDesk(settings=kept, clock=FakeClock(NINE), on_change=reads_again)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desk.change(VERA, PROMOTE_ON, 0, "contract"))
        await settle()
        tasks.create_task(desk.change(VERA, BASE_CURRENCY, 0, "EUR"))
        for gate in reversed(gates):
            await settle()
            gate.set()
    assert read == [1, 2]


async def test_everybody_sets_their_own_and_may_go_back_to_the_branchs(desk: SettingDesk, kept: KeptSettings) -> None:
    """R145: user, then team, then system."""
    kept.branch = 4
    team = await desk.change(BORIS, NEW_DEAL, 0, "hand", Level.TEAM)
    assert (team.place.level, team.place.id, team.inherited) == (Level.TEAM, 4, "outcome")
    mine, *_ = await desk.all(ANNA, Level.USER)
    assert (mine.value, mine.place.level, mine.version) == ("hand", Level.TEAM, 0)
    own = await desk.change(ANNA, NEW_DEAL, 0, "outcome", Level.USER)
    assert (own.value, own.place.level, own.inherited, own.version) == ("outcome", Level.USER, "hand", 1)
    back = await desk.change(ANNA, NEW_DEAL, 1, None, Level.USER)
    assert (back.value, back.place.level, back.version) == ("hand", Level.TEAM, 0)
    assert {one.key: one.value for one in await desk.all(GLEB, Level.SYSTEM)}[NEW_DEAL] == "outcome"


async def test_a_branch_is_set_by_its_supervisor_or_a_manager(desk: SettingDesk, kept: KeptSettings) -> None:
    """R152: roles."""
    with pytest.raises(InvalidInput):
        await desk.all(BORIS, Level.TEAM)
    kept.branch = 4
    with pytest.raises(Forbidden):
        await desk.all(ANNA, Level.TEAM)
    with pytest.raises(Forbidden):
        await desk.change(BORIS, NEW_DEAL, 0, "hand", Level.TEAM, 5)
    assert (await desk.change(GLEB, NEW_DEAL, 0, "hand", Level.TEAM, 5)).place.id == 5
    with pytest.raises(NotFound):
        await desk.change(GLEB, BASE_CURRENCY, 0, "EUR", Level.TEAM)
