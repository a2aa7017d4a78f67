from pathlib import Path

import pytest

from callbridge.audio.folder import FolderAudio
from callbridge.audio.http_source import ServerAudio
from callbridge.audio.library import audio_sources
from callbridge.clock import SystemClock
from callbridge.config import parse
from callbridge.kernel.errors import ConfigError
from tests.support.audio_server import audio_server
from tests.support.sounds import call_facts


def test_each_pbx_has_the_source_that_is_set_and_none_when_none_is(tmp_path: Path) -> None:
    config = parse(
        {
            "pbx": [
                {"name": "disk", "audio": {"folder": str(tmp_path)}},
                {"name": "server", "audio": {"url": "https://pbx.test/rec", "files": ["{unique_id}.wav"]}},
                {"name": "none"},
            ]
        }
    )
    kinds = {name: type(source) for name, source in audio_sources(config.pbx, SystemClock()).items()}
    assert kinds == {"disk": FolderAudio, "server": ServerAudio}


@pytest.mark.parametrize(
    ("login", "sent"),
    [
        ({"username": "cb", "secret": "pw"}, "Basic Y2I6cHc="),
        ({"secret": "token"}, "Bearer token"),
        ({}, None),
    ],
)
async def test_the_secret_goes_out_as_the_server_wants_it(login: dict[str, str], sent: str | None) -> None:
    async with audio_server() as server:
        audio = {"url": server.url, "files": ["{unique_id}.wav"], **login}
        sources = audio_sources(parse({"pbx": [{"name": "main", "audio": audio}]}).pbx, SystemClock())
        await sources["main"].find(call_facts())
        assert {asked.headers.get("authorization") for asked in server.asked} == {sent}


def test_a_certificate_that_is_none_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    for ca in (tmp_path / "gone.pem", tmp_path):
        audio = {"url": "https://pbx.test", "files": ["{unique_id}.wav"], "tls_ca": str(ca)}
        with pytest.raises(ConfigError, match=r"pbx\.main\.audio\.tls_ca"):
            audio_sources(parse({"pbx": [{"name": "main", "audio": audio}]}).pbx, SystemClock())
