"""What the queues are told of a status."""

from callbridge.crm.operator import Presence
from callbridge.crm.status import StatusPeriod
from callbridge.kernel.ids import OperatorId
from tests.support.calls import at


def test_queues_are_told_the_reason_of_a_pause_and_that_somebody_wraps_up() -> None:
    lunch = StatusPeriod(operator_id=OperatorId(1), presence=Presence.PAUSED, reason="Обед", began_at=at(0))
    wrap_up = StatusPeriod(operator_id=OperatorId(1), presence=Presence.WRAP_UP, began_at=at(0))
    assert (lunch.queue_reason, wrap_up.queue_reason) == ("Обед", "Оформление")
