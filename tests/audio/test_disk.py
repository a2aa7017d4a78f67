import asyncio
import threading

import pytest

from callbridge.audio.disk import SlowDisk
from callbridge.kernel.errors import AudioUnavailable


async def test_work_is_done_beside_the_loop() -> None:
    assert await SlowDisk(5).run(threading.get_ident) != threading.get_ident()


async def test_a_disk_that_does_not_answer_is_not_waited_for() -> None:
    disk, answer = SlowDisk(0.01), threading.Event()
    with pytest.raises(AudioUnavailable, match="timeout"):
        await disk.run(answer.wait)
    answer.set()


async def test_a_line_before_a_stuck_disk_is_bounded() -> None:
    disk, answer = SlowDisk(0.5), threading.Event()
    asking = (disk.run(answer.wait) for _ in range(70))
    refusals = await asyncio.gather(*asking, return_exceptions=True)
    answer.set()
    codes = sorted(refusal.code for refusal in refusals if isinstance(refusal, AudioUnavailable))
    assert codes == ["audio.busy"] * 6 + ["audio.folder"] * 64


async def test_what_the_system_says_is_passed_on() -> None:
    def fail() -> None:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(AudioUnavailable, match="Permission denied"):
        await SlowDisk(5).run(fail)


async def test_what_is_done_later_is_done() -> None:
    done = threading.Event()
    SlowDisk(5).later(done.set)
    assert done.wait(5)
