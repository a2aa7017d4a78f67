from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from callbridge.config.section import (
    AbsolutePath,
    Networks,
    SecretFile,
    Section,
    ServerUrl,
    read_secret,
    secret_variable,
)
from callbridge.kernel.errors import ConfigError


class Place(Section):
    folder: AbsolutePath = ""
    url: ServerUrl = ""
    networks: Networks = ()
    token: SecretStr = SecretStr("")
    token_file: SecretFile = ""


def secret(file: str = "") -> str:
    return read_secret("pbx.a.x", file=file, variable="CALLBRIDGE_PBX_A_X", inline=SecretStr("inline"))


def test_a_secret_comes_from_its_file_before_the_environment_before_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert secret() == "inline"
    monkeypatch.setenv("CALLBRIDGE_PBX_A_X", "environment")
    assert secret() == "environment"
    (tmp_path / "s").write_text(" file \n", encoding="utf-8")
    assert secret(str(tmp_path / "s")) == "file"


def test_a_file_that_cannot_be_read_is_named_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"\xff\xfesecret")
    for file in (tmp_path / "s", tmp_path / "gone"):
        with pytest.raises(ConfigError, match=r"pbx\.a\.x") as caught:
            secret(str(file))
        assert "xff" not in str(caught.value)


def test_a_pbxs_secret_has_its_name_in_the_environment() -> None:
    assert secret_variable("msk-2", "AUDIO_SECRET") == "CALLBRIDGE_PBX_MSK_2_AUDIO_SECRET"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"folder": "here"}, "must be an absolute path"),
        ({"folder": "/a\0b"}, "must be an absolute path"),
        ({"url": "ftp://a"}, "must be http:// or https://"),
        ({"url": "https://"}, "must be http:// or https://"),
        ({"url": "https://me:pw@a"}, "without a password"),
        ({"url": "https://a/?b"}, "must be http:// or https://"),
        ({"url": "https://a/b c"}, "must be http:// or https://"),
        ({"url": "https://й"}, "must be http:// or https://"),
        ({"networks": ["10.0.0.0/8", "here", "*"]}, "neither an IP address nor a network: here, \\*"),
        ({"token": "a", "token_file": "b"}, "give token or token_file, not both"),
    ],
)
def test_what_cannot_be_is_told_in_plain_words(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Place.model_validate(wrong)


def test_what_is_not_given_is_no_mistake() -> None:
    assert Place.model_validate({"folder": "", "url": "", "networks": [], "token": "", "token_file": "b"})
