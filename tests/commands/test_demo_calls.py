"""Calls of the demo before today hold together as those of a PBX do."""

from callbridge.commands.demo_calls import Caller, missed_call, talk
from callbridge.commands.demo_data import LINE_FAIR
from callbridge.kernel.ids import CallId, OperatorId, PersonId
from tests.support.calls import NINE

ANNA, BORIS = OperatorId(1), OperatorId(2)
CALLER = Caller(number="+79005550101", person_id=PersonId(1))


def test_a_talk_was_rung_for_answered_and_ended() -> None:
    call = talk(CallId("demo:1"), CALLER, NINE, (0, ANNA), line=LINE_FAIR)
    [leg] = call.legs
    assert (call.direction, call.did_e164, leg.endpoint, leg.operator_id) == ("inbound", LINE_FAIR, "PJSIP/101", ANNA)
    assert call.answered_at is not None
    assert call.ended_at is not None
    assert (call.ended_at - call.answered_at).total_seconds() == call.talk_seconds == leg.talk_seconds > 0


def test_one_that_we_made_rang_nobody_of_ours() -> None:
    call = talk(CallId("demo:1"), CALLER, NINE, (1, BORIS))
    assert (call.direction, call.did_e164, call.legs[0].rang_at) == ("outbound", "", None)


def test_a_missed_one_rang_everybody_until_the_caller_gave_up() -> None:
    call = missed_call(CallId("demo:1"), CALLER, NINE, [ANNA, BORIS])
    assert [(leg.endpoint, leg.ring_end, leg.ended_at) for leg in call.legs] == [
        ("PJSIP/101", "caller_gone", call.ended_at),
        ("PJSIP/102", "caller_gone", call.ended_at),
    ]
    assert call.answered_at is None
