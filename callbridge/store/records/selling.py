"""What writing a deal, a contract or a contact means: each rule's one way through the store."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select

from callbridge.crm.contract import ContractFacts, ContractState, check_contract, check_put_away
from callbridge.crm.operator import Role
from callbridge.crm.party import Happening
from callbridge.kernel.errors import Forbidden, InvalidInput
from callbridge.store import tables as t
from callbridge.store.deals import contact_done, deal_began, employee_of, present_stages, start_of_topic, win_deal
from callbridge.store.follow_ups import remind_of
from callbridge.store.parties import promote
from callbridge.store.reached import FORGET
from callbridge.store.records.binding import Write
from callbridge.store.statement import Prepared, Row
from callbridge.store.tx import Tx

_DEAL = Prepared(select(t.deal).where(t.deal.c.id == bindparam("id")))
_PIPELINE_OF_TOPIC = Prepared(select(t.sales_topic.c.pipeline_id).where(t.sales_topic.c.id == bindparam("id")))
CAMPAIGN_OF_CONTRACT = func.coalesce(
    t.contract.c.campaign_id,
    select(t.deal.c.campaign_id).where(t.deal.c.id == t.contract.c.deal_id).correlate(t.contract).scalar_subquery(),
)
"""A contract of a deal has none of its own: it belongs to the deal's event, whichever that is (R32)."""
_INHERITED = ("organization_id", "person_id", "owner_id", "org_unit_id")


def begins(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Put a new deal on the first stage of its topic (R107); keep its stages and its event afterwards."""
    if write.is_new:
        stage = start_of_topic(tx, write.whole("topic_id"))
        return {
            "pipeline_id": stage.pipeline_id,
            "stage_id": stage.id,
            "state": "open",
            "stage_at": write.at,
            "active_at": write.at,
        }
    before = write.before
    is_other = write.whole("campaign_id") != before.campaign_id  # type: ignore[union-attr]
    if is_other and not write.author.role.covers(Role.MANAGER):
        raise Forbidden("deal.campaign_frozen")
    if tx.value(_PIPELINE_OF_TOPIC, id=write.whole("topic_id")) != before.pipeline_id:  # type: ignore[union-attr]
        raise InvalidInput({"topic": "stage_required"})
    return {}


def began(tx: Tx, write: Write, record_id: int) -> None:
    """Keep where a new deal began; who it is with is no prospect any more, where that is enough."""
    if write.is_new:
        stages = present_stages(tx, write.values["pipeline_id"])
        stage = next(one for one in stages if one.id == write.values["stage_id"])
        deal_began(tx, record_id, stage, write.at, employee_of(tx, write.author.operator_id).id)
    if write.is_new or {"person_id", "organization_id"} & write.values.keys():
        _promote(tx, write, Happening.DEAL)


def inherits(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Check a contract and give a new one of a deal what the deal has and it does not say.

    The event of its deal may be said of it too, as the tab of that event does: it has none of its own all the same.
    """
    deal_id = write.whole("deal_id")
    deal = None if deal_id is None else tx.row(_DEAL, id=deal_id)
    found: dict[str, Any] = {}
    if deal is not None and deal.campaign_id is not None and write.whole("campaign_id") == deal.campaign_id:
        found = {"campaign_id": None}
        write = replace(write, values={**write.values, **found})
    check_contract(_facts_before(write), _facts(write))
    if deal is None or not write.is_new:
        return found
    found |= {name: getattr(deal, name) for name in _INHERITED if write.whole(name) is None}
    if not write.whole("currency"):
        found |= {"currency": deal.currency, "rate": write.whole("rate") or deal.rate}
        if write.whole("amount") is None:
            found["amount"] = deal.amount
    return found


def signed(tx: Tx, write: Write, _: int) -> None:
    """Win the deal of a contract that is signed now (R121); who signs is a customer."""
    if not check_contract(_facts_before(write), _facts(write)):
        return
    deal_id = write.whole("deal_id")
    if deal_id is not None:
        win_deal(tx, write.author, deal_id, write.at)
    _promote(tx, write, Happening.CONTRACT)


def unsigned(row: Row) -> None:
    """Refuse to put away a contract that was signed."""
    check_put_away(ContractState(row.state))


def contacted(tx: Tx, write: Write) -> Mapping[str, Any]:
    """Fill in of a contact who had it, whether it is done, and with whom the deal is."""
    found: dict[str, Any] = {"owner_id": write.author.operator_id, "created_at": write.at} if write.is_new else {}
    if write.whole("kind") == "contact":
        found["done_at"] = write.whole("at")
    elif write.before is not None and write.before.kind == "contact":
        raise InvalidInput({"kind": "read_only"})
    deal_id = write.whole("deal_id")
    deal = tx.row(_DEAL, id=deal_id) if write.is_new and deal_id is not None else None
    if deal is not None:
        named = ("organization_id", "person_id", "campaign_id")
        found |= {name: getattr(deal, name) for name in named if write.whole(name) is None}
    return found


def passes(tx: Tx, write: Write, record_id: int) -> None:
    """Let a contact that is done now pass the stage of its deal (R120, A16); nobody is reminded of it any more.

    Of one that is planned its owner is reminded when its time comes (R117), also after it was moved.
    """
    was_done = write.before is not None and write.before.kind == "contact"
    if was_done:
        return
    if write.whole("kind") != "contact":
        if "at" in write.values and write.whole("done_at") is None:
            remind_of(tx, record_id, write.whole("owner_id"), write.whole("at"))
        return
    tx.execute(FORGET, activity=record_id)
    deal_id = write.whole("deal_id")
    if deal_id is not None:
        facts = {"at": write.whole("at"), "method_id": write.whole("method_id")}
        contact_done(tx, write.author, deal_id, facts, record_id)


def _promote(tx: Tx, write: Write, happening: Happening) -> None:
    person_id, organization_id = write.whole("person_id"), write.whole("organization_id")
    promote(tx, person_id=person_id, organization_id=organization_id, happening=happening)


def _facts(write: Write) -> ContractFacts:
    return ContractFacts(
        state=ContractState(write.whole("state")),
        signed_on=write.whole("signed_on"),
        deal_id=write.whole("deal_id"),
        campaign_id=write.whole("campaign_id"),
    )


def _facts_before(write: Write) -> ContractFacts | None:
    row = write.before
    if row is None:
        return None
    return ContractFacts(
        state=ContractState(row.state), signed_on=row.signed_on, deal_id=row.deal_id, campaign_id=row.campaign_id
    )
