"""What writing a call round means: whom it calls is fixed once it began."""

from collections.abc import Mapping
from typing import Any

from callbridge.crm.call_round import RoundState, brought_back
from callbridge.crm.mailing import read_audience
from callbridge.kernel.errors import IllegalMove
from callbridge.store.records.binding import Write
from callbridge.store.tx import Tx

_ALWAYS = frozenset({"name", "script", "owner_id"})


def arranged(_: Tx, write: Write) -> Mapping[str, Any]:
    """Refuse another audience or event once a round began, any change of a closed one, and an audience that is none."""
    state = None if write.before is None else RoundState(write.before.state)
    if state is RoundState.CLOSED:
        raise IllegalMove("round.closed")
    if state not in (None, RoundState.DRAFT) and set(write.values) - _ALWAYS:
        raise IllegalMove("round.not_draft")
    if "audience" in write.values:
        read_audience(write.values["audience"] or "{}", write.author.role)
    return {} if write.whole("audience") else {"audience": "{}"}


def rested(_: Tx, write: Write) -> Mapping[str, Any]:
    """Give nobody calls by bringing a round back: it waits until somebody lets it go on."""
    return {"state": brought_back(RoundState(write.whole("state"))).value}
