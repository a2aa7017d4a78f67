"""Paths with placeholders: what they stand for, and what nobody can make of them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.audio_pattern import AudioPattern, Place
from callbridge.crm.call_audio import AudioFacts
from callbridge.kernel.ids import CallId, LegId

MOSCOW = ZoneInfo("Europe/Moscow")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FREEPBX = "{year}/{month}/{day}/*-{unique_id}.wav"


def facts(
    linked_id: str = "1772442000.1", *, at: datetime = AT, until: datetime | None = None, number: str = "+79161234567"
) -> AudioFacts:
    legs = [(LegId("main:1772442001.2"), "PJSIP/101"), (LegId("main:1772442002.3"), "PJSIP/102")]
    return AudioFacts(
        call_id=CallId(f"main:{linked_id}"), started_at=at, ended_at=until or at, number=number, legs=legs
    )


def places(pattern: str, of: AudioFacts) -> list[Place]:
    return list(AudioPattern.parse(pattern).places(of, MOSCOW))


def names(pattern: str, of: AudioFacts) -> list[tuple[str, ...] | None]:
    (place,) = places(pattern, of)
    return [step.names for step in place.steps]


def matches(pattern: str, name: str, of: AudioFacts) -> bool:
    (place,) = places(pattern, of)
    return place.steps[-1].shape.fullmatch(name) is not None


def test_freepbx_folders_are_named_by_the_day_of_the_pbx() -> None:
    late = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)  # half past one of the next day in Moscow
    assert names(FREEPBX, facts(at=late)) == [("2026",), ("03",), ("02",), None]


def test_a_call_over_midnight_is_looked_for_on_both_days() -> None:
    over = facts(at=datetime(2026, 3, 1, 20, 50, tzinfo=UTC), until=datetime(2026, 3, 1, 21, 10, tzinfo=UTC))
    assert [place.steps[2].names for place in places(FREEPBX, over)] == [("01",), ("02",)]


def test_a_call_of_a_week_is_looked_for_on_its_first_days_alone() -> None:
    assert len(places(FREEPBX, facts(until=AT.replace(day=9)))) == 3


def test_names_without_wildcards_are_tried_for_every_channel_of_the_call() -> None:
    (plain,) = names("{unique_id}.wav", facts())
    assert plain == ("1772442000.1.wav", "1772442001.2.wav", "1772442002.3.wav")
    assert names("{linked_id}.wav", facts()) == [("1772442000.1.wav",)]


def test_extension_and_number_narrow_a_name() -> None:
    (found,) = names("{linked_id}-{extension}-{number}.wav", facts())
    assert found is not None
    assert "1772442000.1-101-+79161234567.wav" in found
    assert "1772442000.1-102-79161234567.wav" in found


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("external-101-79161234567-20260302-120000-1772442000.1.wav", True),
        ("q-600-79161234567-20260302-120000-1772442001.2.wav", True),
        ("q-600-79161234567-20260302-120000-1772442000.15.wav", False),
        ("q-600-79161234567-20260302-120000-11772442000.1.wav", False),
        ("q-600-79161234567-20260302-120000-3.1772442000.1.wav", False),
        ("q-600-1772442000.1.wav.bak", False),
        ("x1772442000.1.wav", False),
    ],
)
def test_an_id_is_never_found_inside_a_longer_one(name: str, is_ours: bool) -> None:
    assert matches(FREEPBX, name, facts()) is is_ours


def test_a_found_name_tells_whose_phone_it_was() -> None:
    (place,) = places(FREEPBX, facts())
    day = ["2026", "03", "02"]
    assert place.leg_of([*day, "a-1772442002.3.wav"]) == "main:1772442002.3"
    assert place.leg_of([*day, "a-1772442000.1.wav"]) is None


@pytest.mark.parametrize("value", ["..", ".", "../../etc/passwd", "a/b", "/etc", "a\0b", "", "x" * 200, "a\nb"])
def test_what_could_make_a_path_is_not_tried_at_all(value: str) -> None:
    hostile = facts(value, number=value)
    tried = list(names("{unique_id}.wav", hostile)[0] or ())
    assert tried == ["1772442001.2.wav", "1772442002.3.wav"]
    assert names("{linked_id}/{number}.wav", hostile) == [(), ()]


def test_wildcards_of_a_caller_are_letters() -> None:
    assert names("{linked_id}-{number}.wav", facts(number="*")) == [("1772442000.1-*.wav",)]
    assert not matches("*-{number}-{linked_id}.wav", "x-5-1772442000.1.wav", facts(number="*"))


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_pbx_says_no_name_leaves_its_folder(linked_id: str, number: str) -> None:
    for pattern in ("{linked_id}/{number}-{unique_id}.wav", FREEPBX, "{number}/{linked_id}"):
        for place in places(pattern, facts(linked_id, number=number)):
            for step in place.steps:
                for name in step.names or ():
                    assert "/" not in name
                    assert "\0" not in name
                    assert name not in ("", ".", "..")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("/{unique_id}.wav", "below the folder"),
        ("../{unique_id}.wav", "below the folder"),
        ("a//{unique_id}.wav", "below the folder"),
        ("", "below the folder"),
        ("{year}/*.wav", "must hold"),
        ("{number}.wav", "must hold"),
        ("{uniqueid}.wav", "unknown placeholder {uniqueid}"),
        ("{unique_id.wav", "unknown placeholder"),
    ],
)
def test_a_wrong_pattern_is_told_in_words(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        AudioPattern.parse(text)


def test_wildcards_are_known() -> None:
    assert AudioPattern.parse(FREEPBX).has_wildcards
    assert not AudioPattern.parse("{year}/{unique_id}.wav").has_wildcards
