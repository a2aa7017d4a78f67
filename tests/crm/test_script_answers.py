"""What is kept of the answers to a call script (R102)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.script_answers import GivenAnswer, KeptAnswer, ScriptGiven, kept_answers
from tests.crm.test_call_script import SCRIPT

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_answers_are_kept_in_the_words_of_the_script() -> None:
    later = NOON + timedelta(hours=1)
    answers = (
        GivenAnswer(step="hello", text="ничего", at=NOON),
        GivenAnswer(step="what", answer=0, text="Дворец", at=NOON),
        GivenAnswer(step="what", answer=9, at=NOON),
        GivenAnswer(step="gone", answer=0, at=NOON),
        GivenAnswer(step="when", text=" весной\n", at=later + timedelta(days=1)),
        GivenAnswer(step="when", text="летом", at=datetime(2026, 1, 1)),  # noqa: DTZ001 - what a browser may send
    )
    assert kept_answers(SCRIPT, ScriptGiven(revision_id=1, answers=answers), later) == (
        KeptAnswer(step="hello", answer="", at=NOON),
        KeptAnswer(step="what", answer="Дом", at=NOON),
        KeptAnswer(step="when", answer=" весной", at=later),
        KeptAnswer(step="when", answer="летом", at=later),
    )


_ANSWER = st.builds(
    GivenAnswer,
    step=st.sampled_from(["hello", "what", "when", "x", ""]),
    answer=st.none() | st.integers(),
    text=st.text(max_size=20),
    at=st.datetimes() | st.datetimes(timezones=st.just(UTC)),
)


@given(st.lists(_ANSWER, max_size=5))
def test_no_answer_makes_a_save_fail(given_answers: list[GivenAnswer]) -> None:
    kept = kept_answers(SCRIPT, ScriptGiven(revision_id=1, answers=tuple(given_answers)), NOON)
    assert all(one.step in {"hello", "what", "when"} and one.at <= NOON for one in kept)
