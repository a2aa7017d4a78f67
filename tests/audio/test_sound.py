"""What a file is, told by its name and its first bytes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.audio.sound import HEAD_BYTES, Sound, id_of, instant, is_sound, suffix_of, tag_of
from callbridge.crm.call_audio import AudioState
from tests.support.sounds import wave

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OLD = NOW - timedelta(hours=1)


def state(
    name: str, body: bytes, *, is_live: bool = False, modified_at: datetime = OLD, max_bytes: int = 1 << 20
) -> AudioState:
    sound = Sound(name=name, head=body[:HEAD_BYTES], size=len(body), modified_at=modified_at)
    return sound.state(is_live=is_live, now=NOW, max_bytes=max_bytes)


@pytest.mark.parametrize(
    ("name", "body", "wanted"),
    [
        ("a.wav", wave(), AudioState.READY),
        ("a.WAV", wave(kind=0x31), AudioState.NOT_PLAYABLE),
        ("a.wav", wave(kind=0x31), AudioState.NOT_PLAYABLE),
        ("a.wav", wave(kind=7), AudioState.READY),
        ("a.wav49", wave(kind=0x31), AudioState.NOT_PLAYABLE),
        ("a.mp3", b"ID3", AudioState.READY),
        ("a.ogg", b"OggS", AudioState.READY),
        ("a.gsm", b"\xd0" * 33, AudioState.NOT_PLAYABLE),
        ("a.wav", b"", AudioState.EMPTY),
        ("a.wav", wave(0), AudioState.EMPTY),
        ("a.wav", b"RIFF", AudioState.READY),
    ],
)
def test_a_file_says_what_can_be_done_with_it(name: str, body: bytes, wanted: AudioState) -> None:
    assert state(name, body) is wanted


def test_a_file_grows_while_its_call_lives_or_somebody_writes_to_it() -> None:
    assert state("a.wav", wave(), is_live=True) is AudioState.GROWING
    assert state("a.wav", wave(), modified_at=NOW) is AudioState.GROWING
    assert state("a.wav", wave(), modified_at=NOW - timedelta(seconds=3)) is AudioState.READY


def test_a_file_over_the_limit_is_too_large() -> None:
    assert state("a.wav", wave(), max_bytes=100) is AudioState.TOO_LARGE


def test_a_wave_tells_its_length_by_its_size() -> None:
    body = wave(2.5)
    assert Sound(name="a.wav", head=body[:HEAD_BYTES], size=len(body)).seconds == 2.5
    assert Sound(name="a.mp3", head=b"ID3" + bytes(100), size=5000).seconds is None


@given(st.binary(max_size=HEAD_BYTES), st.integers(min_value=0, max_value=1 << 50))
def test_no_first_bytes_do_any_harm(head: bytes, size: int) -> None:
    sound = Sound(name="a.wav", head=head, size=size)
    assert sound.state(is_live=False, now=NOW, max_bytes=1 << 20) in AudioState
    assert sound.seconds is None or sound.seconds >= 0


@pytest.mark.parametrize("name", ["a.html", "a.svg", "passwd", ".wav", "a.wav.php", "a", "", "wav"])
def test_nothing_but_sound_is_a_sound(name: str) -> None:
    assert not is_sound(name)


def test_media_types_are_ours_alone() -> None:
    types = {name: Sound(name=name, head=b"", size=1).media_type for name in ("a.WAV", "a.mp3", "a.opus", "a.gsm")}
    assert types == {"a.WAV": "audio/wav", "a.mp3": "audio/mpeg", "a.opus": "audio/ogg", "a.gsm": "audio/x-gsm"}
    assert suffix_of("x.MP3") == ".mp3"


def test_ids_and_tags_differ_with_what_they_are_made_of() -> None:
    assert id_of("main", "a/b.wav") != id_of("other", "a/b.wav")
    assert len(id_of("main", "a\udcff.wav")) == 32
    assert tag_of("a", 1, 2) != tag_of("a", 12)
    assert instant(0) == datetime(1970, 1, 1, tzinfo=UTC)
