"""Messages in which nobody can be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.telephony.disguise import Disguise
from callbridge.telephony.topology import Topology


def disguised(*lines: str) -> list[str]:
    return Disguise(Topology()).message("\r\n".join(lines).encode("utf-8", "surrogateescape")).decode().split("\r\n")


def test_what_follows_calls_is_kept_and_what_names_people_is_invented() -> None:
    """R147: what a bug report needs is left of a message."""
    assert disguised(
        "Event: DialBegin",
        "Privilege: call,all",
        "Timestamp: 1795402943.589795",
        "Channel: PJSIP/acme-0000001b",
        "ChannelState: 6",
        "CallerIDNum: +79161234567",
        "CallerIDName: Иван Петров",
        "Uniqueid: 1795403027.27",
        "Context: acme-in",
        "AccountCode: acme",
        "DestChannel: PJSIP/101-0000001c",
        "DestCallerIDName: Анна",
        "DestUniqueid: 1795403027.28",
        "DialString: 89161234567@acme",
    ) == [
        "Event: DialBegin",
        "Privilege: call,all",
        "Timestamp: 1795402943.589795",
        "Channel: PJSIP/trunk1-0000001b",
        "ChannelState: 6",
        "CallerIDNum: +79005550001",
        "CallerIDName: Абонент 1",
        "Uniqueid: 1795403027.27",
        "Context: context1",
        "AccountCode: account1",
        "DestChannel: PJSIP/101-0000001c",
        "DestCallerIDName: Абонент 2",
        "DestUniqueid: 1795403027.28",
        "DialString: 89005550001@trunk1",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("AppData: PJSIP/acme/89161234567,15", "AppData: "),
        ("Variable: CLIENT_IVANOV", "Variable: "),
        ("Value: Иванов", "Value: "),
        ("ChanVariable: CLIENT=Иванов", "ChanVariable: "),
        ("SomethingNew: secret", "SomethingNew: "),
        ("Digit: 7", "Digit: 0"),
        ("Digit: *", "Digit: *"),
        ("Cause: 16", "Cause: 16"),
        ("Cause: 9161234567", "Cause: "),
        ("Reason: Иванов ушёл", "Reason: "),
        ("Reason: caller", "Reason: caller"),
        ("Timestamp: Иванов", "Timestamp: "),
        ('CallerID: "Иван" <+79161234567>', 'CallerID: "Абонент 1" <+79005550001>'),
        ("AccountCode: ", "AccountCode: "),
        ("TransferTargetChannel: PJSIP/acme-0000001b", "TransferTargetChannel: PJSIP/trunk1-0000001b"),
        ("TargetChannel: PJSIP/acme-0000001b", "TargetChannel: PJSIP/trunk1-0000001b"),
        ("DestTransfererChannel: PJSIP/acme-0000001b", "DestTransfererChannel: PJSIP/trunk1-0000001b"),
        ("Conference: board", "Conference: queue1"),
        ("OrigBridgeUniqueid: Иванов", "OrigBridgeUniqueid: id1"),
        ("ParkeeCallerIDNum: 89161234567", "ParkeeCallerIDNum: 89005550001"),
        ("Message: acme.ru", "Message: "),
        ("ParkingLot: default", "ParkingLot: default"),
        ("ParkingLot: acme", "ParkingLot: context1"),
    ],
)
def test_a_header_that_no_table_knows_loses_its_value(line: str, told: str) -> None:
    assert disguised("Event: Some", line)[1:] == [told]


def test_what_is_no_header_goes() -> None:
    assert disguised("Event: Some", "Иванов", "ChanVariable(PJSIP/acme-0000001b): CLIENT=1", "Иванов: 1") == [
        "Event: Some"
    ]
    assert disguised("Иванов") == ["?"]


def test_what_somebody_may_have_typed_goes_with_its_name() -> None:
    assert disguised(
        "Event: UserEvent", "UserEvent: ivanov", "Ivanov: 1", "Status: ivanov", "Uniqueid: 1795403027.2"
    ) == [
        "Event: UserEvent",
        "Status: ",
        "Uniqueid: 1795403027.2",
    ]
    assert disguised("Event: QueueMemberPause", "Paused: 1", "Reason: 112")[1:] == ["Paused: ", "Reason: "]


def test_a_stray_line_end_makes_no_header() -> None:
    assert disguised("Response: Success", "Message: a\nCallerIDNum: 89161234567") == ["Response: Success", "Message: "]
    assert disguised("Event: Some", "CallerIDName: a\nb: 89161234567") == ["Event: Some", "CallerIDName: Person 1"]


def test_the_banner_and_an_empty_line_before_a_message_stay() -> None:
    assert disguised("", "Asterisk Call Manager/11.0.0", "Response: Success") == [
        "",
        "Asterisk Call Manager/11.0.0",
        "Response: Success",
    ]
    assert disguised("") == [""]


def test_rtcp_reports_speak_of_addresses() -> None:
    assert disguised("Event: RTCPSent", "From: 10.0.0.1:4000", "To: 10.0.0.2:4000")[1:] == [
        "From: 192.0.2.1:4000",
        "To: 192.0.2.2:4000",
    ]


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise_or_end_a_message_early(block: bytes) -> None:
    told = Disguise(Topology()).message(block.replace(b"\r\n\r\n", b""))
    assert b"\r\n\r\n" not in told.lstrip(b"\r\n")


HEADERS = st.sampled_from(
    [
        "CallerIDNum",
        "CallerIDName",
        "Channel",
        "DestChannel",
        "Exten",
        "AppData",
        "Value",
        "Variable",
        "Queue",
        "Context",
        "AccountCode",
        "CallerID",
        "Uniqueid",
        "ActionID",
        "URI",
        "RemoteAddress",
        "Interface",
        "Message",
        "Reason",
        "Foo",
    ]
)
SECRETS = ("9161234567", "Кузнецова", "Kuznetsova", "10.11.12.13", "pbx.acme.test")


@given(st.lists(st.tuples(HEADERS, st.text(max_size=8), st.sampled_from(SECRETS), st.text(max_size=8)), max_size=8))
def test_nothing_private_is_left_wherever_it_stood(headers: list[tuple[str, str, str, str]]) -> None:
    lines = [f"{name}: {before}{secret}{after}" for name, before, secret, after in headers]
    text = "\r\n".join(["Event: Newchannel", *(line.replace("\r\n", " ") for line in lines)])
    told = Disguise(Topology()).message(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogateescape")
    assert [secret for secret in SECRETS if secret in told] == []


def test_what_is_remembered_of_lines_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callbridge.telephony.disguise._REMEMBERED_LINES", 3)
    disguise = Disguise(Topology())
    for number in range(10):
        disguise.message(f"Event: Some\r\nQueue: {'q' * 300}\r\nPriority: {number}\r\nTimestamp: {number}.0".encode())
    assert len(disguise._known) <= 3
    assert all(line.startswith(("Priority", "Event")) for _, line in disguise._known)
