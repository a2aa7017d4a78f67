"""Recordings through the tracker, as lines."""

import json
import re
from pathlib import Path

import pytest

from callbridge.commands.replay import replay
from callbridge.telephony.topology import Topology
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
