"""Recordings through the tracker, as lines."""

import asyncio
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callbridge.ami.recording import Header, Mark, MarkKind
from callbridge.ami.recording_writer import RecordingWriter
from callbridge.commands.replay import Pacer, replay, serve, speed_of
from callbridge.kernel.errors import ConfigError, OutsideUnavailable
from callbridge.telephony.topology import Topology
from tests.support.ami_link import linked, pbx
from tests.support.ami_server import message
from tests.support.recordings import FOLDER, SINGLE_CALLS, load


def lines(path: Path) -> list[dict[str, object]]:
    written: list[str] = []
    replay([path], pbx="main", topology=Topology(), as_json=True, write=written.append)
    return [json.loads(line) for line in written]


@pytest.mark.parametrize("name", SINGLE_CALLS)
def test_every_recording_is_one_call_told_with_its_number_on_each_line(name: str) -> None:
    """R147: what is told agrees with what the phones and the caller say."""
    truth, told = load(name).truth, lines(FOLDER / f"{name}.ami")
    assert told[0]["type"] == "call_started"
    assert told[-1]["type"] == "call_ended"
    rang = [line["operator"] for line in told if line["type"] == "phone_rang"]
    assert set(rang) == set(truth["rang"])
    assert {line["did"] for line in told} == {truth.get("did") or ""}


def test_the_phones_are_those_that_the_asker_calls_ours() -> None:
    written: list[str] = []
    topology = Topology(internal=re.compile(r"\d{3}|trunk"))
    replay([FOLDER / "s01_direct_answered.ami"], pbx="main", topology=topology, as_json=True, write=written.append)
    assert {json.loads(line).get("operator") for line in written} >= {"trunk"}


def test_several_files_are_several_days(tmp_path: Path) -> None:
    written: list[str] = []
    paths = [FOLDER / "s01_direct_answered.ami", FOLDER / "s02_direct_cancel.ami"]
    replay(paths, pbx="main", topology=Topology(), as_json=False, write=written.append)
    assert [line.split()[2] for line in written].count("call_ended") == 2


def recorded(path: Path, part: int, *entries: Mark | bytes) -> Path:
    """Write a part of a capture: bytes a second apart, the part an hour after noon for each number."""
    at = datetime(2026, 11, 23, 12 + part, tzinfo=UTC)
    writer = RecordingWriter(path, Header(capture="c1", part=part, pbx="msk", started_at=at))
    for second, entry in enumerate(entries):
        if isinstance(entry, Mark):
            writer.mark(entry)
        else:
            writer.packet(float(second), entry)
    writer.close()
    return path


def channel(unique_id: str, endpoint: str, state: str, name: str = "Newchannel", **more: str) -> bytes:
    headers = {"Event": name, "Channel": f"PJSIP/{endpoint}-0000000{unique_id[-1]}", "ChannelState": state}
    headers |= {"Uniqueid": unique_id, "Linkedid": "1.1", "CallerIDNum": "+79161234567", "Exten": "74951110002", **more}
    return message(**headers)


def test_parts_of_a_capture_are_one_pbx_with_its_own_clock(tmp_path: Path) -> None:
    asking, listed = Mark(0, MarkKind.ASKING), Mark(0, MarkKind.LISTED)
    shown = channel("1.1", "trunk", "4", "CoreShowChannel", ActionID="1", Duration="00:00:01")
    first = recorded(tmp_path / "a.0001.ami", 1, asking, listed, channel("1.1", "trunk", "4"))
    second = recorded(tmp_path / "a.0002.ami", 2, asking, shown, listed, channel("1.1", "trunk", "4", "Hangup"))
    told: list[str] = []
    replay([first, second], pbx="main", topology=Topology(), as_json=True, write=told.append)
    lines = [json.loads(line) for line in told]
    assert [(line["type"], line["at"][11:19]) for line in lines] == [
        ("call_started", "13:00:02"),
        ("call_ended", "14:00:03"),
    ]
    assert not lines[1]["is_partial"]


def test_a_capture_begun_in_the_midst_is_told_to_be_partial(tmp_path: Path) -> None:
    shown = channel("1.1", "trunk", "6", "CoreShowChannel", ActionID="1", Duration="00:01:00")
    asking, listed = Mark(0, MarkKind.ASKING), Mark(0, MarkKind.LISTED)
    path = recorded(
        tmp_path / "a.ami", 1, asking, shown, listed, Mark(3, MarkKind.LOST, "ami.half_open"), asking, listed
    )
    told: list[str] = []
    replay([path], pbx="main", topology=Topology(), as_json=True, write=told.append)
    lines = [json.loads(line) for line in told]
    assert [(line["type"], line["is_partial"]) for line in lines] == [("call_started", True), ("call_ended", True)]


def test_a_damaged_recording_is_told_after_what_could_be_read(tmp_path: Path) -> None:
    whole = (FOLDER / "s01_direct_answered.ami").read_bytes()
    path = tmp_path / "cut.ami"
    path.write_bytes(b"garbage\r\n\r\n" + whole[:-10])
    told: list[str] = []
    with pytest.raises(ConfigError) as damaged:
        replay([path], pbx="main", topology=Topology(), as_json=True, write=told.append)
    assert damaged.value.code == "recording.damaged"
    assert '"type":"call_started"' in told[0]


def test_at_a_given_speed_each_line_comes_at_its_time() -> None:
    clock = [100.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    pacer = Pacer(10.0, monotonic=lambda: clock[0], sleep=sleep)
    written: list[float] = []
    path = FOLDER / "s01_direct_answered.ami"
    replay([path], pbx="main", topology=Topology(), as_json=True, write=lambda _: written.append(clock[0]), pacer=pacer)
    seconds = [datetime.fromisoformat(str(line["at"])).timestamp() for line in lines(path)]
    assert written[-1] - 100.0 == pytest.approx(seconds[-1] / 10, abs=1e-3)
    assert len(slept) > 5


@pytest.mark.parametrize(("text", "speed"), [("1", 1.0), ("0.5", 0.5), ("max", float("inf"))])
def test_a_speed_is_a_number_or_max(text: str, speed: float) -> None:
    assert speed_of(text) == speed


@pytest.mark.parametrize("text", ["0", "-1", "nan", "fast", ""])
def test_no_other_speed_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match=r"speed|convert"):
        speed_of(text)


async def test_a_served_recording_plays_to_who_connects_until_it_is_stopped() -> None:
    """R147: a recorded call comes to a daemon as from its PBX."""
    told: asyncio.Queue[tuple[str, int]] = asyncio.Queue()
    stop = asyncio.Event()
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        files = [FOLDER / "s01_direct_answered.ami"]
        serving = serve(files, port=0, speed=float("inf"), tell=lambda *said: told.put_nowait(said), stop=stop)
        task = tasks.create_task(serving, name="serving")
        code, port = await told.get()
        assert code == "replay.serving"
        async with linked(pbx(port)) as link:
            await link.up()
            assert await told.get() == ("replay.played", port)
            with pytest.raises(OutsideUnavailable) as taken:
                await serve(files, port=port, tell=print)
            assert taken.value.code == "replay.port"
            stop.set()
            await task


async def test_what_is_no_recording_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "x.ami").write_bytes(b"GET / HTTP/1.1\r\n\r\n")
    with pytest.raises(ConfigError):
        await serve([tmp_path / "x.ami"], port=0, tell=print)
