"""The talk that an operator orders something about: their own, and no colleague's."""

from callbridge.kernel.errors import IllegalMove, NotFound
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.card_view import LiveLeg
from callbridge.screenpop.live_call import LiveCall


def own_talk(call: LiveCall | None, operator_id: OperatorId) -> tuple[LiveCall, LiveLeg]:
    """Return the call and the phone the operator talks by.

    NotFound ``card.gone`` where they have no card of it, IllegalMove ``control.not_talking`` where they do not talk.
    """
    if call is None or operator_id not in call.views:
        raise NotFound("card.gone")
    leg = call.talking_leg(operator_id)
    if leg is None or call.ended is not None:
        raise IllegalMove("control.not_talking")
    return call, leg
