"""Reads a mailbox: one task, one letter at a time, each once.

The mailbox itself is never changed. How far it was read, and which letters were handled, is in the store: a letter's
report is written in the same transaction as that it was handled, and its lead has the letter's key, so that a kill
between the two makes no second one. Where the server numbers all letters anew (UIDVALIDITY), the keys tell them.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from callbridge.app.health_port import MailboxState
from callbridge.app.mailbox_port import HandledLetter, LetterHead, Mailbox, MailboxMark, MailboxMemory
from callbridge.crm.incoming_letter import IncomingLetter, LetterKind, OwnMail
from callbridge.crm.letter_reading import letter_key, read_letter
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import MailUnavailable, StoreUnavailable
from callbridge.kernel.ids import LeadId

AT_ONCE = 100
"""Letters of one look; then it is looked again at once."""
PAUSES_S = (5.0, 15.0, 60.0, 300.0)
"""After the first, second … failure in a row."""
MakeLead = Callable[[IncomingLetter, str, datetime], Awaitable[LeadId | None]]
_LOGGER = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPlan:
    """How one mailbox is read."""

    name: str
    poll_s: float
    max_bytes: int
    own: OwnMail
    make_lead: MakeLead | None
    """None: nobody's letter becomes a lead here."""


@dataclass(slots=True)
class WatchCounts:
    """What came since the start."""

    letters: int = 0
    leads: int = 0
    bounces: int = 0
    faults: int = 0


class MailboxWatch:
    """The reader of one mailbox."""

    def __init__(self, plan: WatchPlan, mailbox: Mailbox, memory: MailboxMemory, clock: Clock) -> None:
        self.plan = plan
        self.counts = WatchCounts()
        self._mailbox = mailbox
        self._memory = memory
        self._clock = clock
        self._failures = 0
        self._error: MailUnavailable | None = None
        self._is_read = False

    @property
    def state(self) -> MailboxState:
        """How it is now."""
        error = self._error if self._failures else None
        code = "" if error is None else error.code
        message = "" if error is None else str(error.params.get("message", ""))
        return MailboxState(mailbox=self.plan.name, is_read=self._is_read, error=code, message=message)

    async def run(self) -> None:
        """Read for ever."""
        try:
            while True:
                wait_s = await self.step()
                await asyncio.sleep(wait_s)
        finally:
            await self._mailbox.close()

    async def step(self) -> float:
        """Look once; return how long to wait for the next look."""
        try:
            is_more = await self._look()
        except MailUnavailable as error:
            return self._in_trouble(error)
        except StoreUnavailable as error:
            _LOGGER.warning("a mailbox waits for the database", mailbox=self.plan.name, error=str(error))
            return PAUSES_S[0]
        if self._failures:
            _LOGGER.info("the mailbox is read again", mailbox=self.plan.name)
        self._failures, self._is_read = 0, True
        return 0.0 if is_more else self.plan.poll_s

    def _in_trouble(self, error: MailUnavailable) -> float:
        pause_s = PAUSES_S[min(self._failures, len(PAUSES_S) - 1)]
        self._failures += 1
        self._error, self._is_read = error, False
        _LOGGER.warning("the mailbox is not read", mailbox=self.plan.name, error=str(error), in_s=pause_s)
        return pause_s

    async def _look(self) -> bool:
        """Handle the letters that came, some at a time; say whether there are more."""
        mark = await self._present_mark()
        uids = await self._mailbox.after(mark.last_uid)
        for uid in uids[:AT_ONCE]:
            mark = await self._pass(mark, uid)
        return len(uids) > AT_ONCE

    async def _present_mark(self) -> MailboxMark:
        place = await self._mailbox.look()
        mark = await self._memory.mark(self.plan.name)
        if mark is not None and mark.uid_validity == place.uid_validity:
            return mark
        if mark is None:
            mark = MailboxMark(
                uid_validity=place.uid_validity,
                last_uid=place.next_uid - 1,
                renumbered_below=0,
                begun_at=self._clock.now(),
            )
        else:
            _LOGGER.info("the mailbox's letters have other numbers; looking through them", mailbox=self.plan.name)
            mark = replace(mark, uid_validity=place.uid_validity, last_uid=0, renumbered_below=place.next_uid)
        await self._memory.set_mark(self.plan.name, mark)
        return mark

    async def _pass(self, mark: MailboxMark, uid: int) -> MailboxMark:
        """Handle a letter that is new to us, and remember how far we are."""
        after = replace(mark, last_uid=uid)
        head = await self._mailbox.head(uid)
        is_old = head is not None and uid < mark.renumbered_below and head.at < mark.begun_at
        if head is not None and not is_old:
            key = letter_key(head.head)
            if not await self._memory.is_known(self.plan.name, key):
                await self._handle(head, key)
                return after
        await self._memory.set_mark(self.plan.name, after)
        return after

    async def _handle(self, head: LetterHead, key: str) -> None:
        self.counts.letters += 1
        letter, lead_id = await self._made(head, key)
        self.counts.leads += lead_id is not None
        handled = HandledLetter(mailbox=self.plan.name, uid=head.uid, key=key, kind=letter.kind, lead_id=lead_id)
        tells = await self._memory.remember(handled, letter.report, at=self._clock.now())
        self.counts.bounces += tells
        _LOGGER.info(
            "letter handled", mailbox=self.plan.name, letter=key, kind=letter.kind.value, lead_id=lead_id, is_ours=tells
        )

    async def _made(self, head: LetterHead, key: str) -> tuple[IncomingLetter, LeadId | None]:
        """Read a letter and make its lead; one that we cannot cope with is passed over, for anybody may send one."""
        try:
            letter = await self._read(head)
            if letter.kind is LetterKind.LEAD and self.plan.make_lead is not None:
                return letter, await self.plan.make_lead(letter, key, head.at)
        except (MailUnavailable, StoreUnavailable):
            raise
        except Exception:
            self.counts.faults += 1
            _LOGGER.exception("a letter is passed over", mailbox=self.plan.name, uid=head.uid, letter=key)
            return IncomingLetter(kind=LetterKind.AUTOMATIC), None
        return letter, None

    async def _read(self, head: LetterHead) -> IncomingLetter:
        """Read a letter apart from the loop: what strangers send may take a while."""
        limit = self.plan.max_bytes
        raw = await self._mailbox.content(head.uid, limit)
        if raw is None:
            return IncomingLetter(kind=LetterKind.AUTOMATIC)
        return await asyncio.to_thread(read_letter, raw, self.plan.own, is_cut=head.size > limit)
