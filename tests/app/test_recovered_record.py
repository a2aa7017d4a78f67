"""The record of a call that the CDR tell of."""

from dataclasses import replace
from datetime import timedelta

from callbridge.app.call_record import closed_unseen, record_of
from callbridge.app.recovered_record import Known, is_wanted, record_of_cdr
from callbridge.kernel.ids import OperatorId
from callbridge.telephony.cdr_call import CdrCall, read_call
from callbridge.telephony.topology import Topology
from tests.support.app import read
from tests.support.calls import ANNA, answered, at, ended, live_call, rang
from tests.support.cdr_rows import recorded_rows
from tests.support.recordings import PBX


def told(name: str) -> CdrCall:
    call = read_call(PBX, recorded_rows(name), Topology())
    assert call is not None
    return call


def known(call: CdrCall) -> Known:
    seats: dict[str, tuple[OperatorId, ...]] = {"PJSIP/101": (ANNA,)}
    return Known(operators_at=lambda endpoint: seats.get(endpoint, ()), number=read(call.number), did=read(call.did))


def test_a_call_nobody_saw_is_recorded_whole() -> None:
    """R152"""
    call = told("s01_direct_answered")
    record = record_of_cdr(call, "main", None, known(call), at(0))
    assert (record.outcome, record.operator_id, record.number_e164) == ("answered", ANNA, "+79161234567")
    assert (record.talk_seconds, record.wait_seconds, record.is_recovered, record.is_partial) == (3.0, 1.0, True, False)
    assert [(leg.endpoint, leg.operator_id, leg.ring_end) for leg in record.legs] == [("PJSIP/101", ANNA, "answered")]
    assert [(step.code, dict(step.params)) for step in record.trace] == [("trace.recovered", {"rows": 1})]


def test_an_abandoned_call_belongs_to_nobody_and_the_caller_hung_up() -> None:
    call = told("s07_queue_abandon")
    record = record_of_cdr(call, "main", None, known(call), at(0))
    assert (record.outcome, record.hung_up_by, record.operator_id, record.queue) == (
        "abandoned",
        "caller",
        None,
        "sales",
    )


def test_a_call_closed_unseen_keeps_what_we_saw_and_gets_its_end() -> None:
    call = told("s01_direct_answered")
    live = live_call()
    live.apply(rang("101"), (ANNA,))
    live.apply(answered("101"), (ANNA,))
    begun = replace(
        record_of(live, earlier=None, known=None, campaign=None), started_at=call.started_at, answered_at=None
    )
    kept = closed_unseen(begun, call.ended_at + timedelta(minutes=5))
    record = record_of_cdr(call, "main", kept, known(call), at(0))
    assert (record.call_id, record.number_e164, record.caller_name) == (
        kept.call_id,
        kept.number_e164,
        kept.caller_name,
    )
    assert (record.outcome, record.ended_at, record.talk_seconds) == ("answered", call.ended_at, 3.0)
    assert [leg.leg_id for leg in record.legs] == ["main:leg-101"]
    assert [step.code for step in record.trace][-2:] == ["trace.closed_unseen", "trace.completed"]


def test_only_what_the_log_lacks_is_wanted() -> None:
    """R152: nothing doubled: a call whose end we saw is ours, a recovered one changes only when rows were added."""
    call = told("s01_direct_answered")
    recovered = record_of_cdr(call, "main", None, known(call), at(0))
    live = live_call()
    live.apply(ended(80), ())
    seen = record_of(live, earlier=None, known=None, campaign=None)
    assert is_wanted(call, None)
    assert is_wanted(call, closed_unseen(seen, at(1)))
    assert not is_wanted(call, seen)
    assert not is_wanted(call, recovered)
    more = replace(call, row_count=2)
    assert is_wanted(more, recovered)
    assert not is_wanted(more, record_of_cdr(more, "main", recovered, known(call), at(0)))
