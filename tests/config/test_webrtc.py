"""The configuration of headsets."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from callbridge.config.webrtc import PbxWebrtcConfig
from callbridge.kernel.errors import ConfigError


def test_the_host_and_what_pages_connect_to_come_from_the_url() -> None:
    """R73."""
    given = PbxWebrtcConfig(url="wss://pbx.example.ru:8089/ws")
    assert (given.host(), given.origin()) == ("pbx.example.ru", "wss://pbx.example.ru:8089")
    assert PbxWebrtcConfig(url="wss://10.0.0.1/ws", domain="pbx.local").host() == "pbx.local"
    assert PbxWebrtcConfig().origin() == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "ws://pbx.example.ru/ws"},
        {"url": "https://pbx.example.ru"},
        {"url": "wss://me:secret@pbx.example.ru"},
        {"url": "wss://pbx.example.ru; script-src *"},
        {"ice_servers": ("pbx.example.ru",)},
        {"turn_secret": "a", "turn_secret_file": "b"},
    ],
)
def test_what_a_browser_would_refuse_or_a_page_must_not_hold_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PbxWebrtcConfig.model_validate(wrong)


def test_passwords_of_a_file_are_read_and_never_shown_by_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / "phones.toml"
    file.write_text('101 = "s3cret"\n102 = 5\n', encoding="utf-8")
    given = PbxWebrtcConfig(passwords_file=str(file))
    assert given.kept_passwords("main") == {"101": "s3cret"}
    file.write_text("101 = s3cret", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        given.kept_passwords("main")
    assert "s3cret" not in str(caught.value)
    file.unlink()
    with pytest.raises(ConfigError, match="No such file"):
        given.kept_passwords("main")
