"""The talk clock."""

from callbridge.telephony.talk import Line, TalkClock, seconds_between
from tests.support.recordings import instant


def test_talk_and_hold_add_up_apart() -> None:
    clock = TalkClock()
    for line, at in ((Line.TALKING, 1), (Line.HELD, 4), (Line.TALKING, 6), (Line.APART, 7), (Line.TALKING, 100)):
        clock.switch(line, instant(at))
    assert (clock.talk_seconds, clock.hold_seconds) == (4.0, 2.0)


def test_the_same_line_again_changes_nothing() -> None:
    clock = TalkClock()
    for line, at in ((Line.TALKING, 1), (Line.TALKING, 3), (Line.APART, 4)):
        clock.switch(line, instant(at))
    assert clock.talk_seconds == 3.0


def test_time_never_runs_backwards() -> None:
    assert seconds_between(instant(2), instant(1)) == 0.0
    assert seconds_between(None, instant(1)) == 0.0
