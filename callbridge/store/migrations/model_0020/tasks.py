"""Tables of revision 0020: tasks."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant


def task() -> None:
    """Make the table."""
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="task", nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("body", CleanText(), server_default="", nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('task', 'message')", name=op.f("ck_task_kind")),
        sa.CheckConstraint("done_by_id IS NULL OR done_at IS NOT NULL", name=op.f("ck_task_done_by_has_when")),
        sa.ForeignKeyConstraint(["author_id"], ["employee.id"], name=op.f("fk_task_author_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_task_campaign_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_task_deal_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["employee.id"], name=op.f("fk_task_done_by_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_task_lead_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_task_organization_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(
        "ix_task_campaign_id",
        "task",
        ["campaign_id", "id"],
        unique=False,
        sqlite_where=sa.text("campaign_id IS NOT NULL"),
        postgresql_where=sa.text("campaign_id IS NOT NULL"),
    )
    op.create_index(
        "ix_task_deal_id",
        "task",
        ["deal_id", "id"],
        unique=False,
        sqlite_where=sa.text("deal_id IS NOT NULL"),
        postgresql_where=sa.text("deal_id IS NOT NULL"),
    )
    op.create_index(
        "ix_task_due",
        "task",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "ix_task_lead_id",
        "task",
        ["lead_id", "id"],
        unique=False,
        sqlite_where=sa.text("lead_id IS NOT NULL"),
        postgresql_where=sa.text("lead_id IS NOT NULL"),
    )


def task_assignee() -> None:
    """Make the table."""
    op.create_table(
        "task_assignee",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_task_assignee_employee_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_assignee_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "employee_id", name=op.f("pk_task_assignee")),
    )
    op.create_index(
        op.f("ix_task_assignee_employee_id_task_id"), "task_assignee", ["employee_id", "task_id"], unique=False
    )


def task_message() -> None:
    """Make the table."""
    op.create_table(
        "task_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("body", CleanText(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["employee.id"], name=op.f("fk_task_message_author_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_message_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_message")),
    )
    op.create_index(op.f("ix_task_message_task_id_id"), "task_message", ["task_id", "id"], unique=False)
