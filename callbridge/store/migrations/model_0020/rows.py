"""The rows that revision 0020 begins with, and those it makes of what is there."""

import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

from callbridge.store.types import CleanText, Sortable

_UNITS = (("Основное отделение", "Main branch"),)
_TYPES = (
    ("Реклама", "Advertising"),
    ("Презентация", "Presentation"),
    ("Выставка", "Exhibition"),
    ("Распродажа", "Sale"),
    ("Семинар", "Seminar"),
    ("Массовая рассылка", "Mass mailing"),
    ("Прочее", "Other"),
)
_METHODS = (
    ("presentation", "Презентация", "Presentation"),
    ("quotation", "Коммерческое предложение", "Quotation"),
)
_STAGES = (
    # name, in English, kind, probability, passed by a contact of this method, days until it is said to rot
    ("Звонок", "Call", "open", 10, "call", 7),
    ("Встреча", "Meeting", "open", 30, "meeting", 14),
    ("Презентация", "Presentation", "open", 50, "presentation", 14),
    ("Коммерческое предложение", "Quotation", "open", 70, "quotation", 14),
    ("Договор", "Contract", "won", 100, None, None),
    ("Отказ", "Lost", "lost", 0, None, None),
)
_ROWS_AT_ONCE = 1_000


def first_rows() -> int:
    """Write them; return the id of the pipeline that topics without one get."""
    connection = op.get_bind()
    _fill("org_unit", [_named(*names) for names in _UNITS])
    _fill("campaign_type", [_named(*names) for names in _TYPES])
    _add_methods(connection)
    _fill("pipeline", [_named("Продажи", "Sales") | {"auto_advance": True}])
    pipeline_id = int(connection.execute(sa.text("SELECT min(id) FROM pipeline")).scalar_one())
    by_code = "SELECT code, min(id) AS id FROM contact_method WHERE code <> '' GROUP BY code"
    methods = {row.code: row.id for row in connection.execute(sa.text(by_code))}
    names = ("name", "name_en", "kind", "probability", "required_method_id", "rot_days")
    stages = [
        dict(zip(names, (name, name_en, kind, probability, methods.get(method or ""), days), strict=True))
        | {"pipeline_id": pipeline_id, "revision": 1, "position": position}
        for position, (name, name_en, kind, probability, method, days) in enumerate(_STAGES, start=1)
    ]
    op.bulk_insert(_table("stage", *stages[0]), stages)
    setting = _table("setting", "scope", "scope_id", "key", "value")
    op.bulk_insert(setting, [{"scope": "system", "scope_id": 0, "key": "base_currency", "value": '"RUB"'}])
    return pipeline_id


def employees() -> None:
    """Make an employee of every login, of the first branch, with the login's id."""
    connection = op.get_bind()
    unit = connection.execute(sa.text("SELECT min(id) FROM org_unit")).scalar_one()
    logins = connection.execute(sa.text("SELECT id, full_name, is_active FROM operator")).all()
    rows = [
        {
            "id": row.id,
            "full_name": row.full_name,
            "folded_name": _fold(row.full_name),
            "org_unit_id": unit,
            "is_active": bool(row.is_active),
        }
        for row in logins
    ]
    if rows:
        op.bulk_insert(_table("employee", *rows[0]), rows)
        if connection.dialect.name == "postgresql":
            op.execute("SELECT setval(pg_get_serial_sequence('employee', 'id'), (SELECT max(id) FROM employee))")


def folded_organizations() -> None:
    """Fill the name by which organizations are sorted."""
    connection = op.get_bind()
    names = connection.execute(sa.text("SELECT id, name FROM organization"))
    while some := names.fetchmany(_ROWS_AT_ONCE):
        connection.execute(
            sa.text("UPDATE organization SET folded_name = :folded WHERE id = :id"),
            [{"id": row.id, "folded": _fold(row.name)} for row in some],
        )


def days_of_campaigns() -> dict[str, str]:
    """Return the SQL that makes a day of an instant: midnight was entered in the zone operators have by default."""
    if op.get_bind().dialect.name == "postgresql":
        return {name: f"({name} AT TIME ZONE 'Europe/Moscow')::date" for name in ("date_from", "date_to")}
    return {name: f"date({name} / 1000000 + 10800, 'unixepoch')" for name in ("date_from", "date_to")}


def _add_methods(connection: sa.Connection) -> None:
    """Add the methods that stages ask for; the last position may be anybody's."""
    last = connection.execute(sa.text("SELECT coalesce(max(position), 0) FROM contact_method")).scalar_one()
    rows = [_named(name, name_en) | {"code": code} for code, name, name_en in _METHODS]
    _fill("contact_method", rows, after=last)


def _named(name: str, name_en: str) -> dict[str, Any]:
    return {"name": name, "name_en": name_en, "is_active": True}


def _fill(table: str, rows: list[dict[str, Any]], *, after: int = 0) -> None:
    numbered = [{**row, "position": position} for position, row in enumerate(rows, start=after + 1)]
    op.bulk_insert(_table(table, *numbered[0]), numbered)


def _table(name: str, *columns: str) -> sa.TableClause:
    kinds: dict[str, Any] = {"is_active": sa.Boolean, "auto_advance": sa.Boolean, "folded_name": Sortable}
    texts = {"name", "name_en", "full_name", "code", "kind", "scope", "key", "value"}
    return sa.table(
        name,
        *(sa.column(column, kinds.get(column, CleanText if column in texts else sa.Integer)) for column in columns),
    )


def _fold(text: str) -> str:
    joined = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return re.sub(r"\s+", " ", joined).strip()
