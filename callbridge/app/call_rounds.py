"""What people do with call rounds: count, begin, end and work on them. Implements `services.RoundCommands`."""

from callbridge.app.mail_audience import PAGE, query_of
from callbridge.app.round_port import CallRounds, RoundFacts
from callbridge.crm.call_round import EntryResult, EntryState, RoundAction, RoundProgress, RoundWork
from callbridge.crm.entities.call_round import CALL_ROUND
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.crm.round_roll import Roll, RoundAudience, audience_of
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import InvalidInput


class RoundDesk:
    """Checks rights, and gathers whom a round calls before it begins."""

    def __init__(self, *, rounds: CallRounds, clock: Clock) -> None:
        self._rounds = rounds
        self._clock = clock

    async def progress(self, operator: Operator, round_id: int) -> RoundProgress:
        """Return how far a round is; raises NotFound."""
        CALL_ROUND.for_reader(operator.role)
        return await self._rounds.progress(round_id)

    async def audience(self, operator: Operator, round_id: int) -> RoundAudience:
        """Return whom it would call if it began now; raises NotFound, InvalidInput."""
        CALL_ROUND.for_writer(operator.role)
        return audience_of(await self._roll(await self._rounds.facts(round_id), operator))

    async def move(self, operator: Operator, round_id: int, version: int, action: RoundAction) -> RoundProgress:
        """Begin, pause, go on or close; InvalidInput when nobody would be called, or too many."""
        CALL_ROUND.for_writer(operator.role)
        parties = []
        if action is RoundAction.START:
            roll = await self._roll(await self._rounds.facts(round_id), operator)
            parties = roll.folded()
            if all(one.state is not EntryState.WAITING for one in parties):
                raise InvalidInput({"audience": "round.nobody"})
        author = Author.of(operator)
        await self._rounds.move(round_id, version, action, author, at=self._clock.now(), parties=parties)
        return await self._rounds.progress(round_id)

    async def work(self, operator: Operator, round_id: int) -> RoundWork:
        """Take the next entry, or go on with the one that the operator has; raises NotFound, Forbidden."""
        return await self._rounds.work(round_id, operator, at=self._clock.now())

    async def keep(self, operator: Operator, entry_id: int) -> None:
        """Keep an entry while something is done about it; raises NotFound, Forbidden, Conflict."""
        await self._rounds.keep(entry_id, operator, at=self._clock.now())

    async def settle(self, operator: Operator, entry_id: int, result: EntryResult) -> None:
        """Say what became of a call; raises NotFound, Conflict ``round.taken``, InvalidInput."""
        await self._rounds.settle(entry_id, operator, result, at=self._clock.now())

    async def leave(self, operator: Operator) -> None:
        """Give back what the operator has: they log out, or close the page."""
        await self._rounds.leave(operator)

    async def _roll(self, facts: RoundFacts, operator: Operator) -> Roll:
        if facts.audience is None:
            raise InvalidInput({"audience": "required"})
        if facts.audience.entity is None and facts.campaign_id is None:
            raise InvalidInput({"campaign": "required"})
        query = query_of(facts.audience, operator.role, self._clock.now(), operator.id)
        roll, after = Roll(), 0
        while True:
            page = await self._rounds.party_page(facts.campaign_id, query, after, PAGE)
            roll.add(page.parties)
            if page.next is None:
                return roll
            after = page.next
