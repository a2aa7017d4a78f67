"""Audio in a real folder: found, read in parts, and nothing outside it ever opened."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callbridge.audio import folder
from callbridge.audio.folder import FolderAudio, FolderPlace
from callbridge.crm.audio_pattern import AudioPattern
from callbridge.crm.call_audio import AudioState
from callbridge.kernel.errors import AudioUnavailable
from tests.support.clock import FakeClock
from tests.support.sounds import ANNAS_LEG, DAY, PATTERN, call_facts, put, wave
from tests.support.web_people import NINE

OURS = f"{DAY}/external-101-79161234567-20260302-120000-1772442000.1.wav"
LATER = NINE + timedelta(hours=1)


def audio(root: Path, *patterns: str) -> FolderAudio:
    place = FolderPlace(
        pbx="main",
        root=str(root),
        patterns=[AudioPattern.parse(text) for text in patterns or (PATTERN,)],
        zone=ZoneInfo("Europe/Moscow"),
        max_bytes=1 << 20,
    )
    return FolderAudio(place, FakeClock(LATER), timeout_s=60)


async def read(source: FolderAudio, first: int, last: int, linked_id: str = "1772442000.1") -> bytes:
    (file,) = await source.find(call_facts(linked_id))
    stream = await source.open(file, first, last)
    try:
        return b"".join([piece async for piece in stream])
    finally:
        await stream.aclose()


async def test_the_file_of_a_call_is_found_in_the_folder_of_freepbx(tmp_path: Path) -> None:
    body = wave(3)
    put(tmp_path, OURS, body)
    put(tmp_path, f"{DAY}/external-101-79161234567-20260302-120000-1772442000.11.wav", body)
    put(tmp_path, f"{DAY}/notes-1772442000.1.txt", b"text")
    (file,) = await audio(tmp_path).find(call_facts())
    assert (file.place, file.size, file.seconds, file.state) == (OURS, len(body), 3.0, AudioState.READY)
    assert (file.media_type, file.leg_id, file.modified_at) == ("audio/wav", None, NINE)


async def test_every_file_of_a_call_is_listed_with_its_phone_in_the_order_they_were_written(tmp_path: Path) -> None:
    put(tmp_path, f"{DAY}/exten-101-1772442001.2.wav", wave(), NINE + timedelta(minutes=2))
    put(tmp_path, OURS, wave())
    found = await audio(tmp_path).find(call_facts())
    assert [(file.name.split("-")[0], file.leg_id) for file in found] == [("external", None), ("exten", ANNAS_LEG)]


async def test_a_plain_folder_of_ids_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_LOOKED_AT", 0)
    put(tmp_path, "1772442000.1.wav", wave())
    assert len(await audio(tmp_path, "{unique_id}.wav", "{linked_id}.wav").find(call_facts())) == 1


async def test_no_file_and_no_folder_of_the_day_are_no_audio(tmp_path: Path) -> None:
    assert await audio(tmp_path).find(call_facts()) == []
    assert await audio(tmp_path, "no/such/{unique_id}.wav").find(call_facts()) == []


async def test_any_part_of_a_file_is_read(tmp_path: Path) -> None:
    body = wave(20)
    put(tmp_path, OURS, body)
    source = audio(tmp_path)
    assert await read(source, 0, len(body) - 1) == body
    assert await read(source, 100, 199) == body[100:200]
    assert await read(source, len(body) - 1, len(body) - 1) == body[-1:]


async def test_a_file_that_changed_since_it_was_found_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, OURS, wave())
    source = audio(tmp_path)
    (file,) = await source.find(call_facts())
    put(tmp_path, OURS, wave(2))
    with pytest.raises(AudioUnavailable, match=r"audio\.changed"):
        await source.open(file, 0, 1)


async def test_a_file_that_is_cut_while_it_is_read_breaks_off(tmp_path: Path) -> None:
    path = put(tmp_path, OURS, wave(20))
    source = audio(tmp_path)
    (file,) = await source.find(call_facts())
    stream = await source.open(file, 0, file.size - 1)
    os.truncate(path, 100)
    with pytest.raises(AudioUnavailable, match=r"audio\.changed"):
        [piece async for piece in stream]
    await stream.aclose()


async def test_a_file_that_still_grows_says_so(tmp_path: Path) -> None:
    put(tmp_path, OURS, wave())
    (live,) = await audio(tmp_path).find(call_facts(is_live=True))
    assert live.state is AudioState.GROWING
    put(tmp_path, OURS, wave(), LATER)
    (touched,) = await audio(tmp_path).find(call_facts())
    assert touched.state is AudioState.GROWING


async def test_no_link_is_followed_neither_a_file_nor_a_folder(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/secret.wav", wave())
    root = tmp_path / "monitor"
    (root / DAY).mkdir(parents=True)
    (root / OURS).symlink_to(outside)
    assert await audio(root).find(call_facts()) == []
    (root / OURS).unlink()
    (root / DAY).rmdir()
    put(tmp_path, f"outside/{Path(OURS).name}", wave())
    (root / DAY).symlink_to(tmp_path / "outside")
    assert await audio(root).find(call_facts()) == []


async def test_a_folder_swapped_for_a_link_after_the_search_leads_nowhere(tmp_path: Path) -> None:
    root = tmp_path / "monitor"
    put(root, OURS, wave())
    source = audio(root)
    (file,) = await source.find(call_facts())
    (root / DAY).rename(tmp_path / "elsewhere")
    (root / DAY).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AudioUnavailable, match=r"audio\.changed"):
        await source.open(file, 0, 1)


async def test_a_place_that_leads_out_is_not_opened(tmp_path: Path) -> None:
    root = tmp_path / "monitor"
    put(root, OURS, wave())
    secret = put(tmp_path, "secret.wav", wave()).stat()
    source = audio(root)
    (file,) = await source.find(call_facts())
    for place in ("../secret.wav", f"{DAY}/../../../../secret.wav", str(tmp_path / "secret.wav"), f"./{OURS}"):
        with pytest.raises(AudioUnavailable, match=r"audio\.changed"):
            await source.open(replace(file, place=place, etag=folder._tag(place, secret)), 0, 1)


@pytest.mark.parametrize("linked_id", ["../secret", "..", "/etc/passwd", "*", "?", "a/../../secret", "\udcff"])
async def test_hostile_ids_find_nothing(tmp_path: Path, linked_id: str) -> None:
    put(tmp_path, "secret.wav", wave())
    put(tmp_path, "monitor/deep/x.wav", wave())
    patterns = ("{linked_id}.wav", "deep/{linked_id}.wav", "{linked_id}/{linked_id}.wav", "deep/*{linked_id}.*")
    assert await audio(tmp_path / "monitor", *patterns).find(call_facts(linked_id)) == []


async def test_pipes_and_folders_of_that_name_are_no_files_and_hold_nobody_up(tmp_path: Path) -> None:
    (tmp_path / DAY).mkdir(parents=True)
    os.mkfifo(tmp_path / OURS)
    (tmp_path / DAY / "dir-1772442000.1.wav").mkdir()
    assert await audio(tmp_path).find(call_facts()) == []


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    gone = audio(tmp_path / "gone")
    for asking in (gone.find(call_facts()), gone.check()):
        with pytest.raises(AudioUnavailable, match="No such file"):
            await asking
    await audio(tmp_path).check()


async def test_a_folder_of_endless_files_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_LOOKED_AT", 3)
    for number in range(5):
        put(tmp_path, f"{DAY}/{number}.wav", b"")
    with pytest.raises(AudioUnavailable, match="too_many_files"):
        await audio(tmp_path).find(call_facts())


async def test_one_file_is_found_by_its_id_and_no_other_calls(tmp_path: Path) -> None:
    put(tmp_path, OURS, wave())
    put(tmp_path, f"{DAY}/x-1772442009.9.wav", wave())
    source = audio(tmp_path)
    (ours,) = await source.find(call_facts())
    (theirs,) = await source.find(replace(call_facts("1772442009.9"), legs=()))
    assert await source.find_one(call_facts(), ours.id) == ours
    assert await source.find_one(call_facts(), theirs.id) is None
