"""What the queues say of operators, and what of it is only our own echo."""

from callbridge.app.queue_mirror import ECHO_S, QueueMirror, Said
from callbridge.crm.operator import Presence
from callbridge.crm.status import StatusPeriod
from callbridge.telephony.ami_event import AmiEvent, PbxSnapshot
from callbridge.telephony.queue_member import QueueMember
from tests.support.app import FakePhones, operator
from tests.support.calls import ANNA, NINE
from tests.support.clock import FakeClock


def member(name: str = "QueueMember", *, paused: str = "0", interface: str = "PJSIP/101") -> AmiEvent:
    headers = {"Queue": "sales", "Location": interface, "StateInterface": "PJSIP/101", "Paused": paused}
    return AmiEvent(name, headers)


async def test_until_the_pbx_tells_of_what_was_ordered_its_queues_say_nothing() -> None:
    clock, phones = FakeClock(NINE), FakePhones()
    mirror = QueueMirror(phones, clock, [("main", "PJSIP")])
    anna = operator(ANNA, "101", "Анна")
    mirror.connected("main", PbxSnapshot(queues=(member(),)))
    assert mirror.said(anna) == Said(is_paused=False, reason="")
    lunch = StatusPeriod(operator_id=ANNA, presence=Presence.PAUSED, reason="Обед", began_at=NINE)
    await mirror.tell("main", "PJSIP/101", lunch)
    assert mirror.said(anna) is None
    clock.pass_seconds(ECHO_S)
    assert mirror.said(anna) == Said(is_paused=False, reason="")


async def test_an_echo_of_the_order_before_ends_no_waiting_for_the_last_one() -> None:
    """Who pauses and gets ready at once would otherwise be paused again by the first order's echo."""
    mirror = QueueMirror(FakePhones(), FakeClock(NINE), [("main", "PJSIP")])
    anna = operator(ANNA, "101", "Анна")
    mirror.connected("main", PbxSnapshot(queues=(member(),)))
    lunch = StatusPeriod(operator_id=ANNA, presence=Presence.PAUSED, reason="Обед", began_at=NINE)
    await mirror.tell("main", "PJSIP/101", lunch)
    await mirror.tell("main", "PJSIP/101", StatusPeriod(operator_id=ANNA, presence=Presence.READY, began_at=NINE))
    mirror.heard("main", member("QueueMemberPause", paused="1"))
    assert mirror.said(anna) is None
    mirror.heard("main", member("QueueMemberPause"))
    assert mirror.said(anna) == Said(is_paused=False, reason="")


def test_a_joining_that_was_told_before_it_was_answered_is_waited_for_no_more() -> None:
    """Else what the PBX's staff change in the seconds after it would be taken for an echo, and never be followed."""
    mirror = QueueMirror(FakePhones(), FakeClock(NINE), [("main", "PJSIP")])
    anna = operator(ANNA, "101", "Анна")
    mirror.connected("main", PbxSnapshot())
    mirror.heard("main", member("QueueMemberAdded"))
    mirror.joined("main", QueueMember(queue="sales", interface="PJSIP/101", phone="PJSIP/101", is_dynamic=True))
    assert mirror.said(anna) == Said(is_paused=False, reason="")
    mirror.heard("main", member("QueueMemberPause", paused="1"))
    assert mirror.said(anna) == Said(is_paused=True, reason="")


async def test_a_member_by_another_interface_is_paused_by_that() -> None:
    """A member ``Local/101@agents`` has the state of PJSIP/101, and QueuePause knows it by its interface alone."""
    phones = FakePhones()
    mirror = QueueMirror(phones, FakeClock(NINE), [("main", "PJSIP")])
    mirror.connected("main", PbxSnapshot(queues=(member(interface="Local/101@agents"),)))
    lunch = StatusPeriod(operator_id=ANNA, presence=Presence.PAUSED, reason="Обед", began_at=NINE)
    await mirror.tell("main", "PJSIP/101", lunch)
    assert phones.pauses == [("main", "Local/101@agents", True, "Обед")]


def test_who_is_in_no_queue_has_no_status_there() -> None:
    mirror = QueueMirror(FakePhones(), FakeClock(NINE), [("main", "PJSIP")])
    assert mirror.said(operator(ANNA, "101", "Анна")) is None
