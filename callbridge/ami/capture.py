"""Records one PBX's stream over a login of its own, beside a daemon that runs; asks for lists and changes nothing."""

import asyncio
import contextlib
import random
from collections.abc import Callable

from callbridge.ami.backoff import PACE, Pace
from callbridge.ami.recording_series import RecordingSeries
from callbridge.ami.supervisor import PbxSupervisor
from callbridge.app.pbx_port import AmiInput, LinkDown, LinkUp
from callbridge.config import PbxConfig
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, CallbridgeError, OutsideUnavailable
from callbridge.kernel.system_words import is_full, system_words

FLUSH_S = 1.0
_REFUSALS = frozenset({"ami.login_refused", "ami.permission_denied"})


class Capture:
    """One capture; `run` is its whole life."""

    def __init__(
        self,
        config: PbxConfig,
        series: RecordingSeries,
        *,
        clock: Clock,
        notice: Callable[[str], object],
        pace: Pace = PACE,
    ) -> None:
        """`series` must be open before `run`; `notice` is given the code of what is worth telling.

        Raises ConfigError (secret, TLS).
        """
        self._config = config
        self._notice = notice
        self._has_begun = False
        self._series = series
        self._inbox: asyncio.Queue[AmiInput] = asyncio.Queue(1000)
        self._supervisor = PbxSupervisor(
            config, inbox=self._inbox, clock=clock, rng=random.SystemRandom(), wanted=frozenset(), pace=pace
        )
        self._supervisor.recorder = series
        self._stopping = asyncio.Event()
        self._error: CallbridgeError | None = None

    def stop(self) -> None:
        """Let `run` log off, write the rest and return."""
        self._stopping.set()

    async def run(self) -> None:
        """Record until `stop`; a link lost later on is a gap in the recording and comes back by itself.

        Raises AmiUnavailable or AmiRefused when the very first link does not come up, OutsideUnavailable when the
        recording cannot be written any more.
        """
        try:
            async with asyncio.TaskGroup() as tasks:
                link = tasks.create_task(self._supervisor.run(), name="capture link")
                others = [
                    tasks.create_task(self._follow(), name="capture inbox"),
                    tasks.create_task(self._list_parts(), name="capture lists"),
                    tasks.create_task(self._flush(), name="capture flush"),
                    tasks.create_task(self._notice_failure(), name="capture failure"),
                ]
                await self._stopping.wait()
                await self._supervisor.stop()
                await link
                for task in others:
                    task.cancel()
        finally:
            if self._error is not None and not self._has_begun:
                self._series.discard()
            self._series.close()
        if self._series.failure is not None:
            raise write_failure(self._series.failure) from self._series.failure
        if self._error is not None:
            raise self._error
        self._notice("capture.done")

    async def _follow(self) -> None:
        while True:
            match await self._inbox.get():
                case LinkUp():
                    self._notice("capture.resumed" if self._has_begun else "capture.begun")
                    self._has_begun = True
                case LinkDown() if self._has_begun:
                    self._notice("capture.gap")
                case LinkDown(error=error) if error != "ami.booted_late":
                    self._error = self._failure(error)
                    self._stopping.set()
                case _:
                    pass

    def _failure(self, error: str) -> CallbridgeError:
        if error in _REFUSALS:
            return AmiRefused(error, pbx=self._config.name, message="")
        return AmiUnavailable("capture.no_link", host=self._config.host, port=self._config.port)

    async def _list_parts(self) -> None:
        while True:
            await self._series.needs_lists.wait()
            self._series.needs_lists.clear()
            with contextlib.suppress(AmiUnavailable, AmiRefused):  # the link is down: it comes back with lists
                await self._supervisor.list_again()

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_S)
            self._series.flush()

    async def _notice_failure(self) -> None:
        await self._series.failed.wait()
        self._stopping.set()


def write_failure(error: OSError) -> CallbridgeError:
    """Tell in words why a recording cannot be written."""
    path = str(error.filename or "")
    if is_full(error):
        return OutsideUnavailable("capture.disk_full")
    if isinstance(error, FileExistsError):
        return OutsideUnavailable("capture.exists", path=path)
    return OutsideUnavailable("capture.write_failed", path=path, reason=system_words(error))
