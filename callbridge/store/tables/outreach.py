"""What goes out to people and comes back: mailings, interviews, tasks (R27-R29)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from callbridge.crm.incoming_letter import LetterKind
from callbridge.crm.mailing import RecipientState
from callbridge.crm.operator import Language
from callbridge.store.tables.columns import (
    added_flag,
    added_text,
    amount,
    choice,
    edited,
    id_column,
    metadata,
    one_of,
    partial_index,
    reference,
    text_column,
)
from callbridge.store.types import CleanText, Instant, Sortable

mailing_template = Table(
    "mailing_template",
    metadata,
    id_column(),
    text_column("name"),
    choice("language"),
    added_text("subject"),
    added_text("body"),
    added_flag("is_active", is_set=True),
    *edited(),
    one_of("language", Language),
)

mailing = Table(
    "mailing",
    metadata,
    id_column(),
    reference("campaign_id", "campaign"),
    text_column("name"),
    choice("channel", default="email"),
    choice("state", default="draft"),
    reference("template_id", "mailing_template"),
    added_text("subject"),
    added_text("body"),
    Column("audience", Text, nullable=False, server_default="{}"),
    Column("per_minute", Integer, nullable=False, server_default="60"),
    Column("scheduled_at", Instant),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    added_text("problem"),
    reference("owner_id", "employee"),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    *edited(),
    one_of("channel", ("email", "sms")),
    one_of("state", ("draft", "scheduled", "sending", "paused", "done", "cancelled")),
    CheckConstraint("per_minute > 0", name="speed_is_positive"),
    Index(None, "campaign_id"),
    Index(None, "state", "scheduled_at"),
)
"""«Рассылка»; `audience` is JSON: whom it goes to.

`started_at` is set when all its recipients are written; `problem` says why nothing goes out now.
"""

mailing_recipient = Table(
    "mailing_recipient",
    metadata,
    id_column(),
    reference("mailing_id", "mailing", nullable=False, ondelete="CASCADE"),
    reference("person_id", "person"),
    text_column("address"),
    Column("address_key", Sortable, nullable=False),
    choice("state", default="waiting"),
    Column("message_id", Sortable, nullable=False, server_default=""),
    Column("token", Sortable, nullable=False, unique=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    added_text("problem"),
    Column("sent_at", Instant),
    Column("changed_at", Instant),
    Column("next_try_at", Instant),
    one_of("state", RecipientState),
    UniqueConstraint("mailing_id", "address_key"),
    Index(None, "mailing_id", "state", "id"),
)
"""One address of a mailing: once each, however often the sending is begun again; `token` is the unsubscribe link's."""
partial_index("ix_mailing_recipient_person_id", "person_id IS NOT NULL", mailing_recipient.c.person_id)
partial_index("ix_mailing_recipient_message_id", "message_id <> ''", mailing_recipient.c.message_id)

unsubscribed = Table(
    "unsubscribed",
    metadata,
    Column("address_key", Sortable, primary_key=True),
    reference("mailing_id", "mailing", ondelete="SET NULL"),
    Column("at", Instant, nullable=False),
    Index(None, "mailing_id"),
)
"""Addresses that want no mailing, for ever, whatever becomes of the person and the mailing."""

undeliverable = Table(
    "undeliverable",
    metadata,
    Column("address_key", Sortable, primary_key=True),
    reference("mailing_id", "mailing", ondelete="SET NULL"),
    text_column("words"),
    Column("at", Instant, nullable=False),
    Index(None, "mailing_id"),
)
"""Addresses from which a letter came back for good, in the server's words, until a person writes them anew."""

mailbox_mark = Table(
    "mailbox_mark",
    metadata,
    Column("mailbox", Sortable, primary_key=True),
    Column("uid_validity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
    Column("renumbered_below", BigInteger, nullable=False),
    Column("begun_at", Instant, nullable=False),
)
"""How far each mailbox was read; a mailbox is what its section of the configuration is called."""

mailbox_letter = Table(
    "mailbox_letter",
    metadata,
    Column("mailbox", Sortable, primary_key=True),
    Column("letter_key", Sortable, primary_key=True),
    choice("kind"),
    reference("lead_id", "lead", ondelete="SET NULL"),
    Column("at", Instant, nullable=False),
    one_of("kind", LetterKind),
    Index(None, "lead_id"),
)
"""Letters that were handled, so that none is twice, whatever number its mailbox gives it."""

interview = Table(
    "interview",
    metadata,
    id_column(),
    reference("campaign_id", "campaign"),
    choice("kind"),
    text_column("name"),
    added_text("introduction"),
    added_flag("is_open"),
    Column("public_token", Sortable),
    reference("owner_id", "employee"),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    *edited(),
    one_of("kind", ("test", "questionnaire")),
    UniqueConstraint("public_token"),
    Index(None, "campaign_id"),
)
"""«Интервью»: a questionnaire or a test with its questions (R28)."""

interview_question = Table(
    "interview_question",
    metadata,
    id_column(),
    reference("interview_id", "interview", nullable=False, ondelete="CASCADE"),
    Column("position", Integer, nullable=False),
    choice("kind"),
    text_column("wording"),
    added_flag("is_required"),
    Column("options", Text, nullable=False, server_default="[]"),
    added_flag("is_active", is_set=True),
    one_of("kind", ("choice", "several", "scale", "number", "text")),
    Index(None, "interview_id", "position"),
)
"""`options` is JSON: what may be chosen with the score of each, or the ends of a scale.

A question that was answered is never changed: another one takes its place, and it stays behind, not active.
"""

interview_response = Table(
    "interview_response",
    metadata,
    id_column(),
    reference("interview_id", "interview", nullable=False),
    reference("person_id", "person"),
    reference("employee_id", "employee"),
    Column("response_key", Sortable, nullable=False),
    Column("at", Instant, nullable=False),
    amount("score"),
    amount("max_score"),
    UniqueConstraint("interview_id", "response_key"),
    Index(None, "interview_id", "at"),
)
"""One filled form; `employee_id` is who filled it for the person, NULL when they did by themselves."""
partial_index("ix_interview_response_person_id", "person_id IS NOT NULL", interview_response.c.person_id)

interview_answer = Table(
    "interview_answer",
    metadata,
    Column("response_id", Integer, ForeignKey("interview_response.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", Integer, ForeignKey("interview_question.id"), primary_key=True),
    Column("answer", CleanText, nullable=False),
    Index(None, "question_id"),
)
"""`answer` is JSON."""

task = Table(
    "task",
    metadata,
    id_column(),
    choice("kind", default="task"),
    text_column("name"),
    added_text("body"),
    reference("author_id", "employee"),
    reference("campaign_id", "campaign"),
    Column("deal_id", Integer, ForeignKey("deal.id")),
    Column("lead_id", Integer, ForeignKey("lead.id")),
    reference("person_id", "person"),
    reference("organization_id", "organization"),
    Column("contract_id", Integer, ForeignKey("contract.id")),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("done_at", Instant),
    Column("author_seen_at", Instant),
    Column("happened_at", Instant, nullable=False),
    reference("done_by_id", "employee"),
    Column("archived_at", Instant),
    *edited(),
    one_of("kind", ("task", "message")),
    CheckConstraint("done_by_id IS NULL OR done_at IS NOT NULL", name="done_by_has_when"),
)
"""«Задание» or message to employees (R29); `author_seen_at` is NULL while its author has news of it."""
for _column in ("campaign_id", "deal_id", "lead_id", "person_id", "organization_id", "contract_id"):
    partial_index(f"ix_task_{_column}", f"{_column} IS NOT NULL", task.c[_column], task.c.id)
partial_index("ix_task_due", "done_at IS NULL", task.c.due_at, task.c.id)
partial_index("ix_task_author_unseen", "author_seen_at IS NULL", task.c.author_id, task.c.id)
Index("ix_task_author_id_id", task.c.author_id, task.c.id)

task_assignee = Table(
    "task_assignee",
    metadata,
    Column("task_id", Integer, ForeignKey("task.id", ondelete="CASCADE"), primary_key=True),
    Column("employee_id", Integer, ForeignKey("employee.id"), primary_key=True),
    Column("seen_at", Instant),
    Column("done_at", Instant),
    Index(None, "employee_id", "task_id"),
)
partial_index("ix_task_assignee_unseen", "seen_at IS NULL", task_assignee.c.employee_id, task_assignee.c.task_id)

task_message = Table(
    "task_message",
    metadata,
    id_column(),
    reference("task_id", "task", nullable=False, ondelete="CASCADE"),
    reference("author_id", "employee"),
    Column("at", Instant, nullable=False),
    text_column("body"),
    Index(None, "task_id", "id"),
)
"""The thread under a task."""
