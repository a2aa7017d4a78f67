"""Who may hear a call, and what the audit trail says of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from callbridge.app import call_audio, openings
from callbridge.app.audio_port import AudioStream
from callbridge.app.call_audio import AudioListening, CallAudioDesk
from callbridge.app.openings import OPENING_S
from callbridge.crm.audit import AUDIO_HEARD, AUDIO_TAKEN, CALL
from callbridge.crm.call_audio import AudioFacts, AudioFile, AudioRules, AudioState, Hearing
from callbridge.crm.call_log import LegRow
from callbridge.crm.operator import Operator, Role
from callbridge.kernel.errors import AudioUnavailable, Forbidden, IllegalMove, NotFound, StoreUnavailable
from callbridge.kernel.ids import CallId, LegId, OperatorId
from tests.support.clock import FakeClock
from tests.support.fake_desk import FakeDesk, call_row
from tests.support.web_people import ANNA, BORIS, NINE, VERA
from tests.support.web_services import FakeAudit

CALL_1 = CallId("main:1.1")
FILE = AudioFile(
    id="a" * 32,
    place="2026/a.wav",
    media_type="audio/wav",
    state=AudioState.READY,
    size=160044,
    etag='"t"',
    modified_at=NINE + timedelta(seconds=20),
    seconds=10.0,
    leg_id=LegId("main:1.2"),
)
GLEB = replace(ANNA, id=OperatorId(9), login="gleb", full_name="Глеб")


@dataclass
class OneStream:
    is_closed: bool = False

    def __aiter__(self) -> "OneStream":
        return self

    async def __anext__(self) -> bytes:
        raise StopAsyncIteration

    async def aclose(self) -> None:
        self.is_closed = True


@dataclass
class OneSource:
    """Has `files` for every call."""

    files: list[AudioFile] = field(default_factory=lambda: [FILE])
    asked: list[AudioFacts] = field(default_factory=list)
    streams: list[OneStream] = field(default_factory=list)
    is_down: bool = False

    async def find(self, facts: AudioFacts) -> Sequence[AudioFile]:
        self.asked.append(facts)
        if self.is_down:
            raise AudioUnavailable
        return self.files

    async def find_one(self, facts: AudioFacts, audio_id: str) -> AudioFile | None:
        return next((file for file in await self.find(facts) if file.id == audio_id), None)

    async def open(self, file: AudioFile, first: int, last: int) -> AudioStream:
        self.streams.append(OneStream())
        return self.streams[-1]


def leg(operator_id: OperatorId | None, name: str, *, answered: bool = True, number: int = 2) -> LegRow:
    return LegRow(
        leg_id=LegId(f"main:1.{number}"),
        endpoint=f"PJSIP/10{number}",
        operator_id=operator_id,
        operator=name,
        rang_at=NINE,
        answered_at=NINE if answered else None,
        ended_at=NINE,
        ring_end="answered",
        ring_seconds=1.0,
        talk_seconds=60.0 if answered else 0.0,
        hold_seconds=0.0,
    )


class Scene:
    """Anna answered; Gleb's phone only rang."""

    def __init__(self, rules: AudioRules | None = None) -> None:
        ended = replace(call_row(1), ended_at=NINE + timedelta(seconds=25))
        legs = [leg(ANNA.id, "Анна Иванова"), leg(GLEB.id, "Глеб", answered=False, number=3)]
        self.desk = FakeDesk(calls_kept=[ended], legs=legs)
        self.source = OneSource()
        self.audit = FakeAudit()
        self.clock = FakeClock(NINE)
        self.audio = CallAudioDesk(
            desk=self.desk,
            sources={"main": self.source},
            audit=self.audit,
            rules=rules or AudioRules(),
            clock=self.clock,
        )

    async def hears(self, operator: Operator) -> bool:
        try:
            await self.audio.file(operator, CALL_1, FILE.id, is_taken=False)
        except Forbidden:
            return False
        return True

    async def takes(self, operator: Operator) -> bool:
        try:
            await self.audio.file(operator, CALL_1, FILE.id, is_taken=True)
        except Forbidden:
            return False
        return True

    async def listen(self, operator: Operator = ANNA, *, is_taken: bool = False) -> AudioStream:
        listening = AudioListening(
            operator_id=operator.id, call_id=CALL_1, file=FILE, is_taken=is_taken, address="127.0.0.1"
        )
        return await self.audio.open(listening, 0, 9)


@pytest.mark.parametrize(
    ("rules", "heard_by"),
    [
        (AudioRules(), [ANNA, BORIS, VERA]),
        (AudioRules(operators_hear=Hearing.NONE), [BORIS, VERA]),
        (AudioRules(operators_hear=Hearing.ALL), [ANNA, GLEB, BORIS, VERA]),
        (AudioRules(supervisors_hear=Hearing.OWN), [ANNA, VERA]),
        (AudioRules(operators_hear=Hearing.NONE, supervisors_hear=Hearing.NONE), [VERA]),
    ],
)
async def test_each_role_hears_what_the_rules_say(rules: AudioRules, heard_by: list[Operator]) -> None:
    scene = Scene(rules)
    people = (ANNA, GLEB, BORIS, VERA)
    assert [one for one in people if await scene.hears(one)] == heard_by
    assert [one for one in people if (await scene.audio.files(one, CALL_1)).is_kept] == heard_by


async def test_who_dialled_hears_the_call_and_who_answered_a_part_of_it_too() -> None:
    scene = Scene()
    scene.desk.calls_kept = [replace(scene.desk.calls_kept[0], operator_id=GLEB.id)]
    assert await scene.hears(GLEB)
    assert await scene.hears(ANNA)


@pytest.mark.parametrize(
    ("least", "taken_by"),
    [(Role.OPERATOR, [ANNA, BORIS, VERA]), (Role.SUPERVISOR, [BORIS, VERA]), (Role.ADMIN, [VERA])],
)
async def test_a_file_is_taken_home_from_a_role_on(least: Role, taken_by: list[Operator]) -> None:
    scene = Scene(AudioRules(download=least))
    people = (ANNA, GLEB, BORIS, VERA)
    assert [one for one in people if await scene.takes(one)] == taken_by
    assert [one for one in people if (await scene.audio.files(one, CALL_1)).may_download] == taken_by


async def test_who_may_not_hear_a_call_does_not_make_us_look_for_it() -> None:
    scene = Scene()
    view = await scene.audio.files(GLEB, CALL_1)
    assert (view.is_kept, view.files, scene.source.asked) == (False, (), [])


async def test_a_file_is_listed_with_whose_phone_it_was_and_when_it_began() -> None:
    scene = Scene()
    (file,) = (await scene.audio.files(BORIS, CALL_1)).files
    assert (file.operator, file.began_at) == ("Анна Иванова", NINE + timedelta(seconds=10))
    scene.source.files = [replace(FILE, leg_id=None, modified_at=NINE + timedelta(days=30))]
    (copied,) = (await scene.audio.files(BORIS, CALL_1)).files
    assert (copied.operator, copied.began_at) == ("", None)
    (facts, _) = scene.source.asked
    assert facts.legs == [("main:1.2", "PJSIP/102"), ("main:1.3", "PJSIP/103")]


async def test_a_pbx_without_audio_and_an_unknown_call_have_none() -> None:
    scene = Scene()
    other = replace(scene.desk.calls_kept[0], call_id=CallId("other:1.1"))
    scene.desk.calls_kept.append(other)
    assert not (await scene.audio.files(VERA, other.call_id)).is_kept
    with pytest.raises(NotFound):
        await scene.audio.file(VERA, other.call_id, FILE.id, is_taken=False)
    with pytest.raises(NotFound):
        await scene.audio.files(VERA, CallId("main:9.9"))
    with pytest.raises(NotFound):
        await scene.audio.file(VERA, CALL_1, "b" * 32, is_taken=False)


@pytest.mark.parametrize("state", [state for state in AudioState if state is not AudioState.READY])
async def test_what_cannot_be_heard_says_why(state: AudioState) -> None:
    scene = Scene()
    scene.source.files = [replace(FILE, state=state)]
    with pytest.raises(IllegalMove, match=f"audio.{state.value}"):
        await scene.audio.file(VERA, CALL_1, FILE.id, is_taken=False)


async def test_what_no_browser_plays_can_be_taken() -> None:
    scene = Scene()
    scene.source.files = [replace(FILE, state=AudioState.NOT_PLAYABLE)]
    assert await scene.takes(VERA)


async def test_an_outage_of_the_source_is_told() -> None:
    scene = Scene()
    scene.source.is_down = True
    with pytest.raises(AudioUnavailable):
        await scene.audio.files(VERA, CALL_1)


async def test_the_ranges_of_one_listening_are_one_entry() -> None:
    scene = Scene()
    await asyncio.gather(*(scene.listen() for _ in range(20)))
    scene.clock.pass_seconds(OPENING_S - 1)
    await scene.listen()
    (note,) = scene.audit.notes
    assert (note.operator_id, note.action, note.entity, note.entity_id) == (ANNA.id, AUDIO_HEARD, CALL, CALL_1)
    assert note.detail == {"file": "2026/a.wav", "address": "127.0.0.1"}


async def test_another_person_a_later_hour_and_taking_are_entries_of_their_own() -> None:
    scene = Scene()
    await scene.listen()
    await scene.listen(BORIS)
    scene.clock.pass_seconds(OPENING_S + 1)
    await scene.listen()
    await scene.listen(BORIS, is_taken=True)
    await scene.listen(BORIS, is_taken=True)
    actions = [(note.operator_id, note.action) for note in scene.audit.notes]
    assert actions == [(1, AUDIO_HEARD), (2, AUDIO_HEARD), (1, AUDIO_HEARD), (2, AUDIO_TAKEN), (2, AUDIO_TAKEN)]
    newest, *_ = await scene.audio.heard(CALL_1, 10)
    assert newest.action == AUDIO_TAKEN


async def test_nothing_is_heard_that_cannot_be_written_down() -> None:
    scene = Scene()
    scene.audit.is_down = True
    with pytest.raises(StoreUnavailable):
        await scene.listen()
    assert [stream.is_closed for stream in scene.source.streams] == [True]
    scene.audit.is_down = False
    await scene.listen()
    assert len(scene.audit.notes) == 1


async def test_a_forgotten_listening_gets_an_entry_more_never_one_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openings, "MAX_REMEMBERED", 1)
    scene = Scene()
    for operator in (ANNA, BORIS, ANNA, ANNA):
        await scene.listen(operator)
    assert [note.operator_id for note in scene.audit.notes] == [ANNA.id, BORIS.id, ANNA.id]


async def test_files_open_at_once_are_bounded_and_a_closed_one_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_audio, "MAX_OPEN", 2)
    scene = Scene()
    first, _ = await scene.listen(), await scene.listen()
    with pytest.raises(AudioUnavailable, match=r"audio\.busy"):
        await scene.listen()
    await first.aclose()
    await first.aclose()
    await scene.listen()
    with pytest.raises(AudioUnavailable):
        await scene.listen()
