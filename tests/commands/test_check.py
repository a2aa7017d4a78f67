"""What `callbridge check` finds, on a simulated PBX."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from callbridge.ami.simulator import Simulator
from callbridge.clock import SystemClock
from callbridge.commands.check import check
from callbridge.commands.user import add
from callbridge.config import Config, parse


@pytest.fixture
async def config(tmp_path: Path) -> AsyncIterator[Config]:
    simulator = Simulator(phones={"101": "Анна"}, queues={}, clock=SystemClock(), secret="right")
    port = await simulator.start()
    yield parse(
        {
            "store": {"url": f"sqlite:///{tmp_path}/callbridge.db"},
            "pbx": [{"name": "main", "port": port, "secret": "right"}],
        }
    )
    await simulator.stop()


async def found(config: Config) -> dict[str, bool]:
    return {finding.code: finding.is_ok async for finding in check(config)}


async def test_a_right_installation_is_told_line_by_line(config: Config) -> None:
    await add(config, login="anna", password="long enough", extension="101")
    told = await found(config)
    assert told["check.store_ok"]
    assert told["check.pbx_ok"]
    assert told["check.extensions_ok"]


async def test_an_extension_that_the_pbx_does_not_know_is_named(config: Config) -> None:
    await add(config, login="anna", password="long enough", extension="177")
    [wrong] = [each async for each in check(config) if each.code == "check.extension_unknown"]
    assert (wrong.is_ok, wrong.params["extension"], wrong.pbx) == (False, "177", "main")


async def test_each_pbx_is_asked_for_its_own_operators_and_any_one_for_those_of_any(config: Config) -> None:
    async with Simulator(phones={"201": "Вера"}, queues={}, clock=SystemClock(), secret="right") as other:
        north = {"name": "north", "port": other.port, "secret": "right"}
        (main,) = config.pbx
        both = parse(
            {
                "store": {"url": config.store.address()},
                "pbx": [{"name": "main", "port": main.port, "secret": "right"}, north],
            }
        )
        await add(both, login="anna", password="long enough", extension="101")
        await add(both, login="vera", password="long enough", extension="201", pbx="north")
        right = [each async for each in check(both)]
        await add(both, login="boris", password="long enough", extension="177")
        wrong = [each async for each in check(both)]
    assert all(each.is_ok for each in right)
    counts = {each.pbx: each.params["count"] for each in right if each.code == "check.extensions_ok"}
    assert counts == {"main": 1, "north": 1}
    unknown = {(each.pbx, each.params["extension"]) for each in wrong if not each.is_ok}
    assert unknown == {("main", "177"), ("north", "177")}


async def test_other_phones_than_pjsip_are_not_called_unknown(config: Config) -> None:
    """Only PJSIP's endpoints can be listed."""
    (main,) = config.pbx
    old = {"name": "main", "port": main.port, "secret": "right", "technology": "SIP"}
    await add(config, login="anna", password="long enough", extension="177")
    told = await found(parse({"store": {"url": config.store.address()}, "pbx": [old]}))
    assert "check.extension_unknown" not in told
    assert told["check.pbx_ok"]


async def test_nobody_and_no_pbx_are_said_so(tmp_path: Path) -> None:
    told = await found(parse({"store": {"url": f"sqlite:///{tmp_path}/callbridge.db"}}))
    assert (told["check.no_operators"], told["check.no_pbx"]) == (False, False)


async def test_a_wrong_secret_and_a_dead_pbx_are_told_apart(config: Config) -> None:
    (pbx,) = config.pbx
    wrong = {"name": "wrong", "port": pbx.port, "secret": "guess"}
    dead = {"name": "dead", "port": 1, "secret": "guess"}
    told = await found(parse({"store": {"url": config.store.address()}, "pbx": [wrong, dead]}))
    assert (told["check.login_refused"], told["check.unreachable"]) == (False, False)


async def test_a_database_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "not a folder").write_text("x", encoding="utf-8")
    findings = [each async for each in check(parse({"store": {"url": f"sqlite:///{tmp_path}/not a folder/db"}}))]
    assert not findings[0].is_ok
