"""Several PBXs in one program: their calls are told apart, and one that dies does not disturb the other."""

import asyncio
from pathlib import Path

from callbridge.ami.simulator_calls import SimulatedCall
from callbridge.commands.user import add
from tests.support.clock import FakeClock
from tests.support.program import PASSWORD, running
from tests.support.stores import NOW

RING = SimulatedCall(targets=("101",), ring_s=1e6)


async def test_a_pbx_that_dies_leaves_the_calls_of_the_other_alone(tmp_path: Path) -> None:
    """R150."""
    async with (
        running(tmp_path, pbxs=("east", "west")) as program,
        program.operator("anna") as anna,
        asyncio.TaskGroup() as tasks,
    ):
        ringing = [tasks.create_task(each.place_call(RING)) for each in program.simulators.values()]
        cards = [str((await anna.hear_card("ringing"))["id"]) for _ in ringing]
        east, west = sorted(cards)
        assert (east.partition(":")[0], west.partition(":")[0]) == ("east", "west")
        await program.simulators["west"].stop()
        gone = (await anna.hear("link"))["link"]
        assert isinstance(gone, dict)
        assert (gone["pbx"], gone["is_up"]) == ("west", False)
        assert (await anna.http.post(f"/api/calls/{east}/answer")).status_code == 204
        refused = await anna.http.post(f"/api/calls/{west}/answer")
        assert refused.json()["error"]["code"] == "ami.unavailable"
        for each in ringing:
            each.cancel()


async def test_the_same_linkedid_on_two_pbxs_is_two_calls(tmp_path: Path) -> None:
    """Asterisk numbers its channels from its start on: two of the same second may well agree."""
    async with (
        running(tmp_path, pbxs=("east", "west"), pbx_clock=FakeClock(NOW)) as program,
        program.operator("anna") as anna,
        asyncio.TaskGroup() as tasks,
    ):
        ringing = [tasks.create_task(each.place_call(RING)) for each in program.simulators.values()]
        first, second = [str((await anna.hear_card("ringing"))["id"]).partition(":") for _ in ringing]
        assert first[2] == second[2]
        assert {first[0], second[0]} == {"east", "west"}
        for each in ringing:
            each.cancel()


async def test_an_operator_of_one_pbx_has_no_card_of_the_same_extension_on_another(tmp_path: Path) -> None:
    async with running(tmp_path, pbxs=("east", "west")) as program:
        await add(program.config, login="root", password=PASSWORD, role="admin", full_name="Администратор")
        async with program.operator("root") as root, program.operator("anna") as anna:
            changed = await root.http.patch("/api/operators/1", json={"pbx": "west"})
            assert (changed.status_code, changed.json()["login"]) == (200, "anna")
            await program.simulators["east"].place_call(SimulatedCall(targets=("101",), ring_s=0.5))
            async with asyncio.TaskGroup() as tasks:
                ringing = tasks.create_task(program.simulators["west"].place_call(RING))
                card = await anna.hear_card("ringing")
                ringing.cancel()
            assert str(card["id"]).startswith("west:")
