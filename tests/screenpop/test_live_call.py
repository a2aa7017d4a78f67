"""The life of every operator's card, by values."""

from hypothesis import given
from hypothesis import strategies as st

from callbridge.screenpop.card import CardState
from callbridge.screenpop.card_view import CardStep, ShowCard, WithdrawCard
from callbridge.screenpop.live_call import LiveCall
from callbridge.screenpop.wire import WithdrawReason
from callbridge.telephony.call_event import (
    CallEvent,
    CallHeld,
    CallParked,
    CallResumed,
    CallTransferred,
    CallUnparked,
    Direction,
    HungUpBy,
    Outcome,
    RingEnd,
    TransferKind,
    UnparkReason,
)
from tests.support.calls import ANNA, BORIS, CALL, VERA, answered, at, ended, left, leg_of, live_call, rang, stopped

SITS = {"PJSIP/101": (ANNA,), "PJSIP/102": (BORIS,), "PJSIP/103": (VERA,)}


def apply(call: LiveCall, *events: CallEvent) -> list[CardStep]:
    steps: list[CardStep] = []
    for event in events:
        steps += call.apply(event, SITS.get(getattr(event, "endpoint", ""), ()))
    return steps


def test_ring_all_shows_a_card_to_everyone_who_rings() -> None:
    """R72: the card pops at the ring, at each phone once."""
    assert apply(live_call(), rang("101"), rang("102"), rang("102")) == [ShowCard(ANNA), ShowCard(BORIS)]


def test_answer_withdraws_the_others_cards_naming_the_answerer() -> None:
    call = live_call()
    apply(call, rang("101"), rang("102"))
    assert apply(call, answered("102")) == [
        WithdrawCard(ANNA, WithdrawReason.ANSWERED_ELSEWHERE, BORIS),
        ShowCard(BORIS),
    ]
    assert call.views[BORIS].state is CardState.TALKING
    assert apply(call, stopped("101", RingEnd.ANSWERED_ELSEWHERE)) == []


def test_a_loser_told_before_the_winner_waits_for_the_name() -> None:
    """Asterisk hangs the loser up before it tells who answered (recording s04)."""
    call = live_call()
    apply(call, rang("101"), rang("102"))
    assert apply(call, stopped("101", RingEnd.ANSWERED_ELSEWHERE)) == []
    assert apply(call, answered("102"))[0] == WithdrawCard(ANNA, WithdrawReason.ANSWERED_ELSEWHERE, BORIS)


def test_a_loser_does_not_wait_for_a_name_longer_than_a_second() -> None:
    call = live_call()
    apply(call, rang("101"), rang("102"), stopped("101", RingEnd.ANSWERED_ELSEWHERE, 2.0))
    assert call.expire(at(2.9)) == []
    assert call.expire(at(3.0)) == [WithdrawCard(ANNA, WithdrawReason.ANSWERED_ELSEWHERE)]


def test_a_second_device_of_the_same_operator_keeps_the_card() -> None:
    call = live_call()
    assert apply(call, rang("101", leg="a"), rang("101", leg="b")) == [ShowCard(ANNA)]
    assert apply(call, stopped("101", RingEnd.REJECTED, leg="a")) == []
    assert apply(call, stopped("101", RingEnd.NO_ANSWER, leg="b")) == [WithdrawCard(ANNA, WithdrawReason.NO_ANSWER)]


def test_a_queue_that_comes_back_rings_the_card_again() -> None:
    call = live_call()
    apply(call, rang("101"), stopped("101", RingEnd.NO_ANSWER))
    assert apply(call, rang("101", 6.0, leg="again", queue="sales")) == [ShowCard(ANNA)]
    assert call.queue == "sales"


def test_the_caller_who_gives_up_takes_every_ringing_card_along() -> None:
    call = live_call()
    apply(call, rang("101"), rang("102"))
    steps = apply(call, ended(outcome=Outcome.MISSED))
    assert steps == [WithdrawCard(who, WithdrawReason.CALLER_GONE) for who in (ANNA, BORIS)]
    assert call.views == {}


def test_a_talk_that_ends_leaves_its_card_for_wrap_up() -> None:
    call = live_call()
    apply(call, rang("101"), answered("101"))
    assert apply(call, ended()) == [ShowCard(ANNA)]
    assert call.views[ANNA].state is CardState.WRAP_UP


def test_an_internal_talk_needs_no_wrap_up() -> None:
    call = live_call(Direction.INTERNAL)
    apply(call, rang("101"), answered("101"))
    assert apply(call, ended()) == [WithdrawCard(ANNA, WithdrawReason.CALLER_GONE)]


def test_an_outbound_call_opens_a_dialing_card_and_leaves_if_unanswered() -> None:
    call = live_call(Direction.OUTBOUND)
    assert call.dial((ANNA,), at(0)) == [ShowCard(ANNA)]
    assert call.views[ANNA].state is CardState.DIALING
    steps = apply(call, ended(outcome=Outcome.NO_ANSWER, by=HungUpBy.PBX))
    assert steps == [WithdrawCard(ANNA, WithdrawReason.NO_ANSWER)]


def test_hold_and_resume_turn_the_card() -> None:
    call = live_call()
    apply(call, rang("101"), answered("101"))
    held = CallHeld(call_id=CALL, at=at(3), leg_id=leg_of("101"), endpoint="PJSIP/101")
    assert apply(call, held) == [ShowCard(ANNA)]
    assert call.views[ANNA].state is CardState.HELD
    back = CallResumed(call_id=CALL, at=at(4), leg_id=leg_of("101"), endpoint="PJSIP/101", hold_seconds=1.0)
    apply(call, back)
    assert call.views[ANNA].state is CardState.TALKING


def blind(giver: str, target: str, seconds: float = 3.0) -> CallTransferred:
    return CallTransferred(
        call_id=CALL, at=at(seconds), kind=TransferKind.BLIND, endpoint=f"PJSIP/{giver}", target=target
    )


def test_a_call_handed_over_leaves_the_first_operator_wrapping_up_and_names_them_to_the_next() -> None:
    """Issue 3: the first card wraps up as soon as its phone leaves, the next one says who had the customer."""
    call = live_call()
    apply(call, rang("101"), answered("101"), blind("101", "102"))
    assert apply(call, left("101", 3.1)) == [ShowCard(ANNA)]
    assert (call.views[ANNA].state, call.views[ANNA].ended_at) == (CardState.WRAP_UP, at(3.1))
    assert apply(call, rang("102", 3.2)) == [ShowCard(BORIS)]
    assert call.views[BORIS].handed_over_by == ANNA
    assert apply(call, answered("102", 5.0)) == [ShowCard(BORIS)]
    assert (call.views[BORIS].state, call.views[BORIS].handed_over_by) == (CardState.TALKING, ANNA)


def test_an_attended_transfer_names_the_giver_without_a_ring_of_the_customers() -> None:
    """Recording t05: the colleague was called on a second line, the answer comes before the transfer is told."""
    call = live_call()
    apply(call, rang("101"), answered("101"), answered("102", 5.0), left("101", 5.1))
    assert call.views[BORIS].handed_over_by == ANNA
    assert call.views[ANNA].state is CardState.WRAP_UP


def test_a_call_handed_back_names_the_last_who_had_it() -> None:
    """Recording t11: 101 to 102, 102 to 103, and back to 101."""
    call = live_call()
    apply(call, rang("101"), answered("101"), blind("101", "102"), left("101"), rang("102"), answered("102"))
    apply(call, answered("103"), left("102"), blind("103", "101"), left("103"))
    assert apply(call, rang("101", 9.0, leg="again")) == [ShowCard(ANNA)]
    assert (call.views[ANNA].state, call.views[ANNA].handed_over_by) == (CardState.RINGING, VERA)


def test_a_call_that_comes_back_from_parking_was_handed_over_by_nobody() -> None:
    """Recording t24: nobody fetched it, it rings who parked it."""
    call = live_call()
    parked = CallParked(call_id=CALL, at=at(3), endpoint="PJSIP/101", space="701")
    apply(call, rang("101"), answered("101"), parked, left("101"), rang("101", 9.0, leg="again"))
    assert call.views[ANNA].handed_over_by is None


def test_a_giver_who_hangs_up_while_the_taker_still_rings_wraps_up_at_once() -> None:
    """t10: Asterisk tells of the giver's phone only when the taker answers."""
    call = live_call()
    apply(call, rang("101"), answered("101"), rang("102", 3))
    over = CallTransferred(call_id=CALL, at=at(4), kind=TransferKind.ATTENDED, endpoint="PJSIP/101", target="102")
    assert apply(call, over) == [ShowCard(ANNA)]
    assert (call.views[ANNA].state, call.views[BORIS].state) == (CardState.WRAP_UP, CardState.RINGING)
    apply(call, answered("102", 6), left("101", 6))
    assert (call.views[BORIS].state, call.views[BORIS].handed_over_by) == (CardState.TALKING, ANNA)


def test_a_giver_who_stays_as_the_third_goes_on_talking() -> None:
    call = live_call()
    apply(call, rang("101"), answered("101"), answered("102", 3))
    over = CallTransferred(call_id=CALL, at=at(4), kind=TransferKind.ATTENDED, endpoint="PJSIP/101", target="102")
    assert apply(call, over) == []


def test_a_parked_call_says_where_on_the_card_of_who_had_it_until_it_is_fetched() -> None:
    call = live_call()
    apply(call, rang("101"), answered("101"))
    parked = CallParked(call_id=CALL, at=at(3), endpoint="PJSIP/101", space="701")
    assert apply(call, parked) == [ShowCard(ANNA)]
    apply(call, left("101", 3))
    assert call.parked_in == "701"
    fetched = CallUnparked(call_id=CALL, at=at(9), endpoint="PJSIP/102", space="701", reason=UnparkReason.RETRIEVED)
    assert apply(call, fetched) == [ShowCard(ANNA)]
    assert call.parked_in == ""
    apply(call, answered("102", 9))
    assert (call.views[BORIS].state, call.views[BORIS].handed_over_by) == (CardState.TALKING, ANNA)


def test_after_a_restart_the_giver_is_the_last_other_who_is_known_to_have_had_it() -> None:
    call = live_call()
    call.had_it = (VERA, ANNA, BORIS)
    apply(call, answered("102"))
    assert call.views[BORIS].handed_over_by == ANNA


def test_a_ring_group_or_a_queue_that_goes_on_is_no_handover() -> None:
    call = live_call()
    apply(call, rang("101"), stopped("101", RingEnd.NO_ANSWER), rang("102"), answered("102"))
    assert call.views[BORIS].handed_over_by is None


def test_in_a_conference_both_cards_talk_until_each_leaves() -> None:
    """Recording t50."""
    call = live_call()
    apply(call, rang("101"), answered("101"), answered("102", 4.0))
    assert [call.views[who].state for who in (ANNA, BORIS)] == [CardState.TALKING, CardState.TALKING]
    assert apply(call, left("102", 5.0)) == [ShowCard(BORIS)]
    assert call.views[ANNA].state is CardState.TALKING


def test_a_second_device_that_leaves_does_not_end_the_talk_on_the_first() -> None:
    call = live_call()
    apply(call, rang("101", leg="a"), answered("101", leg="a"), answered("101", leg="b"))
    assert apply(call, left("101", leg="a")) == []
    assert apply(call, left("101", leg="b")) == [ShowCard(ANNA)]


def test_each_legs_talk_is_kept() -> None:
    call = live_call()
    apply(call, rang("101"), answered("101"), left("101", 4.0))
    leg = call.legs[leg_of("101")]
    assert (leg.talk_seconds, leg.hold_seconds, leg.ended_at) == (2.0, 0.5, at(4.0))


def test_a_call_lost_in_a_restart_says_so_on_ringing_cards() -> None:
    call = live_call()
    apply(call, rang("101"))
    assert apply(call, ended(outcome=Outcome.UNKNOWN, by=HungUpBy.UNKNOWN)) == [WithdrawCard(ANNA, WithdrawReason.LOST)]


def test_an_answer_seen_without_its_ring_shows_the_card_talking() -> None:
    """R72: a daemon that joins mid-call shows the card of the talk it finds."""
    call = live_call()
    assert apply(call, answered("101")) == [ShowCard(ANNA)]


_EXTENSIONS = st.sampled_from(["101", "102"])
_EVENTS = st.one_of(
    st.builds(rang, _EXTENSIONS),
    st.builds(stopped, _EXTENSIONS, st.sampled_from(RingEnd)),
    st.builds(answered, _EXTENSIONS),
)


@given(st.lists(_EVENTS, max_size=12), st.sampled_from(Outcome))
def test_whatever_order_comes_every_card_shown_is_withdrawn_or_wraps_up(
    events: list[CallEvent], outcome: Outcome
) -> None:
    call = live_call()
    shown: set[int] = set()
    for step in [*apply(call, *events), *apply(call, ended(outcome=outcome))]:
        if isinstance(step, ShowCard):
            shown.add(step.operator_id)
        else:
            assert step.operator_id in shown
            shown.discard(step.operator_id)
    assert shown == set(call.views)
    assert all(view.state is CardState.WRAP_UP for view in call.views.values())
