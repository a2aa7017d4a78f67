"""Streams and files in which nobody can be told, and which say the same all the same."""

import itertools
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.ami.anonymise import Anonymiser, anonymise_recording
from callbridge.ami.framing import MAX_MESSAGE_BYTES, Framer
from callbridge.ami.recording import Mark, MarkKind, Packet, RawRecording, read_raw
from callbridge.ami.recording_writer import RecordingWriter
from callbridge.ami.replay import read_recording
from callbridge.ami.simulator_channel import write_message
from callbridge.kernel.errors import ConfigError
from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.report import Reporter
from callbridge.telephony.topology import Topology
from tests.support.model_pbx import ModelPbx
from tests.support.recordings import FOLDER, NAMES, instant, load, new_tracker

PRIVATE_HEADERS = (
    "Num",
    "Name",
    "Exten",
    "Extension",
    "Source",
    "Destination",
    "CallerID",
    "DialString",
    "Address",
    "AOR",
)
RENAMED = ("call", "leg", "caller", "did", "name", "queue", "endpoint", "operator", "trunk")
KEPT = re.compile(
    r'<unknown>|<none>|anonymous|Anonymous|"Anonymous" <anonymous>|(?:PJSIP/|Local/)?7?10\d(?:@from-\w+)?(?:/n)?'
)
SAMPLE = b"".join(
    b"Event: Newchannel\r\nCallerIDNum: %s\r\nChannel: PJSIP/acme-0000000%d\r\n\r\n" % (number, index)
    for index, number in enumerate((b"+79161234567", b"89161234567", b"101"))
)


def recording_file(name: str) -> Path:
    return next(path for path in (FOLDER / f"{name}.ami", FOLDER / f"{name}.ami.gz") if path.exists())


def stream(raw: RawRecording) -> bytes:
    return b"".join(entry.data for entry in raw.entries if isinstance(entry, Packet))


def told(path: Path) -> list[dict[str, object]]:
    tracker, reporter = new_tracker(), Reporter(Topology())
    return [
        reporter.to_json(event)
        for seconds, step in read_recording(path).events
        for event in tracker.feed(step, instant(seconds))
    ]


def same_but_for_names(one: list[dict[str, object]], other: list[dict[str, object]]) -> dict[object, object]:
    """Hold that each line differs in names alone, and return which became which."""
    became: dict[object, object] = {}
    assert len(one) == len(other)
    for before, after in zip(one, other, strict=True):
        assert before.keys() == after.keys()
        for key, value in before.items():
            if key in RENAMED and isinstance(value, str):
                assert became.setdefault(value, after[key]) == after[key], (key, value)
            else:
                assert after[key] == value, key
    return became


def originals(name: str) -> set[str]:
    """Return every number, name and address that a recording holds."""
    found = {
        value
        for _, event in load(name).events
        for header, value in event.headers.items()
        if header.endswith(PRIVATE_HEADERS) and header not in ("BridgeName", "FromBridgeName")
    }
    found |= {str(load(name).truth.get(key) or "") for key in ("caller", "did", "dialed")}
    numbers = {"".join(char for char in value if char.isdigit())[-7:] for value in found}
    names = {value for value in found if len(value) > 5 and not KEPT.fullmatch(value)}
    return names | {number for number in numbers if len(number) == 7}


@pytest.mark.parametrize("name", NAMES)
def test_every_recording_tells_the_same_calls_of_other_people(name: str, tmp_path: Path) -> None:
    """R147: a disguised recording is a test of the tracker as good as the original."""
    source = recording_file(name)
    target = tmp_path / source.name
    anonymise_recording(source, target, Anonymiser(Topology()))
    became = same_but_for_names(told(source), told(target))
    # Numbers that differ stay apart; spellings of one stay one.
    assert len(set(became.values())) == len(became)
    assert all(became.get(each, each) == each for each in ("101", "102", "103", "", "PJSIP/101"))


@pytest.mark.parametrize("name", NAMES)
def test_no_number_name_or_address_of_a_recording_is_left(name: str) -> None:
    whole = stream(read_raw(recording_file(name)))
    written = Anonymiser(Topology()).feed(whole)
    # Asterisk's own times and ids may hold any seven digits by chance.
    lines = [
        line
        for line in written.decode().split("\r\n")
        if not line.startswith(("Timestamp", "SentNTP")) and "niqueid: " not in line and "inkedid: " not in line
    ]
    text = "\n".join(lines)
    assert sorted(value for value in originals(name) if value in text) == []
    assert "trunk-0" not in text
    assert "127.0.0." not in text


@given(st.lists(st.integers(0, len(SAMPLE)), max_size=6))
def test_any_cut_of_a_stream_gives_the_same_bytes(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(SAMPLE)]
    anonymiser = Anonymiser(Topology())
    parts = [anonymiser.feed(SAMPLE[start:end]) for start, end in itertools.pairwise(edges)]
    assert b"".join(parts) == Anonymiser(Topology()).feed(SAMPLE)
    assert all(part == b"" or part.endswith(b"\r\n\r\n") for part in parts)


def test_a_message_without_an_end_is_given_up_and_the_next_is_whole_again() -> None:
    anonymiser = Anonymiser(Topology())
    endless = b"Event: x\r\nValue: " + b"1" * MAX_MESSAGE_BYTES
    assert anonymiser.feed(endless) == b""
    assert anonymiser.feed(endless) == b""
    assert len(anonymiser._rest) < 10
    assert anonymiser.feed(b"\r\n\r\nEvent: Hangup\r\n\r\n") == b"Event: Hangup\r\n\r\n"


def test_a_capture_keeps_its_marks_parts_and_times(tmp_path: Path) -> None:
    source, target = tmp_path / "in.ami", tmp_path / "out.ami.gz"
    header = read_raw(recording_file("s13_internal")).header
    at = datetime(2026, 11, 23, tzinfo=UTC)
    writer = RecordingWriter(source, type(header)(capture="c1", part=2, pbx="acme", started_at=at))
    writer.mark(Mark(0.0, MarkKind.ASKING))
    writer.packet(0.1, SAMPLE[:20])
    writer.mark(Mark(0.2, MarkKind.LOST, "ami.half_open"))
    writer.packet(0.3, SAMPLE[:20])
    writer.packet(0.4, SAMPLE[20:])
    writer.close()
    anonymise_recording(source, target, Anonymiser(Topology()))
    raw = read_raw(target)
    assert (raw.header.capture, raw.header.part, raw.header.pbx, raw.header.started_at) == ("c1", 2, "pbx", at)
    assert [(entry.seconds, type(entry)) for entry in raw.entries] == [(0.0, Mark), (0.2, Mark), (0.4, Packet)]
    assert b"acme" not in stream(raw) + (tmp_path / "out.times").read_bytes()
    assert json.loads((tmp_path / "out.times").read_text().splitlines()[0])["format"] == 1


def test_what_is_no_recording_makes_no_file(tmp_path: Path) -> None:
    (tmp_path / "in.ami").write_bytes(b"GET / HTTP/1.1\r\n\r\n")
    with pytest.raises(ConfigError):
        anonymise_recording(tmp_path / "in.ami", tmp_path / "out.ami", Anonymiser(Topology()))
    assert [path.name for path in tmp_path.iterdir()] == ["in.ami"]


NUMBERS = (
    "+79161234567",
    "89161234567",
    "9161234567",
    "1234567",
    "00493012345678",
    "anonymous",
    "",
    "102",
    "112",
    "vip",
)
TRUNKS = ("acme-msk", "200", "74951234567", "10.1.2.3")
MOVES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.sampled_from(NUMBERS), st.sampled_from(TRUNKS)))


def lived(moves: list[tuple[int, int, str, str]]) -> Iterator[AmiEvent]:
    """Yield what a PBX says while its model lives through `moves`."""
    model = ModelPbx()
    for move, which, number, trunk in moves:
        if move == 0 or not model.calls:
            model.call_in()
            caller = model.calls[-1].caller
            caller.number, caller.name = number, caller.name.replace("/trunk-", f"/{trunk}-")
            yield AmiEvent("Newchannel", caller.headers() | {"CallerIDName": f"Клиент {number}"})
            continue
        call = model.calls[which % len(model.calls)]
        if move in (1, 2) and call.talker is None:
            yield from model.dial(call, 101 + which, is_ringing_first=move == 1)
        elif move == 3 and call.ringing:
            yield from model.answer(call, call.ringing[which % len(call.ringing)])
        elif move == 4 and call.talker is not None:
            yield from model.toggle_hold(call.talker if which % 2 else call.caller)
        elif move == 5:
            yield from model.hang_up(call)


def said(data: bytes) -> list[dict[str, object]]:
    tracker, reporter = new_tracker(), Reporter(Topology())
    return [
        reporter.to_json(event)
        for second, message in enumerate(Framer().feed(data))
        if isinstance(message, AmiEvent)
        for event in tracker.feed(message, instant(second))
    ]


@given(MOVES)
def test_whatever_a_pbx_lives_through_the_disguise_tells_the_same_calls(moves: list[tuple[int, int, str, str]]) -> None:
    data = b"".join(write_message({"Event": event.name, **event.headers}) for event in lived(moves))
    same_but_for_names(said(data), said(Anonymiser(Topology()).feed(data)))
