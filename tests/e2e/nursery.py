"""Processes of callbridge that are forked from one which has imported everything: a start costs no 3 s of a core.

From there on each is what `python -m callbridge` is: a process of its own, with its own memory, signals and files.
"""

import asyncio
import multiprocessing
import os
import signal
from pathlib import Path

from callbridge.cli import main

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["callbridge.cli", "callbridge.daemon", __name__])


class Born:
    """One running `callbridge`; the few things of `asyncio.subprocess.Process` that stories need."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self._process = _FORKS.Process(target=_live, args=(str(log), arguments), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code, a signal's number below zero, None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int:
        """Wait for its end and return the exit code."""
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode


def _live(log: str, arguments: tuple[str, ...]) -> None:
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(written, 1)
    os.dup2(written, 2)
    main(arguments)
