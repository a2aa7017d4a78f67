"""Each method is one unit of work on either engine."""

from callbridge.crm.operator import Operator
from tests.support.rounds import RoundRig


async def test_what_is_written_is_read_back_by_the_next_unit(rig: RoundRig, boris: Operator) -> None:
    made = await rig.begun_of(1)
    assert (await rig.store.rounds.facts(made.id)).audience is None
    assert (await rig.work(made, boris)).left == 1
    await rig.store.rounds.leave(boris)
    assert (await rig.store.rounds.progress(made.id)).counts == {"waiting": 1}
