"""MixMonitor's events are read."""

import pytest

from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.taping import TAPE_EVENTS, TapeNews, tape_change


@pytest.mark.parametrize(
    ("name", "more", "news"),
    [
        ("MixMonitorStart", {}, TapeNews.STARTED),
        ("MixMonitorStop", {}, TapeNews.STOPPED),
        ("MixMonitorMute", {"Direction": "both", "State": "1"}, TapeNews.MUTED),
        ("MixMonitorMute", {"Direction": "both", "State": "0"}, TapeNews.UNMUTED),
    ],
)
def test_what_became_of_a_channels_tape_is_read(name: str, more: dict[str, str], news: TapeNews) -> None:
    assert name in TAPE_EVENTS
    change = tape_change(AmiEvent(name, {"Uniqueid": "1.2", "Linkedid": "1.1", **more}))
    assert (change.unique_id, change.linked_id, change.news) == ("1.2", "1.1", news)
