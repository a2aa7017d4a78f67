"""Call rounds as supervisors move them."""

import pytest

from callbridge.crm.call_round import RoundAction, RoundState
from callbridge.crm.mailing import AudienceKind
from callbridge.crm.round_roll import Party
from callbridge.kernel.errors import Conflict, IllegalMove, NotFound
from tests.support.rounds import RoundRig
from tests.support.stores import NOW


async def test_beginning_writes_everybody_at_once_and_what_became_of_them_is_counted(rig: RoundRig) -> None:
    """R55."""
    people = await rig.people(2)
    parties = [
        Party(person_id=people[0].id, name="Лицо 1", phone="8 916", number_key="+79160000001"),
        Party(person_id=people[1].id, name="Лицо 2", wants_no_calls=True, number_key="+79160000002"),
        Party(name="Без номера", lead_id=1),
    ]
    made = await rig.round(audience='{"to": "leads"}')
    facts = await rig.store.rounds.facts(made.id)
    assert facts.audience is not None
    assert facts.audience.kind is AudienceKind.LEADS
    begun = await rig.move(made, RoundAction.START, parties)
    assert (begun.state, begun.started_at) == (RoundState.OPEN, NOW)
    assert begun.counts == {"waiting": 1, "no_calls": 1, "no_number": 1}
    closed = await rig.move(made, RoundAction.CLOSE)
    assert (closed.state, closed.finished_at) == (RoundState.CLOSED, NOW)
    history = await rig.store.records.history("call_round", made.id, 10)
    assert len(history) == 3


async def test_a_move_from_another_version_or_out_of_order_is_refused(rig: RoundRig) -> None:
    made = await rig.round()
    with pytest.raises(Conflict):
        await rig.store.rounds.move(made.id, 7, RoundAction.START, rig.writer.author, at=NOW, parties=[])
    with pytest.raises(IllegalMove):
        await rig.store.rounds.move(made.id, 1, RoundAction.PAUSE, rig.writer.author, at=NOW, parties=[])
    with pytest.raises(NotFound):
        await rig.store.rounds.progress(made.id + 1)


async def test_ten_thousand_people_are_written_in_one_go(rig: RoundRig) -> None:
    made = await rig.round()
    parties = [Party(name=f"Лид {number}", number_key=f"+7916{number:07}", phone="8") for number in range(10_000)]
    assert (await rig.move(made, RoundAction.START, parties)).counts == {"waiting": 10_000}
