"""A firm of two branches, one with another under it: who works there, and a record of each kind for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, update

from callbridge.crm.interest import InterestForm
from callbridge.crm.operator import Operator, Role
from callbridge.crm.reach import Width
from callbridge.crm.record import Stored
from callbridge.crm.setting import KeptSetting, reach_key
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.records import Writer
from tests.support.stores import NOW, an_operator

COLLEAGUES = ("branch", "below", "other")
"""In the readers' branch, in one under it, and in another."""
OWNED = ("campaign", "lead", "deal", "contract", "activity", "mailing", "interview")
HANGING = ("participant", "supplier", "labour", "cost", "number", "mailing_recipient")


@dataclass
class Firm:
    """Logins by name, and ids of records by kind and whose they are; ``nobody`` owns some too."""

    store: SqlStore
    logins: Mapping[str, Operator]
    records: Mapping[tuple[str, str], int]

    async def sets(self, width: Width, role: Role) -> None:
        """Set how far a role reaches."""
        kept = {one.key: one.version for one in await self.store.settings.kept()}
        key = reach_key(role)
        changed = KeptSetting(key=key, value=width.value, version=kept.get(key, 0))
        await self.store.settings.keep(changed, self.logins["other"].id, at=NOW)


async def new_firm(store: SqlStore, readers: Mapping[str, Role], password_hash: str = "hash") -> Firm:
    """Return a firm where these readers work in one branch."""
    units = await store.database.run(_branches)
    people = {name: (role, "branch") for name, role in readers.items()}
    people |= {name: (Role.SUPERVISOR, name) for name in COLLEAGUES}
    logins: dict[str, Operator] = {}
    for name, (role, unit) in people.items():
        login = await store.operators.add_operator(an_operator(name, role=role), password_hash)
        logins[name] = next(one for one in await store.operators.operators() if one.id == login)
        await store.database.run(_moving(logins[name].employee_id, units[unit]))
    records: dict[tuple[str, str], int] = {}
    for whose, by in {**logins, "nobody": logins["other"]}.items():
        made = await _made(store, by, whose)
        if whose == "nobody":
            await store.database.run(lambda tx, made=made: _disown(tx, made))  # type: ignore[misc]
        records |= {(kind, whose): one for kind, one in made.items()}
    return Firm(store, logins, records)


def _branches(tx: Tx) -> dict[str, int]:
    def add(name: str, above: int | None = None) -> int:
        values = {"name": name, "name_en": "", "position": 9, "is_active": True, "parent_id": above}
        return int(tx.value(insert(t.org_unit).values(**values).returning(t.org_unit.c.id)))

    south = add("Юг")
    return {"branch": south, "below": add("Сочи", south), "other": add("Север")}


def _moving(employee_id: int, unit: int) -> Any:
    moved = update(t.employee).where(t.employee.c.id == employee_id).values(org_unit_id=unit)
    return lambda tx: tx.execute(moved)


async def _made(store: SqlStore, by: Operator, whose: str) -> dict[str, int]:
    """Make one record of each kind that somebody owns or that hangs on one; names say whose they are."""
    writer = Writer(store, OperatorId(by.id), Role.ADMIN)

    async def make(kind: str, /, **raw: Any) -> Stored:
        return await writer.make(kind, key=f"{kind} of {whose}", **raw)

    person = await make("person", full_name=f"Пётр {whose}")
    company = await make("organization", name=f"ООО {whose}")
    event = await make("campaign", name=f"Выставка {whose}")
    form = InterestForm(at=NOW, method_id=1, person_text=f"Иван {whose}")
    key = f"lead of {whose}"
    lead = await store.desk.save_interest(key=key, form=form, numbers=[], owner_id=by.id, private_sales=False, at=NOW)
    contact: dict[str, Any] = {"kind": "contact", "at": NOW.isoformat(), "method": 1, "person": person.id}
    made: dict[str, Stored] = {
        "campaign": event,
        "deal": await make("deal", name=f"Сделка {whose}", topic=1),
        "contract": await make("contract", number=f"№ {whose}"),
        "activity": await make("activity", **contact),
        "mailing": await make("mailing", name=f"Письмо {whose}"),
        "interview": await make("interview", kind="test", name=f"Опрос {whose}"),
        "participant": await make("participant", campaign=event.id, person=person.id),
        "supplier": await make("supplier", campaign=event.id, organization=company.id),
        "labour": await make("labour", campaign=event.id, employee=by.employee_id),
        "cost": await make("cost", campaign=event.id, name="Стенд"),
        "task": await make("task", kind="task", name=f"Задание {whose}", assignees=[by.employee_id]),
    }
    ids = {kind: one.id for kind, one in made.items()} | {"lead": int(lead.lead_id)}
    return ids | await store.database.run(lambda tx: _written(tx, ids))


def _written(tx: Tx, ids: Mapping[str, int]) -> dict[str, int]:
    """Write what no service makes without a telephone or a mail server."""
    number, letter = t.campaign_number, t.mailing_recipient
    line = {"campaign_id": ids["campaign"], "did_e164": f"+7495{ids['campaign']:07}"}
    to = {
        "mailing_id": ids["mailing"], "address": "a@example.ru", "address_key": "a@example.ru", "state": "waiting",
        "token": f"token {ids['mailing']}",
    }  # fmt: skip
    return {
        "number": int(tx.value(insert(number).values(**line).returning(number.c.id))),
        "mailing_recipient": int(tx.value(insert(letter).values(**to).returning(letter.c.id))),
    }


def _disown(tx: Tx, ids: Mapping[str, int]) -> None:
    for kind in OWNED:
        table = t.metadata.tables[kind]
        if table.c.owner_id.nullable:
            nobody = {name: None for name in ("owner_id", "org_unit_id") if name in table.c}
            tx.execute(update(table).where(table.c.id == ids[kind]).values(**nobody))
