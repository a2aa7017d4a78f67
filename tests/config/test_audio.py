from typing import Any

import pytest

from callbridge.config import parse
from callbridge.crm.call_audio import AudioRules, Hearing
from callbridge.crm.operator import Role
from callbridge.kernel.errors import ConfigError


def pbx(**audio: Any) -> dict[str, Any]:
    return {"pbx": [{"name": "main", "audio": audio}]}


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (pbx(folder="monitor"), "pbx[1].audio.folder: must be an absolute path"),
        (pbx(folder="/a", url="http://b"), "pbx[1].audio.url: give folder or url, not both"),
        (pbx(url="ftp://b", files=["{unique_id}"]), "pbx[1].audio.url: must be http:// or https://"),
        (pbx(url="http://me:pw@b", files=["{unique_id}"]), "pbx[1].audio.url: must be http:// or https://"),
        (pbx(url="http://b"), "pbx[1].audio.files: a server cannot be searched"),
        (pbx(files=["{year}/*.wav"]), "pbx[1].audio.files: must hold {unique_id} or {linked_id}"),
        (pbx(files=["../{unique_id}"]), "pbx[1].audio.files: must be a path below the folder"),
        (pbx(files=["{uid}"]), "pbx[1].audio.files: unknown placeholder {uid}"),
        (pbx(files=[]), "pbx[1].audio.files: "),
        (pbx(time_zone="Mars/Base"), "pbx[1].audio.time_zone: no such time zone"),
        (pbx(time_zone="../etc/passwd"), "pbx[1].audio.time_zone: no such time zone"),
        (pbx(tape_file="../x.wav"), "pbx[1].audio.tape_file: must be a path below"),
        (pbx(folder="/a", tape_file="{unique_id}.wav"), "pbx[1].audio.tape_file: would not be found by files"),
        ({"audio": {"may_tape": "somebody"}}, "audio.may_tape: "),
        (pbx(secret="a", secret_file="b"), "pbx[1].audio.secret_file: give secret or secret_file, not both"),
        ({"audio": {"operators_hear": "some"}}, "audio.operators_hear: "),
        ({"audio": {"downlaod": "admin"}}, "audio.downlaod: no such key; did you mean download?"),
    ],
)
def test_a_mistake_is_told_with_its_place(data: dict[str, Any], mistake: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(data)
    told = caught.value.params["mistakes"]
    assert isinstance(told, list)
    assert [str(text).startswith(mistake) for text in told] == [True]


def test_the_rules_are_what_is_set() -> None:
    given = parse({"audio": {"operators_hear": "none", "supervisors_hear": "own", "download": "admin"}}).audio
    assert given.rules() == AudioRules(operators_hear=Hearing.NONE, supervisors_hear=Hearing.OWN, download=Role.ADMIN)
    assert parse({}).audio.rules() == AudioRules()


def test_who_may_tape_and_where_to_is_what_is_set() -> None:
    assert parse({}).audio.tape_roles() == (None, None)
    given = parse({"audio": {"may_tape": "supervisor", "may_pause": "operator"}}).audio
    assert given.tape_roles() == (Role.SUPERVISOR, Role.OPERATOR)
    name = "{year}/{month}/{day}/card-{extension}-{time}-{unique_id}.wav"
    (main,) = parse(pbx(folder="/a", tape_file=name)).pbx
    tape = main.audio.tape()
    assert tape is not None
    assert tape.pattern == name
    (none,) = parse(pbx()).pbx
    assert none.audio.tape() is None


def test_the_secret_of_a_server_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBRIDGE_PBX_MAIN_AUDIO_SECRET", "from outside")
    (main,) = parse(pbx(url="https://b", files=["{unique_id}.wav"])).pbx
    assert main.audio.password("main") == "from outside"
