"""What letters about reminders need from the store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callbridge.app.mail_port import Outcome
from callbridge.crm.follow_up import ReminderBrief, ReminderLetters
from callbridge.crm.reminder_letter import Reader
from callbridge.kernel.ids import OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderNotice:
    """One letter about to go, of all that its reader is to be told now: written as being sent before it is."""

    message_id: str
    reader: Reader
    briefs: tuple[ReminderBrief, ...]
    """The first of them."""
    count: int
    tries: int
    """This one among them."""


class LettersOfReminders(Protocol):
    """Letters in the store, written by the turn in which their reminders fire. Each method is one unit of work."""

    async def claim(self, message_id: str, *, at: datetime) -> ReminderNotice | None:
        """Take what waits for the next reader; None when nothing does.

        What nobody need be told any more, and what waited for too long, is left out for good.
        """
        ...

    async def settle(self, message_id: str, outcome: Outcome) -> None:
        """Write what became of a letter."""
        ...

    async def doubt(self) -> int:
        """Mark what was being sent when the program died as uncertain; return how many reminders that were."""
        ...

    async def state(self, operator_id: OperatorId) -> ReminderLetters:
        """Return whether an operator wants letters, to which address, and what is wrong with that."""
        ...
