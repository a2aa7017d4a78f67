"""What operators do with what they promised. Implements `services.FollowUpCommands`."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from callbridge.app.follow_up_port import CalendarFeeds, FollowUps
from callbridge.app.number_masks import NumberMasks
from callbridge.crm.follow_up import FollowUp, MyDay, ReminderLetters, Snooze, day_bounds, planned, snoozed_until
from callbridge.crm.icalendar import calendar_of
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock
from callbridge.kernel.ids import CallId

MAX_OPEN = 300
MAX_CLOSED = 50
MAX_IN_CALENDAR = 1_000


class FollowUpDesk:
    """Reads the day, and tells `on_change` after each change was kept."""

    def __init__(
        self,
        *,
        follow_ups: FollowUps,
        feeds: CalendarFeeds,
        letters_of: Callable[[Operator], Awaitable[ReminderLetters]],
        masks: NumberMasks,
        clock: Clock,
        on_change: Callable[[], None],
    ) -> None:
        """`letters_of` says whether an operator is reminded by e-mail, and whether that works."""
        self._store = follow_ups
        self._feeds = feeds
        self._letters_of = letters_of
        self._masks = masks
        self._clock = clock
        self._on_change = on_change

    async def day(self, operator: Operator) -> MyDay:
        """Return what the operator promised, and what closed today without them."""
        began_at, ends_at = day_bounds(self._clock.now(), operator.time_zone)
        found, count = await self._store.open(operator.id, MAX_OPEN)
        closed = await self._store.closed(operator.id, began_at, MAX_CLOSED)
        return MyDay(
            today_ends_at=ends_at,
            open=tuple(found),
            open_count=count,
            closed=tuple(closed),
            letters=await self._letters_of(operator),
        )

    async def one(self, follow_up_id: int) -> FollowUp:
        """Return one, whoever's it is: the promise on a card is told to whoever has the caller."""
        return await self._store.one(follow_up_id)

    async def acknowledge(self, operator: Operator, follow_up_id: int) -> None:
        """Let its reminder stand no longer; the promise stays."""
        await self._store.acknowledge(follow_up_id, Author.of(operator))
        self._on_change()

    async def snooze(self, operator: Operator, follow_up_id: int, choice: Snooze, until: datetime | None) -> None:
        """Put its reminder off."""
        now = self._clock.now()
        at = snoozed_until(choice, now, operator.time_zone, until)
        await self._store.remind(follow_up_id, at, Author.of(operator))
        self._on_change()

    async def move(self, operator: Operator, follow_up_id: int, planned_at: datetime) -> None:
        """Plan the contact for another time."""
        now = self._clock.now()
        at = planned(planned_at, now, field="at")
        await self._store.move(follow_up_id, at, Author.of(operator), at=now)
        self._on_change()

    async def close(self, operator: Operator, follow_up_id: int, call_id: CallId | None) -> None:
        """Close one that is needless now."""
        await self._store.close(follow_up_id, Author.of(operator), call_id=call_id, at=self._clock.now())
        self._on_change()

    async def reopen(self, operator: Operator, follow_up_id: int) -> None:
        """Take back a closing."""
        await self._store.reopen(follow_up_id, Author.of(operator), at=self._clock.now())
        self._on_change()

    async def make_feed(self, operator: Operator, token_hash: bytes) -> None:
        """Give the operator's calendar a new address; the one it had ends."""
        await self._feeds.make(operator.id, token_hash, at=self._clock.now())

    async def end_feed(self, operator: Operator) -> None:
        """Take the address away."""
        await self._feeds.end(operator.id)

    async def feed_since(self, operator: Operator) -> datetime | None:
        """Return since when the operator's calendar has an address."""
        return await self._feeds.made_at(operator.id)

    async def calendar(self, token_hash: bytes) -> str | None:
        """Return the calendar that a token opens, None when it opens none."""
        feed = await self._feeds.find(token_hash)
        if feed is None:
            return None
        found, _ = await self._store.open(feed.operator_id, MAX_IN_CALENDAR)
        hides = self._masks.hides(feed.role)
        return calendar_of(found, self._clock.now(), feed.language, hides_numbers=hides)
