"""What revision 0020 adds to tables that are there already."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from callbridge.store.migrations.altering import Change, alter
from callbridge.store.types import CleanText, Instant, Sortable

_ROLES = "role IN ('operator', 'supervisor', 'manager', 'admin')"
_ORGANIZATIONS = "lifecycle IN ('prospect', 'customer', 'supplier', 'both')"
_PEOPLE = "lifecycle IN ('prospect', 'contact', 'customer')"
_NO_PROSPECT = "lifecycle <> 'prospect' AND archived_at IS NULL"


def _edited() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("updated_at", Instant(), nullable=True),
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, CleanText(), nullable=False, server_default="")


def _reference(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _check(table: str, name: str, sql: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _partial(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def logins() -> None:
    """Let a login be an employee's, and be a manager's."""
    alter(
        Change(
            table="operator",
            columns=[sa.Column("employee_id", sa.Integer(), nullable=False)],
            constraints=[_to("operator", "employee_id", "employee"), _check("operator", "role", _ROLES)],
            dropped=["ck_operator_role"],
            fill={"employee_id": "id"},
        )
    )
    _index("operator", "employee_id")


def dictionaries(pipeline_id: int) -> None:
    """Let every row of a dictionary be edited, and every topic have a pipeline."""
    for table in ("contact_method", "lead_source", "project", "outcome"):
        alter(Change(table=table, columns=_edited()))
    alter(Change(table="product", columns=[_text("unit"), *_edited()]))
    applies_to = sa.Column("applies_to", sa.Text(), nullable=False, server_default="both")
    check = _check("refusal_reason", "applies_to", "applies_to IN ('lead', 'deal', 'both')")
    alter(Change(table="refusal_reason", columns=[applies_to, *_edited()], constraints=[check]))
    alter(
        Change(
            table="sales_topic",
            columns=[sa.Column("pipeline_id", sa.Integer(), nullable=False), *_edited()],
            constraints=[_to("sales_topic", "pipeline_id", "pipeline")],
            fill={"pipeline_id": str(pipeline_id)},
        )
    )


def campaigns(days: Mapping[str, str]) -> None:
    """Let a campaign be whole; its dates, instants until now, become days as `days` says in SQL."""
    references = {
        "type_id": "campaign_type",
        "org_unit_id": "org_unit",
        "organizer_id": "organization",
        "project_id": "project",
        "owner_id": "employee",
    }
    alter(
        Change(
            table="campaign",
            columns=[
                sa.Column("date_from", sa.Date(), nullable=True),
                sa.Column("date_to", sa.Date(), nullable=True),
                *map(_reference, references),
                _text("place"),
                _text("note"),
                sa.Column("cost_includes_labour", sa.Boolean(), nullable=False, server_default=sa.false()),
                *_edited(),
            ],
            constraints=[_to("campaign", column, target) for column, target in references.items()],
            fill=days,
        )
    )
    _index("campaign", "state", "date_from", "id")
    _index("campaign", "date_from", "id")
    alter(Change(table="campaign_number", columns=[_text("note"), *_edited()]))


def directory() -> None:
    """Let organizations, people and their numbers be kept in full."""
    own = {
        "organization": (
            _ORGANIZATIONS,
            [sa.Column(name, Sortable(), nullable=False, server_default="") for name in ("folded_name", "tax_id")],
        ),
        "person": (
            _PEOPLE,
            [_text("job_title"), sa.Column("do_not_call", sa.Boolean(), nullable=False, server_default=sa.false())],
        ),
    }
    for table, (lifecycles, columns) in own.items():
        alter(
            Change(
                table=table,
                columns=[*columns, *_of_a_party(), *_edited()],
                constraints=[
                    _check(table, "lifecycle", lifecycles),
                    _to(table, "owner_id", "employee"),
                    _to(table, "merged_into_id", table),
                ],
            )
        )
        _index(table, "folded_name", "id")
        _partial(f"ix_{table}_directory", table, ["folded_name", "id"], _NO_PROSPECT)
        _partial(f"ix_{table}_merged_into_id", table, ["merged_into_id"], "merged_into_id IS NOT NULL")
    _partial("ix_organization_tax_id", "organization", ["tax_id"], "tax_id <> ''")
    _index("person", "created_at", "id")


def _of_a_party() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("lifecycle", sa.Text(), nullable=False, server_default="prospect"),
        _text("note"),
        _reference("owner_id"),
        _reference("merged_into_id"),
        sa.Column("archived_at", Instant(), nullable=True),
    )


def contact_points() -> None:
    """Let a number have a validity and an e-mail be found."""
    alter(
        Change(
            table="contact_point",
            columns=[
                sa.Column("address_key", Sortable(), nullable=False, server_default=""),
                sa.Column("is_primary", sa.Boolean(), nullable=False, server_default=sa.false()),
                _text("label"),
                sa.Column("valid_from", sa.Date(), nullable=True),
                sa.Column("valid_to", sa.Date(), nullable=True),
                *_edited(),
            ],
            constraints=[_check("contact_point", "dates_in_order", "valid_to >= valid_from")],
        )
    )
    _partial("ix_contact_point_address_key", "contact_point", ["address_key"], "address_key <> ''")


def interests() -> None:
    """Let interests and contacts be a deal's."""
    for table in ("lead", "activity"):
        deal = [_to(table, "deal_id", "deal")]
        alter(Change(table=table, columns=[_reference("deal_id"), *_edited()], constraints=deal))
    op.drop_index(op.f("ix_lead_owner_id"), table_name="lead")
    _index("lead", "owner_id", "at", "id")
    _index("lead", "outcome_id", "at", "id")
    _partial("ix_lead_deal_id", "lead", ["deal_id"], "deal_id IS NOT NULL")
    _index("activity", "owner_id", "at")
    for column in ("deal_id", "campaign_id"):
        _partial(f"ix_activity_{column}", "activity", [column, "at"], f"{column} IS NOT NULL")
