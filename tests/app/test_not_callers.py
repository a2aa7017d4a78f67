"""«Не он» on a live card: told by one, seen by all who have that caller, and taken back."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from callbridge.app.not_callers import NotCallerDesk
from callbridge.app.ports import CallerFacts
from callbridge.crm.not_caller import CallerKind, CallerRecord, NotCaller
from callbridge.crm.record import Author
from callbridge.kernel.errors import NotFound
from callbridge.kernel.ids import PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.matching.match import Candidate
from callbridge.screenpop.wire import CardChanged
from tests.support.app import DeskRig, FakeLookup, desk_rig, settle
from tests.support.calls import ANNA, BORIS, CALL, answered, ended, rang, started

IVAN = Candidate(is_exact=True, person_id=PersonId(5), person_name="Иван")
OLGA = Candidate(is_exact=True, person_id=PersonId(6), person_name="Ольга")
NOT_IVAN = CallerRecord(kind=CallerKind.PERSON, id=5)


@dataclass
class KeptNotCallers:
    """Answers the lookup as the store would."""

    lookup: FakeLookup
    added: list[tuple[PhoneNumber, CallerRecord, Author]] = field(default_factory=list)

    async def add(self, number: PhoneNumber, record: CallerRecord, author: Author, *, at: datetime) -> None:
        self.added.append((number, record, author))
        said = NotCaller(id=1, number=number.e164, person_id=PersonId(record.id), name="Иван", operator="Анна", at=at)
        self.lookup.facts = CallerFacts(candidates=(OLGA,), not_callers=(said,))

    async def remove(self, said_id: int, author: Author, *, at: datetime) -> NotCaller:
        (said,) = self.lookup.facts.not_callers
        self.lookup.facts = CallerFacts(candidates=(IVAN, OLGA))
        return said

    async def of_record(self, record: CallerRecord, limit: int) -> Sequence[NotCaller]:
        return [said for said in self.lookup.facts.not_callers if said.record == record]


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[DeskRig, NotCallerDesk, KeptNotCallers]]:
    """Two people have the number; it rings at Anna and Boris, and Anna answers."""
    async with desk_rig() as rig:
        rig.lookup.facts = CallerFacts(candidates=(IVAN, OLGA))
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        rig.desk.on_call_event("main", answered("101"))
        kept = KeptNotCallers(rig.lookup)
        yield rig, NotCallerDesk(not_callers=kept, desk=rig.desk, clock=rig.clock), kept


async def test_the_other_is_certain_at_once_and_the_record_and_the_trace_tell_why() -> None:
    """R76, A9: the card of the talk follows, and the call is kept as theirs."""
    async with talking() as (rig, desk, kept):
        anna = rig.operators.rows[0]
        rig.take(ANNA)
        await desk.add(anna, CALL, NOT_IVAN)
        await settle()
        await desk.add(anna, CALL, NOT_IVAN)
        assert [(record, author) for _, record, author in kept.added] == [(NOT_IVAN, Author.of(anna))]
        shown = [message.card for message in rig.take(ANNA) if isinstance(message, CardChanged)][-1]
        assert (shown.match, shown.candidates[0].person, shown.not_callers[0].name) == ("known", "Ольга", "Иван")
        record = rig.log.records[CALL]
        assert record.person_id == OLGA.person_id
        codes = [step.code for step in record.trace]
        assert codes.index("trace.not_caller_added") < codes.index("trace.not_callers")
        assert [said.name for said in await desk.of_record(NOT_IVAN)] == ["Иван"]


async def test_it_is_taken_back_on_the_card_of_an_ended_call_too() -> None:
    async with talking() as (rig, desk, _):
        anna = rig.operators.rows[0]
        rig.desk.on_call_event("main", ended())
        await desk.add(anna, CALL, NOT_IVAN)
        await settle()
        assert rig.desk.cards(ANNA)[0].match == "known"
        await desk.remove(anna, 1)
        await settle()
        card = rig.desk.cards(ANNA)[0]
        assert (card.match, len(card.candidates), card.not_callers) == ("several", 2, ())
        assert "trace.not_caller_removed" in [step.code for step in rig.log.records[CALL].trace]


async def test_a_number_that_somebody_is_given_meanwhile_names_the_caller() -> None:
    """R76: the card of a first call knows the person who was made while talking; a known caller is not asked again."""
    async with desk_rig() as rig:
        for event in (started(), rang("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        rig.lookup.facts = CallerFacts(candidates=(OLGA,))
        rig.desk.directory_changed()
        await settle()
        assert rig.desk.cards(ANNA)[0].candidates[0].person == "Ольга"
        asked = len(rig.lookup.asked)
        rig.desk.directory_changed()
        assert len(rig.lookup.asked) == asked


async def test_one_more_of_several_who_is_given_the_number_meanwhile_is_offered_too() -> None:
    """A10: «Контакт» makes a third person of a family's number, and the card offers them while they are on the line."""
    petr = replace(OLGA, person_id=PersonId(7), person_name="Пётр")
    async with talking() as (rig, _, _):
        rig.lookup.facts = CallerFacts(candidates=(IVAN, OLGA, petr))
        rig.desk.directory_changed()
        await settle()
        assert {one.person for one in rig.desk.cards(ANNA)[0].candidates} == {"Иван", "Ольга", "Пётр"}


async def test_only_who_stands_on_ones_own_card_can_be_said_not_to_call() -> None:
    async with talking() as (rig, desk, kept):
        anna, boris = rig.operators.rows[0], rig.operators.rows[1]
        assert boris.id == BORIS
        with pytest.raises(NotFound, match=r"caller\.not_offered"):
            await desk.add(anna, CALL, replace(NOT_IVAN, id=77))
        with pytest.raises(NotFound, match=r"card\.gone"):
            await desk.add(boris, CALL, NOT_IVAN)
        assert kept.added == []
