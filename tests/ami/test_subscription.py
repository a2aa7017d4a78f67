"""What we listen to."""

from callbridge.ami.subscription import LINK_EVENTS, TRACKED_EVENTS


def test_the_noise_of_the_dialplan_and_of_reports_is_not_listened_to() -> None:
    assert TRACKED_EVENTS.isdisjoint({"VarSet", "Newexten", "RTCPSent", "RTCPReceived", "TestEvent", "PeerStatus"})
    assert LINK_EVENTS <= TRACKED_EVENTS
