"""The order of a capture, and a whole one."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from callbridge.ami.recording import Packet, read_raw
from callbridge.ami.recording_series import Retention
from callbridge.ami.replay import read_recording
from callbridge.commands.capture import Order, choose, run
from callbridge.config import Config, PbxConfig, parse
from callbridge.kernel.errors import ConfigError, OutsideUnavailable
from tests.support.ami_server import SECRET, FakeAmi, message

RING = message(Event="Newchannel", Privilege="call,all", Uniqueid="1.1", CallerIDNum="+79161234567")


def config(port: int = 1) -> Config:
    return parse({"pbx": [{"name": "acme", "port": port, "secret": SECRET, "action_timeout_s": 60}]})


@pytest.mark.parametrize(
    ("asked", "retention"),
    [
        ({}, Retention()),
        ({"keep": 2}, Retention(part_bytes=50_000_000, keep=2)),
        ({"rotate_mb": 5}, Retention(part_bytes=5_000_000)),
        ({"ring_minutes": 60}, Retention(part_bytes=50_000_000, keep=24, ring_seconds=3600.0)),
        ({"ring_minutes": 1, "rotate_mb": 2, "keep": 3}, Retention(part_bytes=2_000_000, keep=3, ring_seconds=60.0)),
    ],
)
def test_a_ring_is_bounded_in_size_too(asked: dict[str, int], retention: Retention) -> None:
    assert Order(output=Path("call.ami"), **asked).retention() == retention  # type: ignore[arg-type]


def test_with_several_pbxes_one_must_be_named() -> None:
    one, other = PbxConfig(name="one"), PbxConfig(name="other")
    assert choose((one,), "") == one
    assert choose((one, other), "other") == other
    for pbxes, name in (((one, other), ""), ((one, other), "third"), ((), "")):
        with pytest.raises(ConfigError) as refused:
            choose(pbxes, name)
        assert refused.value.code == "capture.which_pbx"


@pytest.mark.parametrize("is_disguised", [False, True])
async def test_it_records_until_sigterm(tmp_path: Path, is_disguised: bool) -> None:
    """R147: what was recorded can be replayed, disguised or not."""
    path, told = tmp_path / "call.ami.gz", list[str]()
    async with FakeAmi() as server, asyncio.TaskGroup() as tasks:
        order = Order(output=path, anonymise=is_disguised)
        task = tasks.create_task(run(config(server.port), order, language="en", tell=told.append), name="capture")
        await server.until("QueueStatus")
        while not told:
            await asyncio.sleep(0.01)
        server.send(RING)
        while not any(b"Newchannel" in each.data for each in read_raw(path).entries if isinstance(each, Packet)):
            await asyncio.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)
        await task
    assert told == [f"PBX acme: recording to {path}. Ctrl+C ends it.", f"The recording is complete: {path}"]
    recording = read_recording(path)
    assert recording.header.pbx == ("pbx" if is_disguised else "acme")
    numbers = {event.get("CallerIDNum") for _, event in recording.events}
    assert numbers == {"+79005550001" if is_disguised else "+79161234567"}


async def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "call.ami").write_text("mine")
    with pytest.raises(OutsideUnavailable) as refused:
        await run(config(), Order(output=tmp_path / "call.ami"), language="en", tell=print)
    assert refused.value.code == "capture.exists"
