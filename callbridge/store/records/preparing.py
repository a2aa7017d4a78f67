"""What writing a record of one kind or another adds: search words, sums in the base currency, owners, checks."""

import secrets
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select

from callbridge.crm.campaign import check_state
from callbridge.crm.dictionary import CampaignState
from callbridge.crm.exchange import ONE, in_base
from callbridge.crm.mailing import MAX_PER_MINUTE, MailingState, brought_back, read_audience
from callbridge.kernel.errors import IllegalMove, InvalidInput
from callbridge.store import tables as t
from callbridge.store.deals import employee_of
from callbridge.store.folding import fold, words
from callbridge.store.interests import share_number
from callbridge.store.mailings.bouncing import write_again
from callbridge.store.number_key import number_key, reversed_of
from callbridge.store.parties import touched
from callbridge.store.reach import reaches
from callbridge.store.records.binding import Prepare, Write, Written
from callbridge.store.settings import base_currency
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx

_HOUR_RATE = Prepared(select(t.employee.c.hour_rate).where(t.employee.c.id == bindparam("id")))


def folded(column: str) -> Prepare:
    """Return what keeps the name by which lists sort."""

    def prepare(_: Tx, write: Write) -> Mapping[str, Any]:
        return {"folded_name": fold(write.values[column])} if column in write.values else {}

    return prepare


def searched(index: Table, owner: str, column: str) -> Written:
    """Return what keeps the words by which a name is found."""

    def written(tx: Tx, write: Write, record_id: int) -> None:
        if column not in write.values:
            return
        tx.execute(delete(index).where(index.c[owner] == record_id))
        statement = Prepared(insert(index).inline(), columns=("word", owner))
        tx.executemany(statement, [{"word": word, owner: record_id} for word in words(write.values[column])])

    return written


def coded(_: Tx, write: Write) -> Mapping[str, Any]:
    """Give a row that the program does not refer to its empty code."""
    return {"code": ""} if write.is_new else {}


def exchanged(amounts: Mapping[str, str]) -> Prepare:
    """Return what keeps the sums in the base currency: of each column the one for it."""

    def prepare(tx: Tx, write: Write) -> Mapping[str, Any]:
        base = base_currency(tx)
        currency = (write.whole("currency") or base).upper()
        if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
            raise InvalidInput({"currency": "wrong_type"})
        rate = ONE if currency == base else write.whole("rate")
        if not rate:
            raise InvalidInput({"rate": "required"})
        values: dict[str, Any] = {"currency": currency, "rate": rate}
        for column, in_base_currency in amounts.items():
            amount = write.whole(column) or Decimal(0)
            values |= {column: amount, in_base_currency: in_base(amount, rate)}
        return values

    return prepare


def priced(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Give a price its currency, and a product without one none."""
    if write.whole("price") is None:
        return {"currency": None}
    return {"currency": (write.whole("currency") or base_currency(tx)).upper()}


def owned(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Make the author, and their branch, the owner of a new record that names none."""
    if not write.is_new:
        return {}
    employee = employee_of(tx, write.author.operator_id)
    wanted = {"owner_id": employee.id, "org_unit_id": employee.org_unit_id}
    return {column: value for column, value in wanted.items() if write.whole(column) is None}


def in_order(_: Tx, write: Write) -> Mapping[str, Any]:
    """Refuse a state of an event that cannot follow the present one."""
    if write.before is not None:
        check_state(CampaignState(write.before.state), CampaignState(write.whole("state")))
    return {}


def numbers_kept(column_defaults: Mapping[str, Any]) -> Prepare:
    """Return what gives cleared numbers of a row back the value it has without them."""

    def prepare(_: Tx, write: Write) -> Mapping[str, Any]:
        return {name: value for name, value in column_defaults.items() if write.values.get(name, value) is None}

    return prepare


def paid(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Give new labour the employee's rate, which may change later without changing what was planned."""
    if not write.is_new or write.whole("hour_rate") is not None:
        return {}
    return {"hour_rate": tx.value(_HOUR_RATE, id=write.whole("employee_id"))}


def asked(_: Tx, write: Write) -> Mapping[str, Any]:
    """Give a new questionnaire the address of its public link, which nobody can guess."""
    return {"public_token": secrets.token_urlsafe(24)} if write.is_new else {}


def drafted(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Refuse changing what a mailing says and to whom once it began, an audience or a speed that is none.

    Its audience goes as far as its owner reaches, so that is nobody who reaches further than the author.
    """
    if write.before is not None and write.before.state != MailingState.DRAFT and set(write.values) - {"name"}:
        raise IllegalMove("mailing.not_draft")
    if write.values.get("owner_id") is not None and not reaches(tx, write.author.operator_id, write.values["owner_id"]):
        raise InvalidInput({"owner": "not_found"})
    if "audience" in write.values:
        read_audience(write.values["audience"], write.author.role)
    speed = write.values.get("per_minute")
    if speed is not None and not 1 <= speed <= MAX_PER_MINUTE:
        raise InvalidInput({"per_minute": "out_of_range"})
    return {"audience": "{}"} if write.is_new and not write.whole("audience") else {}


def unsent(_: Tx, write: Write) -> Mapping[str, Any]:
    """Let no letter go by bringing a mailing back: what was being sent waits, and what was planned is a draft."""
    before = MailingState(write.whole("state"))
    state = brought_back(before)
    return {} if state is before else {"state": state.value, "scheduled_at": None}


def employed(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Make the author the owner of a new record that names none."""
    if not write.is_new or write.whole("owner_id") is not None:
        return {}
    return {"owner_id": employee_of(tx, write.author.operator_id).id}


def reached(tx: Tx, write: Write, record_id: int) -> None:
    """Say that an event reached its new participant."""
    if write.is_new:
        campaign_id, person_id = write.whole("campaign_id"), write.whole("person_id")
        touched(tx, campaign_id, person_id, kind="participant", ref_key=str(record_id), at=write.at)


def pointed(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Give a number or address its keys; it is of a person or of an organization."""
    owners = [column for column in ("person_id", "organization_id") if write.whole(column) is not None]
    if len(owners) != 1:
        raise InvalidInput({"person": "required" if not owners else "one_owner"})
    if "raw" not in write.values:
        return {}
    if write.whole("kind") != "phone":
        address = fold(write.values["raw"]) if write.whole("kind") == "email" else ""
        if write.whole("kind") == "email" and "@" not in address.strip("@"):
            raise InvalidInput({"raw": "wrong_type"})
        if address:
            write_again(tx, write.values["raw"])
        return {"number_key": "", "extension": "", "reversed_digits": "", "address_key": address}
    key = "" if write.number is None else number_key(write.number)
    if write.number is None or not key:
        raise InvalidInput({"raw": "wrong_type"})
    return {"number_key": key, "extension": write.number.extension, "reversed_digits": reversed_of(key)}


def shared(tx: Tx, write: Write, _: int) -> None:
    """Mark a number that others have too, as the card does."""
    person_id = write.whole("person_id")
    if person_id is not None and write.number is not None:
        share_number(tx, person_id, write.number)


def lined(_: Tx, write: Write) -> Mapping[str, Any]:
    """Keep the line of an event as calls name it."""
    if "did_e164" not in write.values:
        return {}
    if write.number is None or not write.number.e164:
        raise InvalidInput({"did": "wrong_type"})
    return {"did_e164": write.number.e164}
