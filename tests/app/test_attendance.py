"""Who is away, by a clock that the test winds."""

from dataclasses import dataclass, field, replace

from callbridge.app.attendance import Attendance
from callbridge.app.page_watch import CLOSED
from callbridge.app.roster import OperatorRoster
from callbridge.crm.operator import DeviceMode
from callbridge.crm.status import AbsenceRule, AbsenceRules, Leaving
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.sight import NO_PAGES, Pages
from tests.support.app import FakeOperators
from tests.support.calls import ANNA, BORIS, at

SEEN, SILENT = Pages(open=1, seeing=1), Pages(open=1)


@dataclass
class Told:
    gone: list[OperatorId] = field(default_factory=list)
    leaving: list[Leaving] = field(default_factory=list)
    back: list[OperatorId] = field(default_factory=list)

    def went(self, operator_id: OperatorId, leaving: Leaving) -> None:
        self.gone.append(operator_id)
        self.leaving.append(leaving)

    def came_back(self, operator_id: OperatorId, *, is_return: bool) -> None:
        if is_return:
            self.back.append(operator_id)


async def attendance(told: Told) -> Attendance:
    """Anna has a headset, the others desk phones."""
    operators = FakeOperators()
    operators.rows[0] = replace(operators.rows[0], device_mode=DeviceMode.HEADSET)
    roster = OperatorRoster(operators)  # type: ignore[arg-type]  # only the methods the app uses
    await roster.reload()
    rules = AbsenceRules(
        logged_out=AbsenceRule(headset=Leaving.REMOVE, handset=Leaving.LEAVE),
        closed=AbsenceRule(grace_s=20, headset=Leaving.PAUSE, handset=Leaving.REMOVE),
        lost=AbsenceRule(grace_s=60, headset=Leaving.REMOVE, handset=Leaving.LEAVE),
    )
    return Attendance(told, roster, rules)


async def test_with_a_headset_a_minute_without_a_page_is_an_absence_with_a_desk_phone_none() -> None:
    told = Told()
    watch = await attendance(told)
    for second in (0, 59):
        watch.tick(at(second), lambda _: NO_PAGES)
    assert told.gone == []
    for second in (60, 61):
        watch.tick(at(second), lambda _: NO_PAGES)
    assert told.gone == [ANNA]
    for second in (70, 71):
        watch.tick(at(second), lambda who: SEEN if who == ANNA else NO_PAGES)
    assert told.back == [ANNA]


async def test_a_page_that_is_loaded_anew_is_no_absence() -> None:
    told = Told()
    watch = await attendance(told)
    for second in range(0, 200, 19):
        is_there = second % 40 < 20
        watch.tick(at(second), lambda _, is_there=is_there: SEEN if is_there else CLOSED)  # type: ignore[misc]
    assert told.gone == []


async def test_whoever_logs_out_is_away_at_once_unless_another_page_is_open() -> None:
    told = Told()
    watch = await attendance(told)
    watch.tick(at(0), lambda _: SEEN)
    watch.logged_out(ANNA, at(1))
    watch.logged_out(BORIS, at(1))
    watch.tick(at(2), lambda _: NO_PAGES)
    assert (told.gone, told.leaving) == ([ANNA], [Leaving.REMOVE])


async def test_a_closed_page_and_a_lost_one_are_two_absences_each_with_its_own_rule() -> None:
    """Issue 5: what happens at logout, lost socket and closed tab is configured."""
    told = Told()
    watch = await attendance(told)
    watch.tick(at(0), lambda _: SEEN)
    for second in (1, 20, 21):
        watch.tick(at(second), lambda who: CLOSED if who == ANNA else SILENT)
    assert (told.gone, told.leaving) == ([ANNA], [Leaving.PAUSE])
    watch.tick(at(22), lambda who: SEEN if who == ANNA else CLOSED)  # who gives a silent page up has closed it
    assert told.gone[:2] == [ANNA, BORIS]
    for second in (23, 82, 83):
        watch.tick(at(second), lambda _: SILENT)
    assert (told.gone.count(ANNA), told.leaving[-1]) == (2, Leaving.REMOVE)


async def test_a_logout_beside_another_page_is_forgotten() -> None:
    told = Told()
    watch = await attendance(told)
    watch.logged_out(ANNA, at(0))
    watch.tick(at(2), lambda _: SEEN)
    watch.tick(at(30), lambda _: NO_PAGES)
    assert told.gone == []
