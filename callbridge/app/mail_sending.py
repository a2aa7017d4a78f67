"""Sends letters: one task, one letter at a time, each written down before and after it goes.

Letters about reminders go before those of mailings, at the same pace.

A step does at most one letter and says how long to wait for the next. Whatever stands between a letter and its answer
in the store - a kill, a power cut - leaves the recipient as `sending`: the next start makes that `uncertain` and sends
it to nobody (docs/decisions/0016). A server that is down costs no recipient a try: the mailings wait and say so.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from callbridge.app.mail_audience import people_of, recipients
from callbridge.app.mail_port import (
    Answer,
    Claim,
    Letter,
    MailingFacts,
    Mailings,
    MailServer,
    NothingDue,
    Outcome,
    Verdict,
)
from callbridge.app.mailings import Outgoing
from callbridge.app.reminder_letters import ReminderPost
from callbridge.crm.mail_template import read_mail, render
from callbridge.crm.mailing import RETRY_AFTER_S, RecipientState, values_for
from callbridge.crm.operator import Role
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import InvalidInput, MailUnavailable, StoreUnavailable

IDLE_S = 5.0
"""How often a scheduled mailing's time is looked for; what people do wakes the task at once."""
LOOK_EVERY_S = 1.0
"""How old the list of mailings being sent may be while letters go out one after another."""
STORE_PAUSE_S = 1.0
SERVER_PAUSE_S = (5.0, 15.0, 60.0, 300.0)
"""How long a server that takes nothing is left alone, longer each time."""
LAST_LETTER_S = 3.0
"""How long a stop waits for the letter on its way."""

_LOGGER = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many letters a minute go out at most, whatever their mailings allow."""

    per_minute: int


class MailSender:
    """The one that sends: every step takes the mailing whose turn it is."""

    def __init__(
        self,
        *,
        mailings: Mailings,
        reminders: ReminderPost,
        server: MailServer,
        outgoing: Outgoing,
        pace: Pace,
        clock: Clock,
    ) -> None:
        self._mailings = mailings
        self._reminders = reminders
        self._server = server
        self._out = outgoing
        self._pace = pace
        self._clock = clock
        self._free_at: dict[int, float] = {}
        """When each mailing may send its next letter; 0: any of them."""
        self._sending: Sequence[MailingFacts] | None = None
        """What was being sent at the last look; None: look again."""
        self._look_at = 0.0
        self._failures = 0
        self._is_in_trouble = True
        """Mailings may say why nothing goes out: they do after a stop in the midst of it."""
        self._has_looked_back = False
        self._woken = asyncio.Event()
        self._is_stopping = False
        self._idle = asyncio.Event()
        self._idle.set()

    def wake(self) -> None:
        """Somebody began or stopped a mailing, or wants a letter tried again: look now."""
        self._free_at = {0: self._free_at.get(0, 0.0)}
        self._sending = None
        self._woken.set()

    def note_reminders(self) -> None:
        """Reminders fired that are told of by letters: look at those now."""
        self._reminders.note()
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while not self._is_stopping:
            self._idle.clear()
            try:
                wait_s = await self.step()
            finally:
                self._idle.set()
            if wait_s > 0:
                await self._rest(wait_s)

    async def stop(self) -> None:
        """Begin no other letter, and wait a moment for the one on its way."""
        self._is_stopping = True
        self._woken.set()
        try:
            async with asyncio.timeout(LAST_LETTER_S):
                await self._idle.wait()
        except TimeoutError:
            _LOGGER.warning("stopping while a letter is on its way: it will be uncertain")

    async def _rest(self, wait_s: float) -> None:
        try:
            async with asyncio.timeout(min(wait_s, IDLE_S)):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    async def step(self) -> float:
        """Do the next thing; return how many seconds to wait before the one after."""
        try:
            return await self._step()
        except StoreUnavailable as error:
            _LOGGER.warning("mailings wait for the database", error=str(error))
            return STORE_PAUSE_S

    async def _step(self) -> float:
        now = self._clock.now()
        if not self._has_looked_back:
            await self._look_back()
        if await self._remind():
            return 0.0
        sending = await self._being_sent(now)
        unaddressed = next((one for one in sending if not one.is_addressed), None)
        if unaddressed is not None:
            await self._address(unaddressed)
            self._sending = None
            return 0.0
        if not sending:
            if self._reminders.may_wait:
                return self._wait_s()
            await self._server.close()
            return IDLE_S
        turn = min(sending, key=lambda one: self._free_at.get(one.id, 0.0))
        wait_s = max(self._wait_s(), self._wait_s(turn.id))
        return wait_s if wait_s > 0 else await self._send_one(turn)

    def _wait_s(self, mailing: int = 0) -> float:
        return self._free_at.get(mailing, 0.0) - self._clock.monotonic()

    async def _remind(self) -> bool:
        """Send the next letter about reminders, if one waits and any letter may go."""
        notice = await self._reminders.claim() if self._wait_s() <= 0 else None
        if notice is None:
            return False
        answer = await self._server.send(notice.letter)
        outcome = self._outcome(answer, notice.tries)
        await self._surely(lambda: self._reminders.settle(notice, outcome))
        await self._answered(answer)
        return True

    async def _look_back(self) -> None:
        """Nobody knows of the letters that were on their way when the program died."""
        doubtful = await self._mailings.doubt(at=self._clock.now()) + await self._reminders.doubt()
        self._has_looked_back = True
        if doubtful:
            _LOGGER.warning("letters on their way at the last stop are uncertain and not sent again", letters=doubtful)

    async def _being_sent(self, now: datetime) -> Sequence[MailingFacts]:
        """Return the mailings being sent, as they were a moment ago: a claim sees for itself what was stopped since."""
        if self._sending is None or self._clock.monotonic() >= self._look_at:
            await self._mailings.begin_due(now)
            self._sending = await self._mailings.being_sent()
            self._look_at = self._clock.monotonic() + LOOK_EVERY_S
            self._forget_all_but(self._sending)
        return self._sending

    def _forget_all_but(self, sending: Sequence[MailingFacts]) -> None:
        kept = {0, *(one.id for one in sending)}
        self._free_at = {mailing: at for mailing, at in self._free_at.items() if mailing in kept}

    async def _address(self, facts: MailingFacts) -> None:
        """Write a mailing's recipients; what an earlier try wrote stays."""
        at = self._clock.now()
        try:
            async for people in people_of(self._mailings, facts, Role.MANAGER, at):
                await self._mailings.add_recipients(facts.id, tuple(recipients(people, self._out.new_token)))
        except InvalidInput as error:
            _LOGGER.warning("a mailing has nobody to go to", mailing_id=facts.id, error=str(error))
        await self._mailings.addressed(facts.id, at=at)

    async def _send_one(self, facts: MailingFacts) -> float:
        try:
            await self._server.ready()
        except MailUnavailable as error:
            return await self._in_trouble(str(error.params.get("message") or error.code))
        claim = await self._mailings.claim(facts.id, self._out.new_message_id(), at=self._clock.now())
        if isinstance(claim, NothingDue):
            return self._until(facts, claim)
        answer = await self._server.send(self._letter(facts, claim))
        outcome = self._outcome(answer, claim.tries)
        await self._surely(lambda: self._mailings.settle(claim.recipient_id, outcome, at=self._clock.now()))
        if answer.verdict is not Verdict.NOT_TAKEN:
            self._free_at[facts.id] = self._clock.monotonic() + 60.0 / facts.per_minute
        return await self._answered(answer)

    async def _answered(self, answer: Answer) -> float:
        """Go on at the pace that is set, or leave a server that takes nothing alone for a while."""
        if answer.verdict is Verdict.NOT_TAKEN:
            return await self._in_trouble(answer.words)
        self._failures = 0
        if self._is_in_trouble:
            await self._mailings.trouble("")
            self._is_in_trouble = False
        self._free_at[0] = self._clock.monotonic() + 60.0 / self._pace.per_minute
        return 0.0

    def _until(self, facts: MailingFacts, nothing: NothingDue) -> float:
        self._sending = None
        if nothing.until is None:
            return 0.0
        wait_s = (nothing.until - self._clock.now()).total_seconds()
        self._free_at[facts.id] = self._clock.monotonic() + max(wait_s, 0.0)
        return 0.0

    async def _in_trouble(self, words: str) -> float:
        pause_s = SERVER_PAUSE_S[min(self._failures, len(SERVER_PAUSE_S) - 1)]
        self._failures += 1
        self._is_in_trouble = True
        self._free_at[0] = self._clock.monotonic() + pause_s
        _LOGGER.warning("the mail server takes no letters; mailings wait", error=words, in_s=pause_s)
        await self._mailings.trouble(words)
        return pause_s

    @staticmethod
    async def _surely(settle: Callable[[], Awaitable[None]]) -> None:
        """Write what became of a letter, however long the database is away: no other one goes before."""
        while True:
            try:
                await settle()
            except StoreUnavailable as error:
                _LOGGER.warning("a letter's answer waits for the database", error=str(error))
                await asyncio.sleep(STORE_PAUSE_S)
            else:
                return

    def _outcome(self, answer: Answer, tries: int) -> Outcome:
        match answer.verdict:
            case Verdict.ACCEPTED:
                return Outcome(state=RecipientState.SENT)
            case Verdict.REFUSED:
                return Outcome(state=RecipientState.FAILED, problem=answer.words)
            case Verdict.UNKNOWN:
                return Outcome(state=RecipientState.UNCERTAIN, problem=answer.words)
            case Verdict.NOT_TAKEN:
                return Outcome(state=RecipientState.WAITING, problem=answer.words, is_counted=False)
            case Verdict.LATER if tries > len(RETRY_AFTER_S):
                return Outcome(state=RecipientState.FAILED, problem=answer.words)
            case Verdict.LATER:
                again_at = self._clock.now() + timedelta(seconds=RETRY_AFTER_S[tries - 1])
                return Outcome(state=RecipientState.WAITING, problem=answer.words, next_try_at=again_at)

    def _letter(self, facts: MailingFacts, claim: Claim) -> Letter:
        link = self._out.link(claim.token)
        template = read_mail(facts.subject, facts.body, is_sent=True)
        told = render(template, values_for(claim.addressee, event=facts.event, link=link))
        return Letter(
            to=claim.addressee.address,
            to_name=claim.addressee.full_name,
            subject=told.subject,
            text=told.text,
            html=told.html,
            message_id=claim.message_id,
            unsubscribe_url=link,
            at=self._clock.now(),
        )
