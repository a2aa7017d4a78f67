"""app_chanspy's events are read."""

from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.spying import SPY_EVENTS, spy_change


def test_who_takes_part_in_whose_talk_is_read() -> None:
    headers = {
        "SpyerChannel": "PJSIP/103-0000002a",
        "SpyerUniqueid": "1.5",
        "SpyeeUniqueid": "1.2",
        "SpyeeLinkedid": "1.1",
    }
    began = spy_change(AmiEvent("ChanSpyStart", headers))
    assert (began.spyer_id, began.endpoint, began.unique_id, began.linked_id, began.is_on) == (
        "1.5", "PJSIP/103", "1.2", "1.1", True,
    )  # fmt: skip
    ended = spy_change(AmiEvent("ChanSpyStop", {"SpyerChannel": "PJSIP/103-0000002a", "SpyerUniqueid": "1.5"}))
    assert (ended.unique_id, ended.is_on) == ("", False)
    assert {"ChanSpyStart", "ChanSpyStop"} == SPY_EVENTS
