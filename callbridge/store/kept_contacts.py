"""Contacts but those of leads that were removed (R54)."""

from typing import Any

from sqlalchemy import ColumnElement, select

from callbridge.store import tables as t


def is_kept(activity: Any) -> ColumnElement[bool]:
    """Return the condition that a contact is not of a removed lead.

    It asks of nothing but the id, so that contacts are counted by an index alone; removed leads are few.
    """
    theirs = t.activity.alias("of_removed")
    gone = select(theirs.c.id).join_from(theirs, t.lead, t.lead.c.id == theirs.c.lead_id)
    found: ColumnElement[bool] = activity.c.id.not_in(gone.where(t.lead.c.deleted_at.is_not(None)))
    return found
