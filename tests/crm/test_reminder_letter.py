"""Letters about reminders: whom it is time to call, in the reader's language and time, and no number (R117)."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.follow_up import SHOWN, ReminderBrief
from callbridge.crm.operator import Language
from callbridge.crm.reminder_letter import Reader, letter_text
from callbridge.kernel.ids import LeadId, OperatorId

DAY = "https://crm.example.ru/#/day"
ANNA = Reader(address="anna@example.ru", full_name="Анна", language=Language.RU, time_zone="Asia/Kamchatka")
BRIEF = ReminderBrief(
    follow_up_id=1,
    at=datetime(2026, 11, 23, 22, 30, tzinfo=UTC),
    remind_at=datetime(2026, 11, 23, 22, 30, tzinfo=UTC),
    method="Телефонный звонок",
    person="Пётр Сидоров",
    organization="ООО «Ромашка»",
    phone="+79161234567",
    lead_id=LeadId(7),
    deal_id=None,
    owner_id=OperatorId(1),
    owner="Anna",
    is_escalated=False,
)


def test_one_reminder_is_named_in_the_subject_with_its_time_where_the_reader_is() -> None:
    """R100, R117: half past ten in the evening UTC is the next morning of Kamchatka."""
    told = letter_text([BRIEF], 1, ANNA, DAY)
    assert told.subject == "Пора связаться: Пётр Сидоров"
    assert told.text.splitlines()[:3] == [
        "24.11.2026 10:30 · Телефонный звонок · Пётр Сидоров · ООО «Ромашка»", "", DAY
    ]  # fmt: skip
    assert f'<a href="{DAY}">' in told.html


def test_a_letter_that_leaves_the_house_holds_no_number() -> None:
    nameless = replace(BRIEF, person="", organization="")
    told = letter_text([nameless], 1, ANNA, DAY)
    assert told.subject == "Пора связаться: без имени"
    assert "4567" not in told.subject + told.text + told.html


def test_many_are_one_letter_that_counts_what_it_does_not_name() -> None:
    """R117: bounded, in English too."""
    reader = replace(ANNA, language=Language.EN, time_zone="UTC")
    told = letter_text([BRIEF] * SHOWN, 300, reader, DAY)
    assert told.subject == "Time to get in touch: Пётр Сидоров and 299 more"
    lines = told.text.splitlines()
    assert lines[0].startswith("23/11/2026 22:30 · ")
    assert lines[SHOWN] == f"And {300 - SHOWN} more"


@given(name=st.text(max_size=60), method=st.text(max_size=20))
def test_whatever_people_wrote_adds_no_line_and_no_markup(name: str, method: str) -> None:
    """Other people's input."""
    told = letter_text([replace(BRIEF, person=name, method=method)], 1, ANNA, DAY)
    assert len(told.subject.splitlines()) == 1
    assert told.text.count("\n") == letter_text([BRIEF], 1, ANNA, DAY).text.count("\n")
    assert told.html.count("<") == letter_text([BRIEF], 1, ANNA, DAY).html.count("<")
