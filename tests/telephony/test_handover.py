"""Transfers, pickup and parking by name: told once, of a call that is known, and only when they succeeded."""

import pytest

from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.call_event import CallParked, CallTransferred, CallUnparked
from callbridge.telephony.handover import HANDOVERS
from tests.support.recordings import follow, instant, load, new_tracker, of_type, replay


def changed(name: str, event_name: str, **headers: str) -> list[tuple[float, AmiEvent]]:
    """Return a recording in which the events of one name have other headers."""
    return [
        (at, AmiEvent(event.name, event.headers | headers) if event.name == event_name else event)
        for at, event in load(name).tracked
    ]


@pytest.mark.parametrize(
    ("name", "event_name"), [("t01_blind_refer", "BlindTransfer"), ("t05_attended_refer", "AttendedTransfer")]
)
def test_a_transfer_that_failed_is_not_told(name: str, event_name: str) -> None:
    assert of_type(replay(name), CallTransferred)
    said = follow(new_tracker(), changed(name, event_name, Result="Fail"))
    assert of_type(said, CallTransferred) == []


def test_a_handover_of_channels_never_seen_means_nothing() -> None:
    for name in HANDOVERS:
        headers = {"Result": "Success", "ParkeeUniqueid": "1.1", "TransfereeUniqueid": "1.1", "TargetUniqueid": "1.1"}
        assert new_tracker().feed(AmiEvent(name, headers), instant(0)) == []


def test_a_local_half_is_named_by_the_number_it_leads_to() -> None:
    """The half that consults a colleague is a ``Local/102@…`` (feature code), or none at all (blonde by REFER)."""
    for name in ("t06_attended_feature_code", "t10_blonde_feature_code", "t09_blonde_refer"):
        assert [event.target for event in of_type(replay(name), CallTransferred)] == ["102"]


def test_a_call_parked_twice_is_told_twice() -> None:
    events = load("t24_park_timeout").tracked
    parked = next(position for position, (_, e) in enumerate(events) if e.name == "ParkedCall")
    out = next(position for position, (_, e) in enumerate(events) if e.name == "ParkedCallTimeOut")
    again = [*events[: out + 1], events[parked], events[out], *events[out + 1 :]]
    said = follow(new_tracker(), again)
    assert (len(of_type(said, CallParked)), len(of_type(said, CallUnparked))) == (2, 2)
