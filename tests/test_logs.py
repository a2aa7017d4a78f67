"""What reaches standard error."""

import json
from collections.abc import Iterator

import pytest
import structlog

from callbridge import logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_numbers_are_masked_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="json", mask_numbers=True)
    structlog.get_logger().info("call from +79161234567", caller="89161234567", call_id="main:1795402990.17")
    line = json.loads(capsys.readouterr().err)
    assert "1234567" not in json.dumps(line)
    assert line["call_id"] == "main:1795402990.17"


def test_numbers_stay_when_the_admin_asks_for_them(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="console", mask_numbers=False)
    structlog.get_logger().info("call", caller="+79161234567")
    assert "+79161234567" in capsys.readouterr().err


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="warning", form="console", mask_numbers=True)
    structlog.get_logger().info("quiet")
    assert capsys.readouterr().err == ""
