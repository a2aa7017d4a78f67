"""The row that is kept of a call."""

from dataclasses import replace

from callbridge.app.call_record import TEXT_LIMIT, closed_unseen, live_call_of, record_of
from tests.support.app import read
from tests.support.calls import ANNA, answered, at, ended, live_call, rang, started


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
