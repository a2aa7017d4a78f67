"""Call scripts: what may be published, and what is kept of the answers (R102, R138)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.call_script import (
    END,
    MAX_ANSWERS,
    MAX_STEPS,
    AskKind,
    FillField,
    ScriptAnswer,
    ScriptFill,
    ScriptStep,
    check_steps,
    clean_steps,
    ending_steps,
    unreachable_steps,
)
from callbridge.kernel.errors import InvalidInput

HELLO = ScriptStep(key="hello", title="Приветствие", words="Здравствуйте, {{имя}}! Я {{ Оператор }}.", next="what")
WHAT = ScriptStep(
    key="what",
    title="Что нужно",
    ask=AskKind.CHOICE,
    answers=(
        ScriptAnswer(text="Дом", next="when", fills=(ScriptFill(field=FillField.TOPIC, value=1),)),
        ScriptAnswer(text="Ещё раз", next="hello"),
        ScriptAnswer(text="Ничего"),
    ),
)
WHEN = ScriptStep(key="when", title="Когда", ask=AskKind.TEXT, fill=FillField.CONTENT)
SCRIPT = (HELLO, WHAT, WHEN)


def mistakes(*steps: ScriptStep) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        check_steps(steps)
    return dict(refused.value.fields)


def leading(key: str, *ways: str) -> ScriptStep:
    answers = tuple(ScriptAnswer(text=f"{number}", next=way) for number, way in enumerate(ways))
    return ScriptStep(key=key, title=key, ask=AskKind.CHOICE, answers=answers)


def test_a_script_may_go_back_to_an_earlier_step_when_a_way_ends() -> None:
    """R102: a loop with an exit is a way of asking again."""
    assert check_steps(SCRIPT) == SCRIPT
    assert unreachable_steps(SCRIPT) == ()


def test_a_script_whose_ways_never_end_is_refused_at_each_such_step() -> None:
    """R102: bad input: a script with loops."""
    assert mistakes(leading("a", "b"), leading("b", "a")) == {"steps.0": "script.endless", "steps.1": "script.endless"}
    assert mistakes(leading("a", "a", END), leading("b", "b")) == {"steps.1": "script.endless"}
    assert mistakes(leading("a", "b", END), leading("b", "b")) == {"steps.1": "script.endless"}


def test_a_step_that_nothing_leads_to_is_no_mistake_but_told() -> None:
    alone = leading("alone", END)
    assert check_steps((*SCRIPT, alone))
    assert unreachable_steps((*SCRIPT, alone)) == ("alone",)
    assert unreachable_steps(()) == ()


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        (replace(HELLO, title=" "), {"steps.0.title": "required"}),
        (replace(HELLO, next="nowhere"), {"steps.0.next": "script.unknown_step"}),
        (replace(HELLO, words="{{телефон}}"), {"steps.0.words": "script.unknown_word"}),
        (replace(HELLO, key="имя"), {"steps.0.key": "wrong_type"}),
        (replace(HELLO, ask=AskKind.FIELD), {"steps.0.fill": "required"}),
        (replace(HELLO, ask=AskKind.TEXT, fill=FillField.TOPIC), {"steps.0.fill": "script.not_text"}),
        (replace(HELLO, ask=AskKind.CHOICE), {"steps.0.answers": "required"}),
        (leading("hello", "nowhere"), {"steps.0.answers.0.next": "script.unknown_step"}),
        (
            replace(HELLO, ask=AskKind.CHOICE, answers=(ScriptAnswer(text=" "),)),
            {"steps.0.answers.0.text": "required"},
        ),
        (leading("hello", *[END] * (MAX_ANSWERS + 1)), {"steps.0.answers": "too_many"}),
        (
            replace(WHAT, key="hello", answers=(ScriptAnswer(text="Да", fills=(WHAT.answers[0].fills[0],) * 2),)),
            {"steps.0.answers.0.fills": "repeated"},
        ),
    ],
)
def test_each_wrong_part_of_a_script_is_named(step: ScriptStep, wrong: dict[str, str]) -> None:
    assert mistakes(step, leading("what", END), leading("when", END)) == wrong


def test_a_script_has_steps_each_with_a_key_of_its_own_and_not_too_many() -> None:
    assert mistakes() == {"steps": "required"}
    assert mistakes(HELLO, HELLO) == {"steps": "repeated"}
    assert mistakes(*(leading(f"s{number}", END) for number in range(MAX_STEPS + 1))) == {"steps": "too_many"}


def test_an_unfinished_script_may_be_kept_and_what_its_kind_does_not_ask_goes() -> None:
    left = ScriptStep(key="a", title="  ", ask=AskKind.NONE, next="b", answers=WHAT.answers, fill=FillField.CONTENT)
    assert clean_steps([left]) == (ScriptStep(key="a", title="", next="b"),)
    with pytest.raises(InvalidInput):
        clean_steps([replace(left, title="a" * 300)])


_KEYS = st.sampled_from(["a", "b", "c", "d"])


@given(st.dictionaries(_KEYS, st.lists(st.one_of(_KEYS, st.just(END)), min_size=1, max_size=3), min_size=1))
def test_whoever_follows_a_script_that_was_taken_can_always_come_to_its_end(ways: dict[str, list[str]]) -> None:
    """R102: what is refused is exactly what would catch an operator, or lead nowhere."""
    steps = [
        leading(key, *([way for way in found if way in ways or way == END] or [END])) for key, found in ways.items()
    ]
    by_key = {step.key: step for step in steps}

    def ends(key: str, left: int) -> bool:
        return key == END or (left > 0 and any(ends(way, left - 1) for way in by_key[key].ways))

    expected = {key for key in by_key if ends(key, len(steps))}
    assert ending_steps(steps) == expected
    if expected == set(by_key):
        assert [step.key for step in check_steps(steps)] == list(by_key)
    else:
        with pytest.raises(InvalidInput):
            check_steps(steps)
