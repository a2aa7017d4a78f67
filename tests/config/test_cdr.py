"""Where a PBX writes its call detail records: each mistake in plain words, the password out of the file."""

from pathlib import Path
from typing import Any

import pytest

from callbridge.config import parse
from callbridge.kernel.errors import ConfigError
from tests.config.test_file import mistakes_of


def test_all_mistakes_of_a_cdr_source_are_told_at_once() -> None:
    cdr = {
        "url": "mysql://u:hidden@h:many/d",
        "password": "hidden",
        "password_file": "f",
        "table": "cdr; DROP TABLE cdr",
        "time_zone": "Moscow",
        "lookback_hours": 0,
        "grace_s": 9999,
        "tabel": "cdr",
    }
    mistakes = mistakes_of({"pbx": [{"name": "a", "cdr": cdr}]})
    assert [mistake.split(": ")[0].removeprefix("pbx[1].cdr.") for mistake in mistakes] == [
        *("url", "password_file", "table", "time_zone", "lookback_hours", "grace_s", "tabel")
    ]
    assert "hidden" not in str(mistakes)


@pytest.mark.parametrize(
    ("cdr", "mistake"),
    [
        (
            {"url": "oracle://h/d", "time_zone": "UTC"},
            "url: must begin with csv:///, sqlite:///, mysql://, postgresql://",
        ),
        (
            {"url": "csv:///m.csv"},
            "time_zone: give the zone of its times, such as Europe/Moscow; UTC where usegmtime=yes",
        ),
    ],
)
def test_a_mistake_of_a_cdr_source_is_told_in_plain_words(cdr: dict[str, Any], mistake: str) -> None:
    assert mistakes_of({"pbx": [{"name": "a", "cdr": cdr}]}) == [f"pbx[1].cdr.{mistake}"]


def test_the_cdr_password_comes_from_a_file_the_environment_or_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    file.write_text("from file/\n", encoding="utf-8")

    def address(url: str = "mysql://reader@h:3307/d", **more: str) -> str:
        (pbx,) = parse({"pbx": [{"name": "north-1", "cdr": {"url": url, "time_zone": "UTC", **more}}]}).pbx
        return pbx.cdr.address(pbx.name)

    assert address(password_file=str(file)) == "mysql://reader:from%20file%2F@h:3307/d"
    assert address(password="p@ss") == "mysql://reader:p%40ss@h:3307/d"
    assert address("mysql://reader:inside@h/d") == "mysql://reader:inside@h/d"
    assert address("csv:///m.csv", password="p") == "csv:///m.csv"
    monkeypatch.setenv("CALLBRIDGE_PBX_NORTH_1_CDR_PASSWORD", "from environment")
    assert address(password="p@ss") == "mysql://reader:from%20environment@h:3307/d"
    with pytest.raises(ConfigError, match=r"pbx\.north-1\.cdr\.password_file"):
        address(password_file=str(tmp_path / "none"))
