"""Questionnaires at the server's time, by who is logged in."""

from callbridge.app.interviews import InterviewDesk
from callbridge.crm.interview import QuestionDraft, QuestionKind
from tests.support.clock import FakeClock
from tests.support.kept_interviews import TOKEN, KeptInterviews
from tests.support.web_people import ANNA, BORIS, NINE


async def test_a_form_is_worded_filled_and_counted() -> None:
    """R28."""
    kept = KeptInterviews()
    desk = InterviewDesk(interviews=kept, clock=FakeClock(NINE))
    assert (await desk.fill(ANNA, 1, {"1": 0}, 7, "a")).score == 2
    assert (await desk.fill_public(TOKEN, {"1": 1}, "b")) is not None
    assert [(row.at, row.by) for row in await desk.responses(BORIS, 1, None, 9)] == [(NINE, ""), (NINE, "Anna")]
    assert (await desk.results(BORIS, 1)).responses == 2
    assert (await desk.open_form(TOKEN)) is not None
    await desk.reword(BORIS, 1, 1, [QuestionDraft(kind=QuestionKind.TEXT, wording="Почему?")])
    assert [one.wording for one in (await desk.view(ANNA, 1)).questions] == ["Почему?"]
