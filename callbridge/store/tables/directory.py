"""Organizations, people and how they are reached (R142).

Sorting by name and hiding prospects (A14) must stay quick with a million people, most of them prospects: hence an index
of all by name, and one of those that are no prospects.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint

from callbridge.crm.party import OrganizationLifecycle, PersonLifecycle
from callbridge.store.tables.columns import (
    added_flag,
    added_text,
    choice,
    edited,
    flag,
    id_column,
    metadata,
    one_of,
    partial_index,
    reference,
    text_column,
)
from callbridge.store.types import Instant, Sortable

organization = Table(
    "organization",
    metadata,
    id_column(),
    text_column("name"),
    Column("created_at", Instant, nullable=False),
    Column("folded_name", Sortable, nullable=False, server_default=""),
    choice("lifecycle", default="prospect"),
    Column("tax_id", Sortable, nullable=False, server_default=""),
    added_text("note"),
    reference("owner_id", "employee"),
    reference("merged_into_id", "organization"),
    Column("archived_at", Instant),
    *edited(),
    one_of("lifecycle", OrganizationLifecycle),
    Index(None, "folded_name", "id"),
    Index(None, "created_at", "id"),
)
"""«Контрагент»; `merged_into_id` is set on the one that a merge gave up."""
_NO_PROSPECT = "lifecycle <> 'prospect' AND archived_at IS NULL"
partial_index("ix_organization_directory", _NO_PROSPECT, organization.c.folded_name, organization.c.id)
partial_index("ix_organization_tax_id", "tax_id <> ''", organization.c.tax_id)
partial_index("ix_organization_merged_into_id", "merged_into_id IS NOT NULL", organization.c.merged_into_id)

organization_word = Table(
    "organization_word",
    metadata,
    Column("word", Sortable, primary_key=True),
    Column("organization_id", Integer, ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "organization_id", "word"),
)

person = Table(
    "person",
    metadata,
    id_column(),
    text_column("full_name"),
    Column("folded_name", Sortable, nullable=False),
    Column("organization_id", Integer, ForeignKey("organization.id"), index=True),
    flag("is_private"),
    Column("created_at", Instant, nullable=False),
    choice("lifecycle", default="prospect"),
    added_text("job_title"),
    added_text("note"),
    added_flag("do_not_call"),
    reference("owner_id", "employee"),
    reference("merged_into_id", "person"),
    Column("archived_at", Instant),
    *edited(),
    one_of("lifecycle", PersonLifecycle),
    Index(None, "folded_name", "id"),
    Index(None, "created_at", "id"),
)
"""«Лицо»: written by the card, so that the next call is recognised; a customer only after a deal or contract (A14)."""
partial_index("ix_person_directory", _NO_PROSPECT, person.c.folded_name, person.c.id)
partial_index("ix_person_merged_into_id", "merged_into_id IS NOT NULL", person.c.merged_into_id)

person_word = Table(
    "person_word",
    metadata,
    Column("word", Sortable, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "person_id", "word"),
)

contact_point = Table(
    "contact_point",
    metadata,
    id_column(),
    Column("person_id", Integer, ForeignKey("person.id"), index=True),
    Column("organization_id", Integer, ForeignKey("organization.id"), index=True),
    choice("kind"),
    text_column("raw"),
    Column("number_key", Sortable, nullable=False, index=True),
    Column("extension", Sortable, nullable=False),
    Column("reversed_digits", Sortable, nullable=False, index=True),
    flag("is_shared"),
    Column("address_key", Sortable, nullable=False, server_default=""),
    added_flag("is_primary"),
    added_text("label"),
    Column("valid_from", Date),
    Column("valid_to", Date),
    *edited(),
    one_of("kind", ("phone", "email", "url")),
    CheckConstraint("(person_id IS NULL) <> (organization_id IS NULL)", name="one_owner"),
    CheckConstraint("valid_to >= valid_from", name="dates_in_order"),
)
"""A number, e-mail or web address of one person or one organization; e-mails are found by `address_key`, folded."""
partial_index("ix_contact_point_address_key", "address_key <> ''", contact_point.c.address_key)

not_caller = Table(
    "not_caller",
    metadata,
    id_column(),
    Column("number_key", Sortable, nullable=False),
    reference("person_id", "person"),
    reference("organization_id", "organization"),
    reference("lead_id", "lead"),
    reference("operator_id", "operator", nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("number_key", "person_id"),
    UniqueConstraint("number_key", "organization_id"),
    UniqueConstraint("number_key", "lead_id"),
    Index(None, "person_id"),
    Index(None, "organization_id"),
    Index(None, "lead_id"),
)
"""«Не он»: exactly one of the three does not call from the number, whoever else has it."""
