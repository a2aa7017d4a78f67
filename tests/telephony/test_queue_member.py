"""Members of queues as Asterisk lists them and tells of them."""

from datetime import UTC, datetime

import pytest

from callbridge.telephony.ami_event import AmiEvent
from callbridge.telephony.queue_member import QueueMember, QueueMembers, member_of

ITEM = AmiEvent(
    "QueueMember",
    {"Queue": "sales", "Name": "A", "Location": "PJSIP/104", "StateInterface": "PJSIP/104", "LoginTime": "1795457177"},
)


def test_a_listed_member_is_known_by_its_phone_with_when_it_joined() -> None:
    members = QueueMembers()
    members.replace([AmiEvent("QueueParams", {"Queue": "sales"}), ITEM])
    joined = datetime.fromtimestamp(1795457177, UTC)
    assert members.at("PJSIP/104") == (
        QueueMember(queue="sales", interface="PJSIP/104", phone="PJSIP/104", joined_at=joined),
    )
    assert members.at("PJSIP/10") == ()


def test_a_pause_is_followed_and_who_is_removed_is_gone() -> None:
    members = QueueMembers()
    told = {"Queue": "sales", "Interface": "PJSIP/104", "Paused": "1", "PausedReason": "Обед", "LoginTime": "x"}
    assert members.feed(AmiEvent("QueueMemberPause", told)).reason == "Обед"
    assert members.at("PJSIP/104")[0].is_paused
    members.feed(AmiEvent("QueueMemberRemoved", told))
    assert members.at("PJSIP/104") == ()


def test_whose_pause_was_changed_is_not_as_they_joined() -> None:
    told = {"Queue": "q", "Interface": "PJSIP/104", "Paused": "0", "LoginTime": "1790000000"}
    assert member_of(AmiEvent("QueueMemberAdded", told)).joined_at is not None
    assert member_of(AmiEvent("QueueMemberPause", told)).joined_at is None


@pytest.mark.parametrize("told", ["0", "", "never", "99999999999999999999", "²"])
def test_what_is_no_time_is_no_time(told: str) -> None:
    assert member_of(AmiEvent("QueueMemberAdded", {"Queue": "q", "LoginTime": told})).joined_at is None


@pytest.mark.parametrize(
    ("interface", "state", "phone"),
    [
        ("Local/101@from-queue/n", "hint:101@ext-local", "PJSIP/101"),
        ("Local/101@from-queue/n", "Local/101@from-queue/n", "PJSIP/101"),
        ("Local/101@from-queue/n", "", "PJSIP/101"),
        ("Local/101@from-queue/n", "PJSIP/101", "PJSIP/101"),
        ("SIP/101", "SIP/101", "SIP/101"),
        ("Local/101", "Custom:101", "Custom:101"),
    ],
)
def test_a_member_as_freepbx_names_it_is_the_phone_of_its_extension(interface: str, state: str, phone: str) -> None:
    told = {"Queue": "sales", "Interface": interface, "StateInterface": state}
    members = QueueMembers()
    members.feed(AmiEvent("QueueMemberAdded", told))
    assert [each.interface for each in members.at(phone)] == [interface]
    assert QueueMembers("SIP").feed(AmiEvent("QueueMemberAdded", told)).phone in (phone, "SIP/101")


def test_a_dynamic_member_is_known_from_those_of_the_configuration_and_may_be_put_and_dropped() -> None:
    told = {"Queue": "sales", "Interface": "PJSIP/104", "Membership": "dynamic"}
    assert member_of(AmiEvent("QueueMemberAdded", told)).is_dynamic
    assert not member_of(AmiEvent("QueueMemberAdded", {**told, "Membership": "static"})).is_dynamic
    members = QueueMembers()
    members.put(member_of(AmiEvent("QueueMemberAdded", told)))
    members.drop("sales", "PJSIP/104")
    members.drop("sales", "PJSIP/104")
    assert members.at("PJSIP/104") == ()
