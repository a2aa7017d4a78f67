"""From a live call and what is known of the caller to the card an operator sees."""

import re
from dataclasses import dataclass
from functools import lru_cache

from callbridge.crm.directory import CampaignRef, PriorContact
from callbridge.crm.not_caller import NotCaller
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import CACHED_NUMBERS, NumberForm, PhoneNumber, display, unless_withheld
from callbridge.matching.match import Match, RankedCandidate
from callbridge.screenpop.card import (
    NOTHING_BESIDE,
    Card,
    CardBeside,
    CardCandidate,
    CardLine,
    CardNumber,
    CardState,
    NumberKind,
)
from callbridge.screenpop.live_call import LiveCall

NAME_LIMIT = 120
"""Characters of a caller's name that reach a screen: the network sends any length."""

_QUOTED_PAIR = re.compile(r"\\(.)")
"""RFC 3261 §25.1: Asterisk 22 passes a display name on with its backslashes."""

_KINDS = {
    NumberForm.WITHHELD: NumberKind.WITHHELD,
    NumberForm.INTERNAL: NumberKind.INTERNAL,
    NumberForm.OWN: NumberKind.INTERNAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What came before: the newest contacts and how many, the line's campaign, who was said not to call."""

    contacts: tuple[PriorContact, ...] = ()
    total: int = 0
    campaign: CampaignRef | None = None
    not_callers: tuple[NotCaller, ...] = ()


def build_card(
    call: LiveCall,
    operator_id: OperatorId,
    match: Match,
    history: History,
    *,
    is_link_up: bool,
    beside: CardBeside = NOTHING_BESIDE,
) -> Card:
    """Return the card of `operator_id`, who must have a view of the call."""
    view = call.views[operator_id]
    return Card(
        id=call.call_id,
        state=view.state,
        direction=call.direction.value,
        pbx=call.pbx,
        number=card_number(call.number, call.caller_name),
        line=CardLine(did=_shown(call.did) or call.did.raw, queue=call.queue, campaign=history.campaign),
        match=match.kind.value,
        candidates=tuple(_candidate(ranked) for ranked in match.candidates),
        contacts=history.contacts,
        contacts_total=history.total,
        started_at=call.started_at,
        rang_at=view.rang_at,
        answered_at=view.answered_at,
        ended_at=view.ended_at,
        is_partial=call.is_partial,
        can_answer=view.state is CardState.RINGING and is_link_up and beside.cannot_answer is None,
        cannot_answer=beside.cannot_answer,
        tape=beside.tape,
        tape_orders=beside.tape_orders,
        listeners=beside.listeners,
        handed_over_by=beside.handed_over_by,
        parked_in=call.parked_in,
        lead_id=view.lead_id,
        contact_deal_id=view.contact_deal_id,
        not_callers=history.not_callers,
    )


@lru_cache(maxsize=CACHED_NUMBERS)
def _shown(number: PhoneNumber) -> str:
    """Remember how a number is shown: a card is built for each of its changes, and formatting costs most of it."""
    return display(number)


def card_number(number: PhoneNumber, caller_name: str) -> CardNumber:
    """Return the caller's number as shown; the network's name is unquoted, cut and freed of control characters."""
    kind = _KINDS.get(number.form, NumberKind.KNOWN)
    withheld = kind is NumberKind.WITHHELD
    return CardNumber(
        kind=kind,
        raw="" if withheld else number.raw[:NAME_LIMIT],
        e164=number.e164,
        display="" if withheld else (_shown(number) or number.raw[:NAME_LIMIT]),
        caller_name=_name(caller_name),
    )


def _name(caller_name: str) -> str:
    """Return the network's name for showing; its word for nobody is no name."""
    return _printable(_QUOTED_PAIR.sub(r"\1", unless_withheld(caller_name)))[:NAME_LIMIT]


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(char for char in text if char.isprintable())


def _candidate(ranked: RankedCandidate) -> CardCandidate:
    candidate = ranked.candidate
    return CardCandidate(
        person_id=candidate.person_id,
        person=candidate.person_name,
        organization_id=candidate.organization_id,
        organization=candidate.organization_name,
        is_private=candidate.is_private,
        is_shared=candidate.is_shared,
        reason=ranked.reason.value,
        lead_id=candidate.lead_id if candidate.person_id is None else None,
    )
