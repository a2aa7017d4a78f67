from callbridge.screenpop.trace import KEPT_FIRST, KEPT_LAST, Trace
from tests.support.calls import NINE, at


def test_steps_come_out_in_the_order_they_were_noted() -> None:
    trace = Trace()
    trace.note(NINE, "trace.queued", queue="sales")
    trace.note(at(1), "trace.nobody_rang")
    assert trace.steps() == ((NINE, "trace.queued", {"queue": "sales"}), (at(1), "trace.nobody_rang", {}))


def test_a_long_call_keeps_its_beginning_and_its_end_and_counts_the_rest() -> None:
    trace = Trace()
    for second in range(1_000):
        trace.note(at(second), "trace.held", endpoint="PJSIP/101")
    steps = trace.steps()
    assert len(steps) == KEPT_FIRST + 1 + KEPT_LAST
    assert steps[KEPT_FIRST].params == {"count": 1_000 - KEPT_FIRST - KEPT_LAST}
    assert (steps[KEPT_FIRST - 1].at, steps[-1].at) == (at(KEPT_FIRST - 1), at(999))


def test_a_trace_kept_before_a_restart_goes_on_with_its_count() -> None:
    trace = Trace()
    for second in range(100):
        trace.note(at(second), "trace.held", endpoint="PJSIP/101")
    after = Trace(trace.steps())
    assert after.steps() == trace.steps()
    after.note(at(200), "trace.daemon_restarted")
    assert after.steps()[KEPT_FIRST].params == {"count": 100 - KEPT_FIRST - KEPT_LAST + 1}
