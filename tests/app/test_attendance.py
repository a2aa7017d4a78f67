"""Who is away, by a clock that the test winds."""

from dataclasses import dataclass, field, replace

from callbridge.app.attendance import Attendance
from callbridge.app.roster import OperatorRoster
from callbridge.crm.operator import DeviceMode
from callbridge.crm.status import AbsenceRules, Leaving
from callbridge.kernel.ids import OperatorId
from tests.support.app import FakeOperators
from tests.support.calls import ANNA, BORIS, at


@dataclass
class Told:
    gone: list[OperatorId] = field(default_factory=list)
    back: list[OperatorId] = field(default_factory=list)

    def went(self, operator_id: OperatorId, leaving: Leaving) -> None:
        assert leaving is Leaving.REMOVE
        self.gone.append(operator_id)

    def came_back(self, operator_id: OperatorId, *, is_return: bool) -> None:
        if is_return:
            self.back.append(operator_id)


async def attendance(told: Told) -> Attendance:
    """Anna has a headset, the others desk phones."""
    operators = FakeOperators()
    operators.rows[0] = replace(operators.rows[0], device_mode=DeviceMode.HEADSET)
    roster = OperatorRoster(operators)  # type: ignore[arg-type]  # only the methods the app uses
    await roster.reload()
    rules = AbsenceRules(grace_s=60, headset=Leaving.REMOVE, handset=Leaving.LEAVE)
    return Attendance(told, roster, rules)


async def test_with_a_headset_a_minute_without_a_page_is_an_absence_with_a_desk_phone_none() -> None:
    told = Told()
    watch = await attendance(told)
    for second in (0, 59):
        watch.tick(at(second), lambda _: 0)
    assert told.gone == []
    for second in (60, 61):
        watch.tick(at(second), lambda _: 0)
    assert told.gone == [ANNA]
    for second in (70, 71):
        watch.tick(at(second), lambda who: 1 if who == ANNA else 0)
    assert told.back == [ANNA]


async def test_a_page_that_is_loaded_anew_is_no_absence() -> None:
    told = Told()
    watch = await attendance(told)
    for second in range(0, 200, 20):
        watch.tick(at(second), lambda who, second=second: 1 if who == ANNA and second % 40 == 0 else 0)  # type: ignore[misc]
    assert told.gone == []


async def test_whoever_logs_out_is_away_at_once_unless_another_page_is_open() -> None:
    told = Told()
    watch = await attendance(told)
    watch.tick(at(0), lambda _: 1)
    watch.logged_out(ANNA, at(1))
    watch.logged_out(BORIS, at(1))
    watch.tick(at(2), lambda _: 0)
    assert told.gone == [ANNA]


async def test_a_logout_beside_another_page_is_forgotten() -> None:
    told = Told()
    watch = await attendance(told)
    watch.logged_out(ANNA, at(0))
    watch.tick(at(2), lambda _: 1)
    watch.tick(at(30), lambda _: 0)
    assert told.gone == []
