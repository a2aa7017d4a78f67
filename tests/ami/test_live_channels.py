"""Lists made of events, held against what Asterisk's own lists would say."""

from callbridge.ami.live_channels import LiveChannels
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.resync import resync
from callbridge.telephony.switchboard import Switchboard
from callbridge.telephony.topology import Topology
from tests.support.recordings import NAMES, PBX, instant, load


def event(name: str, **headers: str) -> AmiEvent:
    return AmiEvent(name, headers)


def lists(live: LiveChannels) -> PbxSnapshot:
    return PbxSnapshot(
        channels=tuple(AmiEvent("CoreShowChannel", item) for item in live.channels.values()),
        bridges=tuple(AmiEvent("BridgeListItem", item) for item in live.bridges),
        queues=tuple(AmiEvent(item["Event"], item) for item in live.queues),
    )


def test_a_call_in_a_bridge_is_listed_until_it_hangs_up() -> None:
    live = LiveChannels()
    live.feed(event("Newchannel", Uniqueid="1.1", Linkedid="1.1", Channel="PJSIP/trunk-00000001", ChannelState="4"))
    dialled = {"DestUniqueid": "1.2", "DestChannel": "PJSIP/101-00000002", "DestChannelState": "5"}
    live.feed(event("DialBegin", Uniqueid="1.1", ChannelState="4", **dialled))
    assert [item["Application"] for item in live.channels.values()] == ["", "AppDial"]
    live.feed(
        event("BridgeEnter", Uniqueid="1.1", ChannelState="6", BridgeUniqueid="b", BridgeTechnology="simple_bridge")
    )
    assert (live.channels["1.1"]["BridgeId"], live.channels["1.1"]["ChannelState"]) == ("b", "6")
    assert live.bridges == [{"BridgeUniqueid": "b", "BridgeTechnology": "simple_bridge"}]
    live.feed(event("BridgeLeave", Uniqueid="1.1", ChannelState="6", BridgeUniqueid="b"))
    live.feed(event("BridgeDestroy", BridgeUniqueid="b"))
    live.feed(event("Hangup", Uniqueid="1.1", ChannelState="6"))
    assert (live.bridges, list(live.channels)) == ([], ["1.2"])


def test_a_name_told_after_the_hangup_brings_nobody_back() -> None:
    """t16: a Local channel's NewCallerid comes behind its Hangup."""
    live = LiveChannels()
    live.feed(event("Newchannel", Uniqueid="1.1", Channel="Local/102@from-internal-00000000;2", ChannelState="4"))
    live.feed(event("Hangup", Uniqueid="1.1", ChannelState="4"))
    live.feed(event("NewCallerid", Uniqueid="1.1", ChannelState="4", CallerIDNum="102"))
    assert live.channels == {}


def test_who_waits_in_a_queue_is_listed() -> None:
    live = LiveChannels()
    live.feed(event("QueueCallerJoin", Uniqueid="1.1", ChannelState="6", Queue="sales", Position="1"))
    [entry] = live.queues
    assert (entry["Event"], entry["Queue"], entry["Uniqueid"]) == ("QueueEntry", "sales", "1.1")
    live.feed(event("QueueCallerLeave", Uniqueid="1.1", ChannelState="6", Queue="sales"))
    assert live.queues == []


def test_lists_that_were_answered_begin_anew_and_what_came_meanwhile_counts() -> None:
    live = LiveChannels()
    live.feed(event("Newchannel", Uniqueid="1.1", ChannelState="4"))
    member = event("QueueMember", Queue="sales", ActionID="7")
    live.take_lists(
        PbxSnapshot(
            channels=(event("CoreShowChannel", Uniqueid="1.2", ActionID="7"), event("CoreShowChannel", Uniqueid="1.3")),
            queues=(member, event("QueueEntry", Uniqueid="1.2")),
            live=(event("Hangup", Uniqueid="1.3"),),
        )
    )
    assert live.channels == {"1.2": {"Uniqueid": "1.2"}}
    assert [item["Event"] for item in live.queues] == ["QueueMember", "QueueEntry"]
    assert "ActionID" not in live.queues[0]


def test_whoever_asks_in_the_midst_of_any_recording_is_told_who_is_there() -> None:
    for name in (each for each in NAMES if each != "s18_burst"):
        live, alive = LiveChannels(), set[str]()
        for seconds, heard in load(name).events:
            live.feed(heard)
            if heard.name == "Newchannel":
                alive.add(heard.headers["Uniqueid"])
            alive.discard(heard.headers["Uniqueid"] if heard.name == "Hangup" else "")
            assert alive <= live.channels.keys(), name
            resync(Switchboard(PBX, Topology()), lists(live), instant(seconds), instant(seconds))
        assert (live.channels, live.bridges) == ({}, []), name
