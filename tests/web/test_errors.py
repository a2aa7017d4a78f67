import json

import httpx
import pytest

from callbridge.crm.operator import Language
from callbridge.kernel.errors import (
    AmiRefused,
    AudioUnavailable,
    CallbridgeError,
    ConfigError,
    InvalidInput,
    StoreUnavailable,
    TooManyAttempts,
)
from callbridge.kernel.text import Phrase
from callbridge.web.errors import internal_error, refusal
from tests.support.web_server import Browser, Site


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput({"a": "required"}), 422),
        (StoreUnavailable(), 503),
        (AmiRefused(message="No such channel"), 502),
        (TooManyAttempts(retry_after_s=9), 429),
    ],
)
def test_whose_fault_it_is_decides_the_status(error: CallbridgeError, status: int) -> None:
    assert refusal(error, Language.EN).status_code == status


def test_what_asterisk_said_reaches_the_operator() -> None:
    assert b"The PBX refused: No such channel" in refusal(AmiRefused(message="No such channel"), Language.EN).body


def test_what_the_system_said_reaches_the_operator_in_their_language() -> None:
    answer = refusal(AudioUnavailable("audio.folder", reason=Phrase("system.denied")), Language.RU)
    told = json.loads(bytes(answer.body))["error"]
    assert "нет прав" in told["message"]
    assert told["params"]["reason"].startswith("нет прав")


def test_mistakes_that_a_file_has_got_since_the_start_are_told_in_words() -> None:
    """A headset's password is read when its browser asks."""
    mistakes = [Phrase("config.not_toml_file", {"path": "/x.toml"}, "pbx.main.webrtc.passwords_file")]
    told = json.loads(bytes(refusal(ConfigError(mistakes=mistakes), Language.EN).body))["error"]
    assert told["params"]["mistakes"] == ["pbx.main.webrtc.passwords_file: not TOML: /x.toml"]


def test_a_bug_tells_no_detail() -> None:
    answer = internal_error(Language.RU)
    assert (answer.status_code, "Внутренняя ошибка" in bytes(answer.body).decode()) == (500, True)


async def test_a_store_that_is_away_is_told_in_the_operators_language(site: Site, anna: Browser) -> None:
    site.world.desk.is_down = True
    answer = await anna.get("/api/calls", **{"Accept-Language": "en"})
    assert answer.status_code == 503
    assert answer.json()["error"]["message"].startswith("База данных не отвечает")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/api", 404, "not_found"),
        ("GET", "/ws", 404, "not_found"),
        ("DELETE", "/api/calls", 405, "method_not_allowed"),
        ("POST", "/health", 405, "method_not_allowed"),
        ("POST", "/desk", 405, "method_not_allowed"),
    ],
)
async def test_what_fits_no_route_is_refused_in_our_form(
    anna: Browser, method: str, path: str, status: int, code: str
) -> None:
    answer: httpx.Response = await anna.send(method, path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
