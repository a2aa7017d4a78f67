"""Logging: structlog to standard error, numbers and e-mail addresses masked first, what libraries log included."""

import asyncio
import logging
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from typing import Any, Literal, TextIO, cast

import structlog

from callbridge.kernel.masking import mask_addresses, mask_text

LIBRARIES_FROM = logging.WARNING
"""What libraries tell below it is their own business."""


class _Libraries(logging.Handler):
    """Lets what libraries (and asyncio) log go the way of our own lines: one format, nothing unmasked."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
            return  # uvicorn calls a request that the stop cut short an error
        logger = structlog.get_logger(record.name)
        logger.log(record.levelno, record.getMessage(), library=record.name, exc_info=record.exc_info)


class _Lenient:
    """Standard error that may be full, or whose reader may be gone: a line is lost then, and never what it tells of."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._file.flush()


def set_up(*, level: str, form: Literal["console", "json"], mask_numbers: bool) -> None:
    """Configure structlog for the process; calling it again replaces the earlier set-up."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
    ]
    if mask_numbers:
        processors.append(_mask)
    processors.append(structlog.processors.TimeStamper(fmt="iso", utc=True))  # our own: nothing to mask
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", _Lenient(sys.stderr))),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _Libraries)]:
        root.removeHandler(handler)
    root.addHandler(_Libraries(LIBRARIES_FROM))


def _mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: object) -> object:
    if isinstance(value, str):
        return mask_addresses(mask_text(value))
    if isinstance(value, Mapping):
        return {key: _masked(each) for key, each in value.items()}
    return [_masked(each) for each in value] if isinstance(value, list | tuple) else value
