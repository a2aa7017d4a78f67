"""The lists that tell what lives on a PBX."""

import pytest

from callbridge.ami.connection import AmiConnection
from callbridge.ami.snapshot import ask_snapshot
from callbridge.kernel.errors import AmiRefused
from tests.support.ami_link import pbx
from tests.support.ami_server import FakeAmi, error, listing, message, unknown


async def snapshot_of(server: FakeAmi) -> tuple[list[str], list[str], list[str]]:
    connection = AmiConnection(pbx(server.port), frozenset(), lambda _: None)
    try:
        await connection.open()
        snapshot = await ask_snapshot(connection)
    finally:
        connection.abort()
        await connection.lost.wait()
    return (
        [f"{item.name} {item.get('Channel')} {item.get('BridgeId')}".strip() for item in snapshot.channels],
        [item.name for item in snapshot.bridges],
        [item.name for item in snapshot.queues],
    )


async def test_a_pbx_without_queues_has_none() -> None:
    async with FakeAmi() as server:
        server.handlers["QueueStatus"] = unknown
        assert await snapshot_of(server) == ([], [], [])


async def test_a_user_without_the_reporting_class_sees_the_channels_by_status() -> None:
    async with FakeAmi() as server:
        server.handlers["CoreShowChannels"] = lambda fields: error(fields, "Permission denied")
        server.handlers["Status"] = lambda fields: listing(
            fields, "StatusComplete", message(Event="Status", Privilege="Call", Channel="PJSIP/101-1", BridgeID="b1")
        )
        assert (await snapshot_of(server))[0] == ["CoreShowChannel PJSIP/101-1 b1"]


async def test_no_right_to_see_channels_is_no_empty_list() -> None:
    async with FakeAmi() as server:
        for action in ("CoreShowChannels", "Status"):
            server.handlers[action] = lambda fields: error(fields, "Permission denied")
        with pytest.raises(AmiRefused):
            await snapshot_of(server)
