"""The directory and the calls."""

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Instant, Sortable

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _organization()
    _organization_word()
    _person()
    _call()
    _contact_point()
    _person_word()
    _call_leg()


def _organization() -> None:
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", CleanText(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )


def _organization_word() -> None:
    op.create_table(
        "organization_word",
        sa.Column("word", Sortable(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_word_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "organization_id", name=op.f("pk_organization_word")),
    )
    op.create_index(
        op.f("ix_organization_word_organization_id_word"),
        "organization_word",
        ["organization_id", "word"],
        unique=False,
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("full_name", CleanText(), nullable=False),
        sa.Column("folded_name", Sortable(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_person_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_organization_id"), "person", ["organization_id"], unique=False)


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("call_id", Sortable(), nullable=False),
        sa.Column("pbx", CleanText(), nullable=False),
        sa.Column("direction", CleanText(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("number_raw", CleanText(), nullable=False),
        sa.Column("number_e164", CleanText(), nullable=False),
        sa.Column("number_extension", CleanText(), nullable=False),
        sa.Column("number_key", Sortable(), nullable=False),
        sa.Column("caller_name", CleanText(), nullable=False),
        sa.Column("did_raw", CleanText(), nullable=False),
        sa.Column("did_e164", CleanText(), nullable=False),
        sa.Column("trunk", CleanText(), nullable=False),
        sa.Column("queue", CleanText(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("outcome", CleanText(), nullable=False),
        sa.Column("hung_up_by", CleanText(), nullable=False),
        sa.Column("cause", sa.Integer(), nullable=False),
        sa.Column("wait_seconds", sa.Float(), nullable=False),
        sa.Column("ring_seconds", sa.Float(), nullable=False),
        sa.Column("talk_seconds", sa.Float(), nullable=False),
        sa.Column("hold_seconds", sa.Float(), nullable=False),
        sa.Column("is_partial", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_call_campaign_id")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_call_operator_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_call_organization_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_person_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_number_key_started_at"), "call", ["number_key", "started_at"], unique=False)
    op.create_index(
        "ix_call_open",
        "call",
        ["pbx", "started_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_call_operator_id_started_at"), "call", ["operator_id", "started_at"], unique=False)
    op.create_index(op.f("ix_call_organization_id_started_at"), "call", ["organization_id", "started_at"], unique=False)
    op.create_index(op.f("ix_call_person_id_started_at"), "call", ["person_id", "started_at"], unique=False)
    op.create_index(op.f("ix_call_started_at"), "call", ["started_at"], unique=False)


def _contact_point() -> None:
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("raw", CleanText(), nullable=False),
        sa.Column("number_key", Sortable(), nullable=False),
        sa.Column("extension", Sortable(), nullable=False),
        sa.Column("reversed_digits", Sortable(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('phone', 'email', 'url')", name=op.f("ck_contact_point_kind")),
        sa.CheckConstraint("(person_id IS NULL) <> (organization_id IS NULL)", name=op.f("ck_contact_point_one_owner")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_contact_point_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_point_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
    )
    op.create_index(op.f("ix_contact_point_number_key"), "contact_point", ["number_key"], unique=False)
    op.create_index(op.f("ix_contact_point_organization_id"), "contact_point", ["organization_id"], unique=False)
    op.create_index(op.f("ix_contact_point_person_id"), "contact_point", ["person_id"], unique=False)
    op.create_index(op.f("ix_contact_point_reversed_digits"), "contact_point", ["reversed_digits"], unique=False)


def _person_word() -> None:
    op.create_table(
        "person_word",
        sa.Column("word", Sortable(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_word_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "person_id", name=op.f("pk_person_word")),
    )
    op.create_index(op.f("ix_person_word_person_id_word"), "person_word", ["person_id", "word"], unique=False)


def _call_leg() -> None:
    op.create_table(
        "call_leg",
        sa.Column("call_id", Sortable(), nullable=False),
        sa.Column("leg_id", Sortable(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("endpoint", CleanText(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("rang_at", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ring_end", CleanText(), nullable=False),
        sa.Column("ring_seconds", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.call_id"], name=op.f("fk_call_leg_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_call_leg_operator_id")),
        sa.PrimaryKeyConstraint("call_id", "leg_id", name=op.f("pk_call_leg")),
    )
    op.create_index(op.f("ix_call_leg_operator_id_started_at"), "call_leg", ["operator_id", "started_at"], unique=False)
