"""Who sits where."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from callbridge.app.roster import MAX_SEATS, OperatorRoster
from callbridge.crm.operator import Operator
from callbridge.kernel.ids import OperatorId
from callbridge.screenpop.trace_notes import Seat
from tests.support.app import FakeOperators, operator, settle
from tests.support.calls import ANNA, BORIS


async def roster_of(operators: FakeOperators) -> OperatorRoster:
    roster = OperatorRoster(operators)  # type: ignore[arg-type]  # only the methods the app uses
    await roster.reload()
    return roster


async def test_an_endpoint_leads_to_the_operator_of_its_extension() -> None:
    roster = await roster_of(FakeOperators())
    assert roster.at("main", "PJSIP/101") == (ANNA,)
    assert roster.at("main", "PJSIP/999") == ()
    assert roster.at("main", "") == ()


async def test_an_extension_of_another_pbx_is_somebody_else() -> None:
    there = replace(operator(OperatorId(9), "101", "Олег"), pbx="branch")
    here = replace(operator(ANNA, "101", "Анна"), pbx="main")
    roster = await roster_of(FakeOperators([here, there]))
    assert roster.at("main", "PJSIP/101") == (ANNA,)
    assert roster.at("branch", "PJSIP/101") == (OperatorId(9),)


async def test_who_left_gets_no_cards_but_keeps_the_name() -> None:
    roster = await roster_of(FakeOperators([replace(operator(BORIS, "102", "Борис"), is_active=False)]))
    assert roster.at("main", "PJSIP/102") == ()
    assert (roster.name_of(BORIS), roster.name_of(None)) == ("Борис", "")


async def test_a_changed_operator_takes_the_old_ones_place() -> None:
    roster = await roster_of(FakeOperators())
    anna = roster.get(ANNA)
    assert anna is not None
    roster.replace(replace(anna, extension="177"))
    assert (roster.at("main", "PJSIP/101"), roster.at("main", "PJSIP/177")) == ((), (ANNA,))
    assert len(roster.everybody()) == 3


@dataclass
class SlowOperators(FakeOperators):
    """A store whose answers take a while, each as it was when it was asked for."""

    gates: list[asyncio.Event] = field(default_factory=list)

    async def operators(self) -> Sequence[Operator]:
        rows, gate = list(self.rows), asyncio.Event()
        self.gates.append(gate)
        await gate.wait()
        return rows

    async def answer(self, number: int) -> None:
        """Let one question, by its number, be answered."""
        self.gates[number].set()
        await settle()

    def move(self, extension: str) -> Operator:
        """Give Anna another phone."""
        self.rows[0] = replace(self.rows[0], extension=extension)
        return self.rows[0]


async def test_an_answer_that_comes_late_undoes_no_change_made_meanwhile() -> None:
    operators = SlowOperators()
    roster = OperatorRoster(operators)  # type: ignore[arg-type]  # only the methods the app uses
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(roster.reload())
        await settle()
        roster.replace(operators.move("177"))
        await operators.answer(0)
        await operators.answer(-1)
    assert roster.at("main", "PJSIP/177") == (ANNA,)


async def test_of_two_readings_the_later_one_holds_however_long_the_first_takes() -> None:
    """Her cards would go to the phone that she had before, until somebody else is changed."""
    operators = SlowOperators()
    roster = OperatorRoster(operators)  # type: ignore[arg-type]  # only the methods the app uses
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(roster.reload())
        await settle()
        operators.move("177")
        tasks.create_task(roster.reload())
        await settle()
        await operators.answer(-1)
        await operators.answer(0)
        await operators.answer(-1)
    assert roster.at("main", "PJSIP/177") == (ANNA,)


async def test_a_seat_names_who_sits_there_or_why_nobody_does() -> None:
    gone = replace(operator(BORIS, "102", "Борис"), is_active=False)
    far = replace(operator(OperatorId(9), "109", "Олег"), pbx="branch")
    roster = await roster_of(FakeOperators([operator(ANNA, "101", "Анна"), gone, far]))
    assert [roster.seat("main", f"PJSIP/{extension}") for extension in ("101", "102", "109", "177")] == [
        Seat(operators="Анна", extension="101", pbx="main"),
        Seat(extension="102", pbx="main", other="Борис"),
        Seat(extension="109", pbx="main", other="Олег", other_pbx="branch"),
        Seat(extension="177", pbx="main"),
    ]


async def test_a_seat_is_not_remembered_past_a_change_of_the_roster() -> None:
    roster = await roster_of(FakeOperators())
    anna = roster.get(ANNA)
    assert anna is not None
    assert roster.seat("main", "PJSIP/177").operators == ""
    roster.replace(replace(anna, extension="177"))
    assert roster.seat("main", "PJSIP/177").operators == "Анна"
    for number in range(MAX_SEATS + 1):
        roster.seat("main", f"PJSIP/{number}x")
    assert roster.seat("main", "PJSIP/177").operators == "Анна"


async def test_whoever_wants_to_know_hears_of_each_change() -> None:
    roster = await roster_of(FakeOperators())
    told: list[str] = []
    roster.tell_of_changes(lambda: told.append(roster.name_of(ANNA)))
    roster.replace(operator(ANNA, "101", "Анна К."))
    await roster.reload()
    assert len(told) == 2
    assert told[0] == "Анна К."
