"""``callbridge capture`` beside a real Asterisk: what it recorded agrees with the phones."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from callbridge.ami.recording import Packet, read_raw
from callbridge.commands.anonymise import anonymise
from callbridge.commands.replay import replay
from callbridge.telephony.topology import Topology
from tests.ami_live.live import heard, live
from tests.asterisk.dialplan import DIRECT_DID, GROUP_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.asterisk.server import Asterisk

Line = dict[str, Any]
NUMBER = "+79031112233"


@asynccontextmanager
async def captured(asterisk: Asterisk, path: Path, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run ``callbridge capture`` as an admin does; the recording has begun, and is whole afterwards."""
    config = path.with_name("callbridge.toml")
    pbx = (
        f'name = "main"\nhost = "{asterisk.host}"\nport = {asterisk.ami_port}\nsecret = "{asterisk.ami_user.secret}"\n'
        "ping_interval_s = 60\naction_timeout_s = 60\n"
    )
    config.write_text(f"[[pbx]]\n{pbx}", encoding="utf-8")
    command = [sys.executable, "-m", "callbridge", "--language", "en", "capture"]
    process = await asyncio.create_subprocess_exec(
        *command, "--config", str(config), "--output", str(path), *options, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            assert b"recording to" in await process.stdout.readline()
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        async with asyncio.timeout(60):
            await process.wait()


async def until_recorded(path: Path, event: str, count: int = 1) -> None:
    """Wait until a recording that is being written holds so many events of a name."""
    line = f"Event: {event}\r\n".encode()
    async with asyncio.timeout(60):
        while b"".join(each.data for each in read_raw(path).entries if isinstance(each, Packet)).count(line) < count:
            await asyncio.sleep(0.02)


def told(*files: Path) -> list[Line]:
    written: list[str] = []
    replay(files, pbx="main", topology=Topology(), as_json=True, write=written.append)
    return [json.loads(line) for line in written]


def of_type(lines: list[Line], name: str) -> list[Line]:
    return [line for line in lines if line["type"] == name]


async def test_a_captured_call_replays_as_the_phones_saw_it(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine, tmp_path: Path
) -> None:
    """R147: recorded beside a link that is up, undisturbed, and disguised the same but for names."""
    first, second = await phone("101"), await phone("102")
    path = tmp_path / "call.ami.gz"
    async with live(asterisk) as link:
        await link.up()
        async with captured(asterisk, path) as process:
            outgoing = outside.call(GROUP_DID, number=NUMBER, name="Иван Петров")
            await first.rings()
            answered = await second.rings()
            answered.answer()
            await answered.until_heard()
            await outgoing.hang_up()
            await heard(link, "Hangup", CallerIDNum=NUMBER)
            await until_recorded(path, "Hangup", 3)
        assert process.returncode == 0
    lines = told(path)
    assert {line["operator"] for line in of_type(lines, "phone_rang")} == {"101", "102"}
    assert [line["operator"] for line in of_type(lines, "call_answered")] == ["102"]
    [started], [ended] = of_type(lines, "call_started"), of_type(lines, "call_ended")
    assert (started["caller"], started["name"], started["did"]) == (NUMBER, "Иван Петров", GROUP_DID)
    assert (ended["outcome"], ended["hung_up_by"], ended["is_partial"]) == ("answered", "caller", False)

    anonymise([path], tmp_path / "out.ami", Topology())
    disguised = told(tmp_path / "out.ami")
    assert [(line["type"], line.get("operator")) for line in disguised] == [
        (line["type"], line.get("operator")) for line in lines
    ]
    assert disguised[0]["caller"] == "+79005550001"
    written = (tmp_path / "out.ami").read_bytes()
    for private in (NUMBER[1:], GROUP_DID, "Иван", asterisk.host, "PJSIP/trunk-", asterisk.ami_user.secret):
        assert private.encode() not in written


async def test_a_capture_begun_in_the_midst_of_a_call_tells_partial_truth(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine, tmp_path: Path
) -> None:
    operator = await phone("101")
    outgoing = outside.call(DIRECT_DID, number=NUMBER)
    ring = await operator.rings()
    ring.answer()
    await ring.until_heard()
    path = tmp_path / "call.ami"
    async with captured(asterisk, path):
        await ring.hang_up()
        await outgoing.until_ended()
        await until_recorded(path, "Hangup", 2)
    lines = told(path)
    assert {line["is_partial"] for line in lines if "is_partial" in line} == {True}
    assert [line["operator"] for line in of_type(lines, "call_answered")] == ["101"]
    [ended] = of_type(lines, "call_ended")
    assert (ended["caller"], ended["outcome"], ended["hung_up_by"]) == (NUMBER, "answered", "operator")


async def test_a_killed_capture_is_read_up_to_its_last_moment(
    asterisk: Asterisk, phone: PhoneMaker, outside: OutsideLine, tmp_path: Path
) -> None:
    operator = await phone("101")
    path = tmp_path / "call.ami"
    async with captured(asterisk, path, "--anonymise") as process:
        outside.call(DIRECT_DID, number=NUMBER)
        await operator.rings()
        await until_recorded(path, "DialBegin")
        process.kill()
        await process.wait()
    lines = told(path)
    assert [line["type"] for line in lines] == ["call_started", "phone_rang"]
    assert lines[0]["caller"] == "+79005550001"
