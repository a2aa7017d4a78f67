"""The indexes by which the figures of a campaign are counted and summed without reading a row."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def _widen(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.drop_index(name, table_name=table)
    op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    """Widen them."""
    _widen("ix_lead_kept", "lead", ["campaign_id", "deleted_at"], "deleted_at IS NULL")
    _widen("ix_lead_kept_organization", "lead", ["organization_id", "deleted_at"], "deleted_at IS NULL")
    kept = "campaign_id IS NOT NULL AND archived_at IS NULL"
    _widen("ix_deal_kept", "deal", ["campaign_id", "archived_at"], kept)
    for column in ("deal_id", "campaign_id"):
        summed = [column, "id", "state", "archived_at", "amount_base"]
        _widen(f"ix_contract_{column}", "contract", summed, f"{column} IS NOT NULL")
