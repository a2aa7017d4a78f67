"""Letters about reminders (R117), for the one that sends letters (mail_sending.py) to send before those of mailings."""

from dataclasses import dataclass, replace

from callbridge.app.mail_port import Letter, Outcome
from callbridge.app.mailings import Outgoing
from callbridge.app.reminder_letter_port import LettersOfReminders, ReminderNotice
from callbridge.crm.follow_up import LetterProblem, ReminderLetters
from callbridge.crm.operator import Operator
from callbridge.crm.reminder_letter import letter_text
from callbridge.kernel.clock import Clock

LOOK_EVERY_S = 30.0
"""How often letters that are to be tried again are looked for; reminders that fire are told of at once."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter about to go, known by its Message-ID."""

    letter: Letter
    tries: int
    """This one among them."""


class ReminderPost:
    """Asks the store for letters, at most as often as there may be any."""

    def __init__(self, letters: LettersOfReminders, outgoing: Outgoing, clock: Clock) -> None:
        self._letters = letters
        self._out = outgoing
        self._clock = clock
        self._look_at = 0.0
        self.may_wait = True
        """Whether a letter may wait that can go now."""

    def note(self) -> None:
        """Letters were written."""
        self.may_wait = True

    async def claim(self) -> Notice | None:
        """Take the next letter, None when none waits; raises StoreUnavailable."""
        now = self._clock.monotonic()
        if not self.may_wait and now < self._look_at:
            return None
        self._look_at = now + LOOK_EVERY_S
        notice = await self._letters.claim(self._out.new_message_id(), at=self._clock.now())
        self.may_wait = notice is not None
        return None if notice is None else Notice(self._letter(notice), notice.tries)

    async def settle(self, notice: Notice, outcome: Outcome) -> None:
        """Write what became of a letter."""
        await self._letters.settle(notice.letter.message_id, outcome)

    async def doubt(self) -> int:
        """Give up knowing whether what was on its way at the last stop has gone."""
        return await self._letters.doubt()

    async def of(self, operator: Operator) -> ReminderLetters:
        """Return whether an operator's letters arrive."""
        state = await self._letters.state(operator.id)
        if state.is_wanted and self._out.server is None:
            return replace(state, problem=LetterProblem.NO_SERVER, words="")
        return state

    def _letter(self, notice: ReminderNotice) -> Letter:
        reader = notice.reader
        told = letter_text(notice.briefs, notice.count, reader, f"{self._out.public_url}/#/day")
        return Letter(
            to=reader.address,
            to_name=reader.full_name,
            subject=told.subject,
            text=told.text,
            html=told.html,
            message_id=notice.message_id,
            unsubscribe_url="",
            at=self._clock.now(),
        )
