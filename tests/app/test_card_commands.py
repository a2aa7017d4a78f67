"""✓ and ✕: what they do, and what they say when they cannot."""

import asyncio
from dataclasses import dataclass, field

import pytest

from callbridge.app.card_commands import CardDeskCommands
from callbridge.app.deaf_phones import DeafPhones
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, IllegalMove, NotFound, StoreUnavailable
from callbridge.kernel.ids import CallId, OperatorId
from callbridge.screenpop.card import CannotAnswer, CardState
from callbridge.screenpop.wire import CardChanged, CardWithdrawn, ListsChanged, WithdrawReason
from tests.support.app import DeskRig, FakePhones, desk_rig, settle
from tests.support.calls import ANNA, BORIS, CALL, answered, ended, rang, started
from tests.support.witnesses import witness_desk


@dataclass
class FakeUnwanted:
    """`UnwantedCards` in memory."""

    missed: set[CallId] = field(default_factory=set)
    kept: set[tuple[CallId, OperatorId]] = field(default_factory=set)
    is_down: bool = False

    async def add(self, call_id: CallId, operator_id: OperatorId) -> None:
        if self.is_down:
            raise StoreUnavailable("store.timeout")
        self.kept.add((call_id, operator_id))

    async def add_missed(self, call_id: CallId, operator_id: OperatorId) -> bool:
        if call_id in self.missed:
            await self.add(call_id, operator_id)
        return call_id in self.missed

    async def remove(self, call_id: CallId, operator_id: OperatorId) -> None:
        self.kept.discard((call_id, operator_id))


def commands(
    rig: DeskRig, phones: FakePhones, wait_s: float = 5.0, unwanted: FakeUnwanted | None = None
) -> CardDeskCommands:
    deaf = DeafPhones(rig.clock)
    witness_desk(rig, deaf=deaf)
    return CardDeskCommands(rig.desk, phones, deaf, unwanted or FakeUnwanted(), answer_wait_s=wait_s)


async def ring(rig: DeskRig) -> None:
    for event in (started(), rang("101")):
        rig.desk.on_call_event("main", event)
    await settle()


async def test_the_tick_takes_the_ringing_phone_off_hook() -> None:
    """R73: ✓ on the card answers the call."""
    async with desk_rig() as rig:
        await ring(rig)

        class Answering(FakePhones):
            async def answer(self, pbx: str, endpoint: str) -> None:
                await super().answer(pbx, endpoint)
                rig.desk.on_call_event("main", answered("101"))

        phones = Answering()
        await commands(rig, phones).answer(rig.operators.rows[0], CALL)
        assert phones.answers == [("main", "PJSIP/101")]


async def test_a_phone_that_does_not_know_the_request_is_told_of_in_words() -> None:
    """R74."""
    async with desk_rig() as rig:
        await ring(rig)
        with pytest.raises(AmiRefused) as refused:
            await commands(rig, FakePhones(), wait_s=0.0).answer(rig.operators.rows[0], CALL)
        assert refused.value.code == "ami.no_answer_support"
        [card] = rig.desk.cards(ANNA)
        assert (card.can_answer, card.cannot_answer) == (False, CannotAnswer.SILENT), "✓ is not offered in vain"
        messages = rig.take(ANNA)
        assert isinstance(messages[-1], CardChanged)
        assert messages[-1].card == card


async def test_a_pbx_that_does_not_pass_the_request_on_is_told_of_too() -> None:
    """R74."""
    async with desk_rig() as rig:
        await ring(rig)
        refusal = AmiRefused("ami.refused", message="Unknown option")
        with pytest.raises(AmiRefused):
            await commands(rig, FakePhones(failure=refusal)).answer(rig.operators.rows[0], CALL)
        [card] = rig.desk.cards(ANNA)
        assert (card.can_answer, card.cannot_answer) == (False, CannotAnswer.REFUSED)


async def test_a_dead_link_is_told_at_once() -> None:
    async with desk_rig() as rig:
        await ring(rig)
        with pytest.raises(AmiUnavailable):
            await commands(rig, FakePhones(failure=AmiUnavailable())).answer(rig.operators.rows[0], CALL)


async def test_nobody_answers_a_call_that_does_not_ring_for_them() -> None:
    async with desk_rig() as rig:
        await ring(rig)
        boris = rig.operators.rows[1]
        assert boris.id == BORIS
        with pytest.raises(NotFound):
            await commands(rig, FakePhones()).answer(boris, CALL)
        rig.desk.on_call_event("main", answered("101"))
        with pytest.raises(IllegalMove):
            await commands(rig, FakePhones()).answer(rig.operators.rows[0], CALL)


async def test_a_card_is_put_away_only_after_the_talk() -> None:
    async with desk_rig() as rig:
        await ring(rig)
        anna = rig.operators.rows[0]
        with pytest.raises(IllegalMove):
            await commands(rig, FakePhones()).dismiss(anna, CALL)
        for event in (answered("101"), ended()):
            rig.desk.on_call_event("main", event)
        await commands(rig, FakePhones()).dismiss(anna, CALL)
        assert rig.desk.cards(ANNA) == ()
        with pytest.raises(NotFound):
            await commands(rig, FakePhones()).dismiss(anna, CALL)


async def test_a_skipped_card_stays_away_while_the_call_rings_on_and_can_be_fetched_back() -> None:
    """A10: the phone rings on, the page is told, and the trace tells who did not want it, and why."""
    async with desk_rig() as rig:
        await ring(rig)
        anna, work = rig.operators.rows[0], commands(rig, FakePhones())
        rig.take(ANNA)
        await work.skip(anna, CALL, "")
        gone = [message for message in rig.take(ANNA) if isinstance(message, CardWithdrawn)]
        assert [message.reason for message in gone] == [WithdrawReason.SKIPPED]
        rig.desk.on_call_event("main", rang("101", 3.0, leg="again"))
        assert rig.desk.cards(ANNA) == ()
        assert rig.desk.live.is_in_call(ANNA)
        await work.skip(anna, CALL, "Спам")
        await work.fetch(anna, CALL)
        assert [card.state for card in rig.desk.cards(ANNA)] == [CardState.RINGING]
        shown = [message for message in rig.take(ANNA) if isinstance(message, CardChanged | CardWithdrawn)]
        assert [type(message) for message in shown] == [CardChanged]
        steps = [(step.code, step.params) for step in rig.log.records[CALL].trace if "skip" in step.code]
        assert [code for code, _ in steps] == ["trace.card_skipped", "trace.card_skipped_why"]
        assert steps[1][1]["why_skipped"] == "Спам"


async def test_who_lifts_the_handset_after_all_has_the_card() -> None:
    async with desk_rig() as rig:
        await ring(rig)
        await commands(rig, FakePhones()).skip(rig.operators.rows[0], CALL, "")
        rig.desk.on_call_event("main", answered("101"))
        assert [card.state for card in rig.desk.cards(ANNA)] == [CardState.TALKING]


async def test_a_card_that_was_skipped_while_talking_goes_for_good_with_the_call() -> None:
    async with desk_rig() as rig:
        await ring(rig)
        anna, work = rig.operators.rows[0], commands(rig, FakePhones())
        rig.desk.on_call_event("main", answered("101"))
        await work.skip(anna, CALL, "")
        rig.desk.on_call_event("main", ended())
        assert (rig.desk.cards(ANNA), len(rig.desk.live)) == ((), 0)
        for act in (work.skip(anna, CALL, ""), work.fetch(anna, CALL)):
            with pytest.raises(NotFound, match=r"card\.gone"):
                await act


async def test_a_skipping_is_kept_as_it_was_said_last_and_holds_without_the_store() -> None:
    """A10: what was taken back is not hidden by a restart of the daemon."""
    async with desk_rig() as rig:
        await ring(rig)
        anna, kept = rig.operators.rows[0], FakeUnwanted()
        work = commands(rig, FakePhones(), unwanted=kept)
        await work.skip(anna, CALL, "")
        assert kept.kept == {(CALL, ANNA)}
        await asyncio.gather(work.skip(anna, CALL, "Спам"), work.fetch(anna, CALL))
        assert kept.kept == set()
        kept.is_down = True
        await work.skip(anna, CALL, "")
        assert rig.desk.cards(ANNA) == ()


async def test_the_card_of_a_missed_call_is_closed_for_its_operator_in_every_tab() -> None:
    """A10: it was the browser's alone before."""
    async with desk_rig() as rig:
        await ring(rig)
        anna, boris = rig.operators.rows[:2]
        rig.desk.on_call_event("main", ended())
        rig.take(ANNA)
        kept = FakeUnwanted({CALL})
        await commands(rig, FakePhones(), unwanted=kept).dismiss(anna, CALL)
        assert kept.kept == {(CALL, ANNA)}
        assert [one.lists for one in rig.take(ANNA) if isinstance(one, ListsChanged)] == [("missed",)]
        with pytest.raises(NotFound, match=r"card\.gone"):
            await commands(rig, FakePhones()).dismiss(boris, CALL)
