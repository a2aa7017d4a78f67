"""What the demo's office asks is sound by the rules that people's own writing keeps."""

from callbridge.commands.demo_office import QUESTIONS, STEPS
from callbridge.crm.call_script import check_steps, unreachable_steps
from callbridge.crm.interview import check_questions


def test_the_script_leads_from_every_step_to_an_end() -> None:
    assert check_steps(STEPS) == STEPS
    assert not unreachable_steps(STEPS)


def test_the_questionnaire_can_be_filled() -> None:
    assert len(check_questions(QUESTIONS)) == len(QUESTIONS)
