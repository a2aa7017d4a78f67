"""What writing a task means: who gives it, who may change it, and who is told of the change."""

from collections.abc import Mapping
from typing import Any

from callbridge.crm.record import Author
from callbridge.crm.task import TaskKind, check_due, check_editor
from callbridge.store.deals import employee_of
from callbridge.store.records.binding import Write
from callbridge.store.statement import Row
from callbridge.store.task_parts import facts_of, news, party_of, settle, write_part
from callbridge.store.tx import Tx


def given(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Say who gives a task and when it was last changed; a message has no time to be done by."""
    check_due(TaskKind(write.whole("kind")), write.whole("due_at"))
    if not write.is_new:
        return {"happened_at": write.at}
    author_id = employee_of(tx, write.author.operator_id).id
    return {"author_id": author_id, "author_seen_at": write.at, "happened_at": write.at}


def told(tx: Tx, write: Write, record_id: int) -> None:
    """Give everybody but the writer news of it; a task with other assignees may be done now, or open again."""
    writer = employee_of(tx, write.author.operator_id).id
    news(tx, record_id, by=writer, at=write.at)
    if write.is_new and writer in write.members.get("assignees", ()):
        write_part(tx, record_id, writer, seen_at=write.at)
    if "assignees" in write.members and not write.is_new:
        settle(tx, record_id, by=writer, at=write.at)


def writable(tx: Tx, author: Author, row: Row) -> None:
    """Raise unless the author may change the task."""
    check_editor(facts_of(tx, row), party_of(tx, author))
