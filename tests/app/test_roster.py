"""Who sits where."""

from dataclasses import replace

from callbridge.app.roster import OperatorRoster
from callbridge.kernel.ids import OperatorId
from tests.support.app import FakeOperators, operator
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
