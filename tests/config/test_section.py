from pathlib import Path

import pytest
from pydantic import SecretStr

from callbridge.config.section import read_secret, secret_variable
from callbridge.kernel.errors import ConfigError


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
