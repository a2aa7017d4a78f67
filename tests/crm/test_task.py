"""Whose a task is, and when it is done (R29)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.operator import Role
from callbridge.crm.task import (
    MAX_ANSWER,
    MAX_THREAD,
    Party,
    TaskFacts,
    TaskKind,
    check_doer,
    check_due,
    check_editor,
    check_has_end,
    check_reader,
    is_whole_done,
    may_edit,
    read_answer,
)
from callbridge.kernel.errors import Forbidden, IllegalMove, InvalidInput, NotFound

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
AUTHOR, ASSIGNEE, STRANGER = 1, 2, 3
TASK = TaskFacts(kind=TaskKind.TASK, author_id=AUTHOR, assignee_ids=frozenset({ASSIGNEE}))
MESSAGE = TaskFacts(kind=TaskKind.MESSAGE, author_id=AUTHOR, assignee_ids=frozenset({ASSIGNEE}))


def party(employee_id: int, role: Role = Role.OPERATOR) -> Party:
    return Party(employee_id=employee_id, role=role)


def test_a_task_is_read_by_its_author_its_assignees_and_supervisors() -> None:
    """R29."""
    for one in (party(AUTHOR), party(ASSIGNEE), party(STRANGER, Role.SUPERVISOR), party(STRANGER, Role.ADMIN)):
        check_reader(TASK, one)
    with pytest.raises(NotFound):
        check_reader(TASK, party(STRANGER))


def test_a_task_is_changed_by_its_author_and_supervisors() -> None:
    for one in (party(AUTHOR), party(ASSIGNEE, Role.SUPERVISOR)):
        check_editor(TASK, one)
        assert may_edit(TASK, one)
    with pytest.raises(Forbidden):
        check_editor(TASK, party(ASSIGNEE))
    with pytest.raises(NotFound):
        check_editor(TASK, party(STRANGER))


def test_a_part_is_done_by_who_has_it_alone() -> None:
    check_doer(TASK, party(ASSIGNEE))
    for one in (party(AUTHOR), party(STRANGER, Role.ADMIN)):
        with pytest.raises(Forbidden):
            check_doer(TASK, one)


def test_a_message_is_read_and_answered_but_has_no_time_and_no_end() -> None:
    with pytest.raises(IllegalMove):
        check_has_end(MESSAGE)
    with pytest.raises(IllegalMove):
        check_doer(MESSAGE, party(ASSIGNEE))
    check_due(TaskKind.TASK, AT)
    check_due(TaskKind.MESSAGE, None)
    with pytest.raises(InvalidInput):
        check_due(TaskKind.MESSAGE, AT)


@given(st.lists(st.one_of(st.none(), st.just(AT)), max_size=6))
def test_the_whole_is_done_when_every_part_is(done: list[datetime | None]) -> None:
    assert is_whole_done(done) == (len(done) > 0 and all(done))


@pytest.mark.parametrize(
    ("text", "count", "code"),
    [
        (" \n ", 0, "required"),
        ("\u202e", 0, "required"),
        ("x" * (MAX_ANSWER + 1), 0, "too_long"),
        ("x", MAX_THREAD, "too_many"),
    ],
)
def test_an_answer_has_words_and_a_thread_an_end(text: str, count: int, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_answer(text, count)
    assert refused.value.fields == {"body": code}


def test_an_answer_is_kept_without_what_cannot_be_seen() -> None:
    assert read_answer("Сделал\x00\r\nспасибо  \n\n", MAX_THREAD - 1) == "Сделал\nспасибо"
