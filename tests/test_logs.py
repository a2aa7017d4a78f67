"""What reaches standard error."""

import asyncio
import errno
import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from callbridge import logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = logging.getLogger().handlers[:]
    yield
    logging.getLogger().handlers[:] = before
    structlog.reset_defaults()


def test_numbers_are_masked_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="json", mask_numbers=True)
    structlog.get_logger().info(
        "call from +79161234567",
        caller="89161234567",
        call_id="main:1795402990.17",
        filters={"search": "79161234567", "outcomes": ["+7 (916) 123-45-67"]},
    )
    line = json.loads(capsys.readouterr().err)
    assert "1234567" not in json.dumps(line).replace("-", "")
    assert line["call_id"] == "main:1795402990.17"


def test_addresses_of_people_are_masked_and_those_of_channels_stay(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="json", mask_numbers=True)
    structlog.get_logger().info("550 <ivan.petrov@example.ru> unknown", channel="Local/101@from-queue;1")
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "550 <i•••@example.ru> unknown"
    assert line["channel"] == "Local/101@from-queue;1"


def test_numbers_stay_when_the_admin_asks_for_them(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="console", mask_numbers=False)
    structlog.get_logger().info("call", caller="+79161234567")
    assert "+79161234567" in capsys.readouterr().err


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="warning", form="console", mask_numbers=True)
    structlog.get_logger().info("quiet")
    assert capsys.readouterr().err == ""


def test_what_a_library_logs_is_masked_and_in_the_same_format(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="json", mask_numbers=True)
    logs.set_up(level="info", form="json", mask_numbers=True)
    fault = ValueError("+79161234567 is no use")
    logging.getLogger("asyncio").error("callback failed for %s", "+79161234567", exc_info=fault)
    logging.getLogger("websockets").info("frame of +79161234567")
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["library"], told["level"], told["event"]) == ("asyncio", "error", "callback failed for +7916•••4567")
    assert "ValueError: +7916•••4567" in told["exception"]


def test_a_request_cut_short_by_the_stop_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="info", form="json", mask_numbers=True)
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=asyncio.CancelledError())
    assert capsys.readouterr().err == ""


class Full(io.StringIO):
    """A log's place that takes nothing more."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_line_that_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, a pipe whose reader is gone: the pump writes a line for each card, and the card must go out."""
    gone = io.StringIO()
    gone.close()
    for file in (Full(), gone):
        monkeypatch.setattr(sys, "stderr", file)
        logs.set_up(level="info", form="json", mask_numbers=True)
        structlog.get_logger().info("card shown")
