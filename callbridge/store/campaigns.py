"""Writing campaigns and dictionary rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, insert, select

from callbridge.crm.dictionary import CampaignState
from callbridge.kernel.ids import CampaignId
from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_INSERT = Prepared(insert(t.campaign).returning(t.campaign.c.id), columns=("name", "state", "date_from", "date_to"))
_INSERT_NUMBER = Prepared(
    insert(t.campaign_number).inline(), columns=("campaign_id", "did_e164", "valid_from", "valid_to")
)


def add_campaign(
    tx: Tx,
    name: str,
    *,
    state: CampaignState = CampaignState.RUNNING,
    dids: Sequence[str] = (),
    date_from: datetime | None = None,
    date_to: datetime | None = None,
) -> CampaignId:
    """Write a campaign whose lines (E.164) are its own between its instants; its period is their days."""
    days = {"date_from": date_from and date_from.date(), "date_to": date_to and date_to.date()}
    new = CampaignId(tx.value(_INSERT, name=name, state=state.value, **days))
    tx.executemany(
        _INSERT_NUMBER,
        [{"campaign_id": new, "did_e164": did, "valid_from": date_from, "valid_to": date_to} for did in dids],
    )
    return new


def add_entry(tx: Tx, dictionary: Table, name: str, *, name_en: str = "", **more: Any) -> int:
    """Write a row of a dictionary table at its end; `more` are the columns only that table has."""
    position = tx.value(select(func.coalesce(func.max(dictionary.c.position), 0) + 1))
    values = {"name": name, "name_en": name_en, "is_active": True, "position": position, **more}
    return int(tx.value(insert(dictionary).values(values).returning(dictionary.c.id)))
