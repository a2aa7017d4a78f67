"""What the web asks of the use cases that reach customers: mailings, call rounds, follow-ups."""

from datetime import datetime
from typing import Protocol

from callbridge.crm.call_round import EntryResult, RoundAction, RoundProgress, RoundWork
from callbridge.crm.follow_up import FollowUp, MyDay, Snooze
from callbridge.crm.mailing import AudienceView, MailingAction, MailingProgress, MailPreview
from callbridge.crm.operator import Operator
from callbridge.crm.round_roll import RoundAudience
from callbridge.kernel.ids import CallId


class RoundCommands(Protocol):
    """Call rounds beside making them; raises Forbidden, NotFound, InvalidInput, IllegalMove and Conflict."""

    async def progress(self, operator: Operator, round_id: int) -> RoundProgress: ...

    async def audience(self, operator: Operator, round_id: int) -> RoundAudience: ...

    async def move(self, operator: Operator, round_id: int, version: int, action: RoundAction) -> RoundProgress: ...

    async def work(self, operator: Operator, round_id: int) -> RoundWork:
        """Take the next entry, or go on with the one that the operator has."""
        ...

    async def keep(self, operator: Operator, entry_id: int) -> None: ...

    async def settle(self, operator: Operator, entry_id: int, result: EntryResult) -> None: ...

    async def leave(self, operator: Operator) -> None:
        """Give back what the operator has."""
        ...


class MailingCommands(Protocol):
    """Mailings (R27), as app/mailings.py does it; raises NotFound, Forbidden, InvalidInput and MailUnavailable."""

    async def progress(self, operator: Operator, mailing_id: int) -> MailingProgress: ...

    async def audience(self, operator: Operator, mailing_id: int) -> AudienceView: ...

    async def preview(
        self, operator: Operator, mailing_id: int, subject: str, body: str, person_id: int | None
    ) -> MailPreview: ...

    async def test(self, operator: Operator, mailing_id: int, to: str, person_id: int | None) -> str:
        """Send one letter to an address, the operator's own when it is ``""``; return which."""
        ...

    async def move(
        self, operator: Operator, mailing_id: int, version: int, action: MailingAction, due: datetime | None
    ) -> MailingProgress:
        """Begin, schedule, pause, go on, end: IllegalMove, Conflict ``record.changed``."""
        ...

    async def send_again(self, operator: Operator, mailing_id: int, recipient_id: int) -> MailingProgress: ...

    async def knows(self, token: str) -> bool:
        """Say whether a letter went out with that token."""
        ...

    async def unsubscribe(self, token: str) -> bool:
        """Let the address behind a token get no mailing any more; False when no letter had it."""
        ...


class FollowUpCommands(Protocol):
    """What operators promised (R98-R100, R117); NotFound of what is neither theirs nor under their supervision."""

    async def day(self, operator: Operator) -> MyDay: ...

    async def one(self, follow_up_id: int) -> FollowUp: ...

    async def acknowledge(self, operator: Operator, follow_up_id: int) -> None:
        """Let its reminder stand no longer."""
        ...

    async def snooze(self, operator: Operator, follow_up_id: int, choice: Snooze, until: datetime | None) -> None:
        """Put its reminder off; InvalidInput, IllegalMove when it is closed."""
        ...

    async def move(self, operator: Operator, follow_up_id: int, planned_at: datetime) -> None:
        """Plan it for another time; InvalidInput, IllegalMove when it is closed."""
        ...

    async def close(self, operator: Operator, follow_up_id: int, call_id: CallId | None) -> None:
        """Close what is needless; with a conversation that made it so anybody may."""
        ...

    async def reopen(self, operator: Operator, follow_up_id: int) -> None:
        """Take back a closing; anybody may."""
        ...

    async def make_feed(self, operator: Operator, token_hash: bytes) -> None:
        """Give the operator's calendar an address instead of the one it had."""
        ...

    async def end_feed(self, operator: Operator) -> None: ...

    async def feed_since(self, operator: Operator) -> datetime | None: ...

    async def calendar(self, token_hash: bytes) -> str | None:
        """Return the calendar that a token opens."""
        ...
