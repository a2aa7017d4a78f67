"""Tables of revision 0020: interviews."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import Amount, CleanText, Instant, Sortable


def interview() -> None:
    """Make the table."""
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("introduction", CleanText(), server_default="", nullable=False),
        sa.Column("is_open", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("public_token", Sortable(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('test', 'questionnaire')", name=op.f("ck_interview_kind")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_interview_campaign_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_interview_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("public_token", name=op.f("uq_interview_public_token")),
    )
    op.create_index(op.f("ix_interview_campaign_id"), "interview", ["campaign_id"], unique=False)


def interview_question() -> None:
    """Make the table."""
    op.create_table(
        "interview_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("wording", CleanText(), nullable=False),
        sa.Column("is_required", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("options", sa.Text(), server_default="[]", nullable=False),
        sa.CheckConstraint(
            "kind IN ('choice', 'several', 'scale', 'number', 'text')", name=op.f("ck_interview_question_kind")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interview_question_interview_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_question")),
    )
    op.create_index(
        op.f("ix_interview_question_interview_id_position"),
        "interview_question",
        ["interview_id", "position"],
        unique=False,
    )


def interview_response() -> None:
    """Make the table."""
    op.create_table(
        "interview_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("response_key", Sortable(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("score", Amount(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_interview_response_employee_id")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_interview_response_interview_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interview_response_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_response")),
        sa.UniqueConstraint(
            "interview_id", "response_key", name=op.f("uq_interview_response_interview_id_response_key")
        ),
    )
    op.create_index(
        op.f("ix_interview_response_interview_id_at"), "interview_response", ["interview_id", "at"], unique=False
    )
    op.create_index(
        "ix_interview_response_person_id",
        "interview_response",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )


def interview_answer() -> None:
    """Make the table."""
    op.create_table(
        "interview_answer",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("answer", CleanText(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["interview_question.id"], name=op.f("fk_interview_answer_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["interview_response.id"], name=op.f("fk_interview_answer_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response_id", "question_id", name=op.f("pk_interview_answer")),
    )
    op.create_index(op.f("ix_interview_answer_question_id"), "interview_answer", ["question_id"], unique=False)
