"""Erasing what names a person, everywhere it is kept; rows that are counted stay (rule 9 of the model, R54).

`tests/store/test_erasing.py` holds that every table which names a person is treated here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, cast, delete, func, literal, or_, select, update

from callbridge.crm.audit import AuditNote
from callbridge.crm.erasure import ERASED_NAME, ErasurePreview
from callbridge.kernel.errors import Conflict, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.audit import write_note
from callbridge.store.folding import fold
from callbridge.store.outbox import tell_of_lead_changes
from callbridge.store.tx import Tx
from callbridge.store.types import Sortable

ERASED = "person.erased"
PERSON = "person"
EMPTIED: Mapping[str, Mapping[str, Any]] = {
    "lead": dict.fromkeys(
        ("person_text", "extra", "content", "organization_text", "campaign_reason", "removal_reason"), ""
    ),
    "activity": {"content": ""},
    "call": {"number_raw": "", "number_e164": "", "number_extension": "", "number_key": "", "reversed_digits": "",
             "caller_name": "", "missed_key": None},
    "deal": {"note": ""},
    "contract": {"note": ""},
    "participant": {"note": ""},
    "task": {"body": ""},
    "call_round_entry": {"name": "", "phone": "", "number_key": "", "note": ""},
}  # fmt: skip
"""What of a row that names the person becomes empty."""
_TOLD = ("lead", "deal", "contract")
"""What programs are told of that may name the person; calls are found apart."""
COUNTED = frozenset({"touch", "interview_response", "mailing_recipient", "not_caller"})
"""Rows whose own text hangs below them, or that have none; treated one by one below."""


def foretold(tx: Tx, person_id: int) -> ErasurePreview:
    """Return what an erasure would touch; raises NotFound, and Conflict when it was done."""
    person = _person(tx, person_id)
    counts = {name: tx.value(_count(table, where)) for name, (table, where) in _touched(_ids(tx, person_id)).items()}
    return ErasurePreview(
        person_id=person_id, name=person, touched={name: count for name, count in counts.items() if count}
    )


def erase(tx: Tx, person_id: int, operator_id: OperatorId, at: datetime) -> None:
    """Erase a person, with all that was merged into them; the audit trail tells that it was done, no more."""
    tx.serialize(f"{PERSON} {person_id}")
    _person(tx, person_id)
    ids = _ids(tx, person_id)
    touched = _touched(ids)
    leads = [row.id for row in tx.rows(select(t.lead.c.id).where(touched["lead"][1]))]
    _below(tx, touched)
    for name, values in EMPTIED.items():
        table, where = touched[name]
        tx.execute(update(table).where(where).values(**values))
    for name, values in (("audit", {"detail": "{}"}), ("outbox", {"payload": "{}"})):
        table, where = touched[name]
        tx.execute(update(table).where(where).values(**values))
    emptied = {name: [None, value] for name, value in EMPTIED["lead"].items()}  # what they were is told no more
    tell_of_lead_changes(tx, leads, emptied, by=operator_id, at=at)
    # What the files hold goes with the next tidying of the storage, when nothing else holds it.
    for name in ("draft", "merge", "contact_point", "attachment", "not_caller"):
        table, where = touched[name]
        tx.execute(delete(table).where(where))
    tx.execute(delete(t.person_word).where(_any(t.person_word.c.person_id, ids)))
    tx.execute(update(t.person).where(_any(t.person.c.id, ids)).values(**_nobody(at), version=t.person.c.version + 1))
    note = AuditNote(at=at, operator_id=operator_id, action=ERASED, entity=PERSON, entity_id=str(person_id), detail={})
    write_note(tx, note)


def _nobody(at: datetime) -> dict[str, Any]:
    return {
        "full_name": ERASED_NAME, "folded_name": fold(ERASED_NAME), "job_title": "", "note": "", "do_not_call": True,
        "updated_at": at,
    }  # fmt: skip


def _person(tx: Tx, person_id: int) -> str:
    row = tx.row(select(t.person.c.full_name).where(t.person.c.id == person_id))
    if row is None:
        raise NotFound("record.not_found", id=person_id)
    done = tx.row(
        select(t.audit.c.id).where(
            t.audit.c.entity == PERSON, t.audit.c.entity_id == str(person_id), t.audit.c.action == ERASED
        )
    )
    if done is not None:
        raise Conflict("erasure.done_already")
    return str(row.full_name)


def _ids(tx: Tx, person_id: int) -> list[int]:
    """Return the person and whoever was merged into them."""
    ids, fresh = [person_id], [person_id]
    while fresh:
        found = tx.rows(select(t.person.c.id).where(or_(*(t.person.c.merged_into_id == each for each in fresh))))
        fresh = [row.id for row in found if row.id not in ids]
        ids += fresh
    return ids


def _any(column: Any, ids: list[int]) -> ColumnElement[bool]:
    return or_(*(column == each for each in ids))


def _touched(ids: list[int]) -> dict[str, tuple[Table, ColumnElement[bool]]]:
    """Return of each kind the table and which of its rows."""
    found: dict[str, tuple[Table, ColumnElement[bool]]] = {
        name: (t.metadata.tables[name], _any(t.metadata.tables[name].c.person_id, ids))
        for name in (*EMPTIED, "contact_point", "interview_response", "mailing_recipient")
    }
    point = t.contact_point
    own = select(point.c.number_key).where(_any(point.c.person_id, ids), ~point.c.is_shared, point.c.number_key != "")
    unnamed = t.call.c.person_id.is_(None) & t.call.c.number_key.in_(own)
    found["call"] = (t.call, _any(t.call.c.person_id, ids) | unnamed)
    leads = select(t.lead.c.id).where(_any(t.lead.c.person_id, ids))
    calls = select(t.call.c.call_id).where(found["call"][1])
    found["attachment"] = (
        t.attachment, (t.attachment.c.owner_entity == literal(PERSON)) & _any(t.attachment.c.owner_id, ids),
    )  # fmt: skip
    found["draft"] = (t.draft, t.draft.c.key.in_(calls))
    found["merge"] = (
        t.merge, (t.merge.c.entity == PERSON) & (_any(t.merge.c.kept_id, ids) | _any(t.merge.c.given_up_id, ids)),
    )  # fmt: skip
    found["audit"] = (t.audit, _audited(ids))
    found["outbox"] = (t.outbox, or_(_told_of("call", calls), *(_told_of(name, _named(name, ids)) for name in _TOLD)))
    found["not_caller"] = (
        t.not_caller, _any(t.not_caller.c.person_id, ids) | t.not_caller.c.lead_id.in_(leads),
    )  # fmt: skip
    found["lead_phone"] = (t.lead_phone, t.lead_phone.c.lead_id.in_(leads))
    found["call_trace"] = (t.call_trace, t.call_trace.c.call_id.in_(calls))
    return found


def _named(name: str, ids: list[int]) -> Select[Any]:
    """Return the keys, as text, of the rows of a table that name the person."""
    table = t.metadata.tables[name]
    return select(cast(table.c.id, Sortable)).where(_any(table.c.person_id, ids))


def _told_of(entity: str, keys: Select[Any]) -> ColumnElement[bool]:
    return (t.outbox.c.entity == literal(entity)) & t.outbox.c.record_key.in_(keys)


def _audited(ids: list[int]) -> ColumnElement[bool]:
    """Return what the audit trail has of the person, their numbers (gone ones too) and what names them."""
    entity, detail = t.audit.c.entity, t.audit.c.detail
    own = (entity == PERSON) & or_(*(t.audit.c.entity_id == str(each) for each in ids))
    points = (entity == literal("contact_point")) & or_(*(detail.contains(f'"[null, {each}]"') for each in ids))
    naming = [
        (entity == literal(name)) & t.audit.c.entity_id.in_(_named(name, ids))
        for name in EMPTIED
        if "id" in t.metadata.tables[name].c
    ]
    return or_(own, points, *naming)


def _below(tx: Tx, touched: Mapping[str, tuple[Table, ColumnElement[bool]]]) -> None:
    """Empty what hangs below rows that name the person: found through them, so it goes first."""
    phones, of_leads = touched["lead_phone"]
    nothing = {"raw": "", "number_key": "", "extension": "", "reversed_digits": ""}
    tx.execute(update(phones).where(of_leads).values(**nothing))
    answered = t.lead_script_answer.c.lead_id.in_(select(t.lead.c.id).where(touched["lead"][1]))
    tx.execute(update(t.lead_script_answer).where(answered).values(answer=""))
    traces, of_calls = touched["call_trace"]
    tx.execute(delete(traces).where(of_calls))
    responses, filled = touched["interview_response"]
    answers = t.interview_answer
    own = answers.c.response_id.in_(select(responses.c.id).where(filled))
    tx.execute(update(answers).where(own).values(answer='""'))
    recipients, mailed = touched["mailing_recipient"]
    returning = select(recipients.c.address_key).where(mailed)
    tx.execute(delete(t.undeliverable).where(t.undeliverable.c.address_key.in_(returning)))
    nobody = literal("erased-") + cast(recipients.c.id, Sortable)
    tx.execute(update(recipients).where(mailed).values(address="", address_key=nobody, problem=""))


def _count(table: Table, where: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(table).where(where)
