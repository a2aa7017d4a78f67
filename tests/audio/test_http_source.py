"""Audio on a real loopback server: ranges, refusals, redirects, lies."""

from collections.abc import AsyncIterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from callbridge.audio.http_source import ServerAudio, ServerPlace
from callbridge.crm.audio_pattern import AudioPattern
from callbridge.crm.call_audio import AudioState
from callbridge.kernel.errors import AudioUnavailable
from tests.support.audio_server import AudioServer, answer, audio_server, sends, stalls
from tests.support.clock import FakeClock
from tests.support.sounds import ANNAS_LEG, call_facts, wave
from tests.support.web_people import NINE

PATH = "/rec/2026/03/02/1772442000.1.wav"
BODY = wave(20)


@pytest.fixture
async def server() -> AsyncIterator[AudioServer]:
    async with audio_server() as running:
        running.files[PATH] = BODY
        yield running


def audio(server: AudioServer, *patterns: str, authorization: str = "", timeout_s: float = 60) -> ServerAudio:
    place = ServerPlace(
        pbx="main",
        url=f"{server.url}/rec",
        patterns=[AudioPattern.parse(text) for text in patterns or ("{year}/{month}/{day}/{unique_id}.wav",)],
        zone=ZoneInfo("Europe/Moscow"),
        max_bytes=1 << 20,
        authorization=authorization,
    )
    return ServerAudio(place, FakeClock(NINE + timedelta(hours=1)), timeout_s=timeout_s)


async def read(source: ServerAudio, first: int, last: int) -> bytes:
    (file,) = await source.find(call_facts())
    stream = await source.open(file, first, last)
    try:
        return b"".join([piece async for piece in stream])
    finally:
        await stream.aclose()


async def refusal_of(source: ServerAudio) -> str:
    with pytest.raises(AudioUnavailable) as caught:
        await source.find(call_facts())
    return caught.value.code


async def test_a_file_is_found_by_its_exact_address(server: AudioServer) -> None:
    server.files["/rec/2026/03/02/1772442001.2.wav"] = wave(1)
    whole, annas = await audio(server).find(call_facts())
    assert (whole.size, whole.seconds, whole.state, whole.leg_id) == (len(BODY), 20.0, AudioState.READY, None)
    assert annas.leg_id == ANNAS_LEG


@pytest.mark.parametrize("knows_ranges", [True, False])
async def test_any_part_is_read_also_of_a_server_that_knows_no_ranges(server: AudioServer, knows_ranges: bool) -> None:
    server.knows_ranges = knows_ranges
    source = audio(server)
    assert await read(source, 0, len(BODY) - 1) == BODY
    assert await read(source, 150_000, 150_999) == BODY[150_000:151_000]
    assert server.asked[-1].headers["range"] == "bytes=150000-150999"


async def test_one_file_is_asked_for_alone(server: AudioServer) -> None:
    source = audio(server)
    (file,) = await source.find(call_facts())
    server.asked.clear()
    assert await source.find_one(call_facts(), file.id) == file
    assert await source.find_one(call_facts(), "0" * 32) is None
    assert len(server.asked) == 1


async def test_the_secret_is_sent_and_a_wrong_one_is_told(server: AudioServer) -> None:
    server.token = "Bearer right"
    assert len(await audio(server, authorization="Bearer right").find(call_facts())) == 1
    assert await refusal_of(audio(server, authorization="Bearer wrong")) == "audio.source_refused"


async def test_no_redirect_leads_to_another_host(server: AudioServer) -> None:
    async with audio_server() as other:
        other.files["/x.wav"] = BODY
        for location in (f"{other.url}/x.wav", f"//127.0.0.1:{other.port}/x.wav", "file:///etc/passwd", ""):
            server.answers[PATH] = sends(answer(302, b"", f"Location: {location}"))
            assert await refusal_of(audio(server, authorization="Bearer s")) == "audio.source_redirects"
        assert other.asked == []


async def test_a_redirect_on_the_same_server_is_followed_a_few_times(server: AudioServer) -> None:
    server.files["/moved.wav"] = BODY
    server.answers[PATH] = sends(answer(301, b"", "Location: /moved.wav"))
    assert await read(audio(server), 5, 9) == BODY[5:10]
    server.answers[PATH] = sends(answer(302, b"", f"Location: {PATH}"))
    assert await refusal_of(audio(server)) == "audio.source_redirects"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (answer(500, b""), "audio.unavailable"),
        (answer(403, b""), "audio.source_refused"),
        (answer(206, b"x" * 64), "audio.source_wrong"),
        (answer(206, b"x" * 64, "Content-Range: bytes 0-63/*"), "audio.source_wrong"),
        (b"HTTP/1.1 200 OK\r\n\r\nRIFF", "audio.source_wrong"),
        (answer(200, b"x", length=64), "audio.unavailable"),
    ],
)
async def test_a_server_that_answers_wrong_is_told(server: AudioServer, raw: bytes, code: str) -> None:
    server.answers[PATH] = sends(raw)
    assert await refusal_of(audio(server)) == code


async def test_a_slow_server_is_an_outage(server: AudioServer) -> None:
    server.answers[PATH] = stalls(b"HTTP/1.1 200 OK\r\n")
    assert await refusal_of(audio(server, timeout_s=0.2)) == "audio.unavailable"


async def test_a_server_that_lies_about_the_length_breaks_off_the_listening(server: AudioServer) -> None:
    source = audio(server)
    (file,) = await source.find(call_facts())
    told = f"Content-Range: bytes 0-{len(BODY) - 1}/{len(BODY)}"
    for raw in (answer(206, BODY[:100], told), answer(206, BODY[:100], told, length=len(BODY))):
        server.answers[PATH] = sends(raw)
        stream = await source.open(file, 0, len(BODY) - 1)
        with pytest.raises(AudioUnavailable):
            [piece async for piece in stream]
        await stream.aclose()


async def test_another_part_than_asked_for_is_not_passed_on(server: AudioServer) -> None:
    source = audio(server)
    (file,) = await source.find(call_facts())
    server.answers[PATH] = sends(answer(206, BODY[:100], f"Content-Range: bytes 0-99/{len(BODY)}"))
    with pytest.raises(AudioUnavailable, match="source_wrong"):
        await source.open(file, 100, 199)
    server.answers[PATH] = sends(answer(200, BODY[:5000]))
    with pytest.raises(AudioUnavailable, match="changed"):
        await source.open(file, 100, 199)


async def test_an_endless_file_is_too_large_and_an_empty_one_says_so(server: AudioServer) -> None:
    server.answers[PATH] = sends(answer(206, BODY[:64], "Content-Range: bytes 0-63/999999999999"))
    assert [file.state for file in await audio(server).find(call_facts())] == [AudioState.TOO_LARGE]
    server.answers[PATH] = sends(answer(416, b"", "Content-Range: bytes */0"))
    assert [file.state for file in await audio(server).find(call_facts())] == [AudioState.EMPTY]


async def test_a_hostile_name_is_written_so_that_it_stays_one_part_of_the_address(server: AudioServer) -> None:
    await audio(server, "{number}@{linked_id}.wav").find(call_facts())
    assert {asked.target for asked in server.asked} == {
        "/rec/%2B79161234567%401772442000.1.wav",
        "/rec/79161234567%401772442000.1.wav",
    }


async def test_the_age_of_a_file_is_the_servers_word(server: AudioServer) -> None:
    told = (f"Content-Range: bytes 0-63/{len(BODY)}", "Last-Modified: Mon, 02 Mar 2026 09:00:00 GMT")
    server.answers[PATH] = sends(answer(206, BODY[:64], *told))
    (file,) = await audio(server).find(call_facts())
    assert file.modified_at == NINE
    server.answers[PATH] = sends(answer(206, BODY[:64], told[0], "Last-Modified: yesterday"))
    (file,) = await audio(server).find(call_facts())
    assert file.modified_at is None


async def test_checking_asks_whether_the_server_lets_us_in(server: AudioServer) -> None:
    await audio(server).check()  # 404 of the folder itself is an answer
    server.token = "Bearer right"
    with pytest.raises(AudioUnavailable, match="source_refused"):
        await audio(server).check()
