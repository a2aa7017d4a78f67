"""Bytes in any cut, messages out."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.ami.framing import MAX_HEADERS, MAX_MESSAGE_BYTES, AmiMessage, AmiResponse, Framer, parse_message
from callbridge.ami.subscription import TRACKED_EVENTS
from callbridge.kernel.errors import AmiParseError
from callbridge.telephony.ami_event import AmiEvent

RECORDINGS = sorted((Path(__file__).parents[1] / "recordings").glob("*.ami"))


def frame(*chunks: bytes, wanted: frozenset[str] | None = None) -> list[AmiMessage]:
    framer = Framer(wanted)
    return [message for chunk in chunks for message in framer.feed(chunk)]


def test_an_event_is_parsed_with_asterisks_spelling_of_headers() -> None:
    assert frame(b"Event: Hangup\r\nCause: 16\r\nCause-txt: Normal Clearing\r\n\r\n") == [
        AmiEvent("Hangup", {"Event": "Hangup", "Cause": "16", "Cause-txt": "Normal Clearing"})
    ]


def test_a_name_cut_in_the_middle_of_a_letter_stays_whole() -> None:
    raw = "Event: Newchannel\r\nCallerIDName: Иван Петров\r\n\r\n".encode()
    for cut in range(len(raw)):
        assert frame(raw[:cut], raw[cut:]) == frame(raw)
    assert frame(raw)[0].headers["CallerIDName"] == "Иван Петров"


def test_broken_utf8_is_replaced_and_the_rest_kept() -> None:
    [message] = frame(b"Event: Newchannel\r\nCallerIDName: A\xffB\r\nUniqueid: 1.1\r\n\r\n")
    assert message.headers["CallerIDName"] == "A�B"
    assert message.headers["Uniqueid"] == "1.1"


def test_the_banner_is_read_although_no_empty_line_follows_it() -> None:
    framer = Framer()
    [response] = framer.feed(b"Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: 1\r\n\r\n")
    assert isinstance(response, AmiResponse)
    assert framer.version == "11.0.0"


def test_extra_empty_lines_between_messages_are_skipped() -> None:
    raw = b"Event: TestEvent\r\nState: X\r\n\r\n\r\nEvent: Hangup\r\nCause: 16\r\n\r\n"
    raw += b"\r\n\r\n\r\nEvent: Cdr\r\nA: b\r\n\r\n"
    framer = Framer(frozenset({"Hangup", "Cdr"}))
    assert [message.headers["Event"] for message in framer.feed(raw)] == ["Hangup", "Cdr"]
    assert framer.unparsed_count == 0


def test_the_bare_line_feed_of_park_does_no_harm() -> None:
    [response] = frame(b"Response: Success\r\nActionID: 7\r\nMessage: Park successful\n\r\n\r\n")
    assert isinstance(response, AmiResponse)
    assert (response.action_id, response.message) == ("7", "Park successful")


def test_the_output_of_a_command_is_kept_in_order() -> None:
    raw = b"Response: Success\r\nActionID: 1\r\nMessage: Command output follows\r\n"
    raw += b"Output: a: 1\r\nOutput: \r\nOutput:  b\r\n\r\n"
    [response] = frame(raw)
    assert isinstance(response, AmiResponse)
    assert response.output == ("a: 1", "", " b")


def test_an_empty_value_without_its_space_is_a_value() -> None:
    assert frame(b"Event: Cdr\r\nUserField:\r\nX: 1\r\n\r\n")[0].headers == {"Event": "Cdr", "UserField": "", "X": "1"}


def test_an_event_nobody_wants_is_dropped_unless_it_answers_an_action() -> None:
    raw = b"Event: VarSet\r\nValue: 1\r\n\r\nEvent: VarSet\r\nActionID: 1\r\n\r\n"
    raw += b"Event: Solo\r\n\r\nEvent: Hangup\r\nX: 1\r\n\r\n"
    names = [message.headers["Event"] for message in frame(raw, wanted=frozenset({"Hangup"}))]
    assert names == ["VarSet", "Hangup"]


def test_what_is_neither_event_nor_response_is_counted_and_skipped() -> None:
    framer = Framer()
    [message] = framer.feed(b"garbage\r\n\r\nEvent: Hangup\r\nX: 1\r\n\r\n")
    assert message.headers["Event"] == "Hangup"
    assert (framer.unparsed_count, framer.unparsed_bytes) == (1, 7)


def test_too_many_headers_are_refused() -> None:
    with pytest.raises(AmiParseError):
        parse_message(b"Event: X" + b"\r\nA: b" * MAX_HEADERS)


@pytest.mark.parametrize("size", [MAX_MESSAGE_BYTES - 20, MAX_MESSAGE_BYTES + 1, MAX_MESSAGE_BYTES * 3])
@pytest.mark.parametrize("step", [100_000, 1 << 20, 1 << 24])
@pytest.mark.parametrize("wanted", [None, frozenset({"Hangup"})])
def test_a_message_without_end_is_dropped_and_the_next_one_is_read(
    size: int, step: int, wanted: frozenset[str] | None
) -> None:
    raw = b"Event: Big\r\nA: " + b"x" * (size - 15) + b"\r\n\r\nEvent: Hangup\r\nX: 1\r\n\r\n"
    framer = Framer(wanted)
    names = [m.headers["Event"] for at in range(0, len(raw), step) for m in framer.feed(raw[at : at + step])]
    fits = size <= MAX_MESSAGE_BYTES
    assert names == (["Big", "Hangup"] if fits and wanted is None else ["Hangup"])
    assert framer.unparsed_count == (0 if fits else 1)
    assert framer.unparsed_bytes == (0 if fits else size)


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_a_recording_reads_the_same_in_its_own_packets_and_whole(path: Path) -> None:
    raw = path.read_bytes()
    chunks = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["chunks"]
    framer = Framer()
    cut = [message for _, offset, length in chunks for message in framer.feed(raw[offset : offset + length])]
    assert cut == frame(raw)
    assert (framer.unparsed_count, framer.pending_bytes) == (0, 0)


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_a_recording_reads_the_same_byte_by_byte(path: Path) -> None:
    raw = path.read_bytes()
    alone = frame(*(raw[at : at + 1] for at in range(len(raw))), wanted=TRACKED_EVENTS)
    assert alone == frame(raw, wanted=TRACKED_EVENTS)
    assert alone


@given(data=st.data())
def test_any_cut_of_any_recording_gives_the_same_messages(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(RECORDINGS))
    raw = path.read_bytes()
    start = data.draw(st.integers(0, len(raw) - 1))
    raw = raw[start : start + 8_000]  # any beginning, too: what is broken must be broken in the same way
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=12)))
    chunks = [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True)]
    wanted = data.draw(st.sampled_from([None, TRACKED_EVENTS]))
    assert frame(*chunks, wanted=wanted) == frame(raw, wanted=wanted)


@given(
    chunks=st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([b"\r", b"\n", b"\r\n\r\n", b"Event: ", b": "])))
)
def test_no_bytes_whatever_raise(chunks: list[bytes]) -> None:
    assert frame(*chunks) == frame(b"".join(chunks))
