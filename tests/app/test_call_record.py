"""The row that is kept of a call."""

from dataclasses import replace

from callbridge.app.call_record import TEXT_LIMIT, closed_unseen, live_call_of, record_of, who_had_it
from callbridge.crm.call_log import CallRecord
from callbridge.screenpop.live_call import LiveCall
from callbridge.telephony.call_event import CallParked, CallTransferred, RingEnd, TransferKind
from tests.support.app import read
from tests.support.calls import ANNA, BORIS, CALL, VERA, answered, at, ended, left, live_call, rang, started, stopped


def test_a_record_of_a_living_call_has_no_end() -> None:
    call = live_call()
    call.apply(rang("101"), (ANNA,))
    record = record_of(call, earlier=None, known=None, campaign=None)
    assert (record.outcome, record.ended_at, len(record.legs)) == ("", None, 1)


def test_hostile_texts_of_the_network_are_cut() -> None:
    call = live_call()
    call.caller_name = "я" * 10_000
    assert len(record_of(call, earlier=None, known=None, campaign=None).caller_name) == TEXT_LIMIT


def test_an_earlier_record_keeps_its_answer_and_its_legs() -> None:
    before = live_call()
    before.apply(rang("101"), (ANNA,))
    before.apply(answered("101"), (ANNA,))
    earlier = record_of(before, earlier=None, known=None, campaign=None)
    after = live_call()
    after.apply(answered("101", 70, leg="new"), (ANNA,))
    after.apply(ended(80), ())
    record = record_of(after, earlier=earlier, known=None, campaign=None)
    assert (record.answered_at, record.ended_at) == (at(2), at(80))
    assert [leg.leg_id for leg in record.legs] == ["main:leg-101", "main:leg-new"]


def test_a_call_that_ended_unseen_is_closed_as_unknown_and_partial() -> None:
    record = record_of(live_call(), earlier=None, known=None, campaign=None)
    closed = closed_unseen(record, at(9))
    assert (closed.outcome, closed.hung_up_by, closed.ended_at, closed.is_partial) == (
        "unknown",
        "unknown",
        at(9),
        True,
    )


def test_a_call_found_after_a_restart_goes_on_as_it_was_kept() -> None:
    before = live_call()
    before.trunk, before.queue, before.caller_name = "PJSIP/trunk", "sales", "Пётр"
    earlier = record_of(before, earlier=None, known=None, campaign=None)
    after = live_call_of("main", replace(started(60, number="", is_partial=True), trunk=""), read, earlier)
    assert (after.started_at, after.number.raw, after.did.raw) == (at(0), "89161234567", "74951110003")
    assert (after.trunk, after.queue, after.caller_name, after.is_partial) == ("PJSIP/trunk", "sales", "Пётр", True)


def kept(call: LiveCall, earlier: CallRecord | None = None) -> CallRecord:
    return record_of(call, earlier=earlier, known=None, campaign=None)


def test_each_phones_talk_and_hold_are_kept_apart() -> None:
    call = live_call()
    for extension, who in (("101", ANNA), ("102", BORIS)):
        call.apply(rang(extension), (who,))
        call.apply(answered(extension), (who,))
        call.apply(left(extension), (who,))
    assert [(leg.operator_id, leg.talk_seconds, leg.hold_seconds) for leg in kept(call).legs] == [
        (ANNA, 2.0, 0.5),
        (BORIS, 2.0, 0.5),
    ]


def test_transfers_are_counted_and_parking_is_none() -> None:
    call = live_call()
    call.apply(CallParked(call_id=CALL, at=at(3), endpoint="PJSIP/101", space="701"), (ANNA,))
    for kind in TransferKind:
        call.apply(CallTransferred(call_id=CALL, at=at(4), kind=kind, endpoint="PJSIP/102", target="103"), (BORIS,))
    assert (kept(call).transfers, len(kept(call).moments)) == (2, 3)


def test_a_restart_in_the_middle_loses_nothing_and_doubles_nothing() -> None:
    """Anna talked and handed over before it, Boris answered before it and is found again by the snapshot."""
    before = live_call()
    before.apply(rang("101"), (ANNA,))
    before.apply(stopped("101", RingEnd.ANSWERED), (ANNA,))
    before.apply(answered("101"), (ANNA,))
    blind = CallTransferred(call_id=CALL, at=at(4), kind=TransferKind.BLIND, endpoint="PJSIP/101", target="102")
    before.apply(blind, (ANNA,))
    before.apply(left("101"), (ANNA,))
    before.apply(rang("102", 5), (BORIS,))
    before.apply(stopped("102", RingEnd.ANSWERED, 6), (BORIS,))
    before.apply(answered("102", 6), (BORIS,))
    earlier = kept(before)
    assert earlier.moments[0].colleague_id == BORIS

    after = live_call_of("main", started(60, number="", is_partial=True), read, earlier)
    after.apply(answered("102", 60), (BORIS,))
    after.apply(left("102", 70), (BORIS,))
    after.apply(ended(70), ())
    record = kept(after, earlier)
    assert record.moments == earlier.moments
    assert [(leg.leg_id, leg.answered_at, leg.ring_end, leg.talk_seconds) for leg in record.legs] == [
        ("main:leg-101", at(2), "answered", 2.0),
        ("main:leg-102", at(6), "answered", 2.0),
    ]
    assert (record.talk_seconds, record.hold_seconds, record.wait_seconds) == (3.0 + 2.0, 0.5, 2.0)
    assert record.started_at == earlier.started_at


def test_a_call_that_ended_unseen_keeps_the_talk_that_was_seen() -> None:
    """Of two who talked at the same time (a conference), no more than the time there was."""
    call = live_call()
    for extension, who in (("101", ANNA), ("102", BORIS)):
        call.apply(answered(extension), (who,))
        call.apply(left(extension), (who,))
    closed = closed_unseen(kept(call), at(9))
    assert (closed.talk_seconds, closed.hold_seconds) == (2.0, 0.0)


def test_who_had_the_customer_is_told_in_the_order_they_came() -> None:
    call = live_call()
    call.apply(rang("103", 1), (VERA,))
    call.apply(answered("102", 3), (BORIS,))
    call.apply(answered("101", 2), (ANNA,))
    call.apply(answered("999", 4), ())
    assert who_had_it(record_of(call, earlier=None, known=None, campaign=None)) == (ANNA, BORIS)
