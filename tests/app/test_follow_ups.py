"""My day, and what operators do with what they promised (R98-R100, R117)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from callbridge.app.follow_ups import FollowUpDesk
from callbridge.app.number_masks import NumberMasks
from callbridge.crm.follow_up import LetterProblem, ReminderLetters, ReminderState, Snooze
from callbridge.crm.operator import Operator, Role
from callbridge.crm.setting import EVERYWHERE, HIDE_NUMBERS, KeptSetting, mask_key
from callbridge.kernel.errors import InvalidInput, NotFound
from callbridge.kernel.ids import CallId, OperatorId
from tests.support.calls import NINE
from tests.support.clock import FakeClock
from tests.support.kept_follow_ups import KeptFeeds, KeptFollowUps
from tests.support.kept_settings import KeptSettings

ANNA = Operator(id=OperatorId(1), login="anna", full_name="Anna", role=Role.OPERATOR, time_zone="Asia/Kamchatka")
BORIS = Operator(id=OperatorId(2), login="boris", full_name="Boris", role=Role.OPERATOR)
VERA = Operator(id=OperatorId(3), login="vera", full_name="Vera", role=Role.SUPERVISOR)


@dataclass
class Rig:
    kept: KeptFollowUps = field(default_factory=KeptFollowUps)
    feeds: KeptFeeds = field(default_factory=KeptFeeds)
    letters: defaultdict[OperatorId, ReminderLetters] = field(default_factory=lambda: defaultdict(ReminderLetters))
    settings: KeptSettings = field(default_factory=KeptSettings)
    changes: int = 0

    def __post_init__(self) -> None:
        self.masks = NumberMasks(self.settings)
        self.desk = FollowUpDesk(
            follow_ups=self.kept,
            feeds=self.feeds,
            letters_of=self._letters_of,
            masks=self.masks,
            clock=FakeClock(NINE),
            on_change=self._changed,
        )

    async def _letters_of(self, operator: Operator) -> ReminderLetters:
        return self.letters[operator.id]

    def _changed(self) -> None:
        self.changes += 1


async def test_the_day_ends_at_midnight_where_the_operator_is() -> None:
    """R98: nine in the morning UTC is nine in the evening of Kamchatka."""
    day = await Rig().desk.day(ANNA)
    assert day.today_ends_at == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert [row.id for row in day.open] == [1]
    assert (day.open_count, day.closed) == (1, ())


async def test_the_day_tells_whether_letters_arrive() -> None:
    """R117."""
    rig = Rig()
    rig.letters[ANNA.id] = ReminderLetters(is_wanted=True, problem=LetterProblem.NO_ADDRESS)
    assert (await rig.desk.day(ANNA)).letters.problem is LetterProblem.NO_ADDRESS
    assert not (await rig.desk.day(BORIS)).letters.is_wanted


async def test_a_reminder_is_put_off_in_the_operators_own_time_zone_and_acknowledged() -> None:
    """R99, R117."""
    rig = Rig()
    await rig.desk.snooze(ANNA, 1, Snooze.TOMORROW, None)
    assert rig.kept.rows[1].remind_at == datetime(2026, 11, 23, 21, tzinfo=UTC)
    await rig.desk.acknowledge(ANNA, 1)
    assert (rig.kept.rows[1].reminder, rig.changes) == (ReminderState.ACKED, 2)
    with pytest.raises(InvalidInput):
        await rig.desk.snooze(ANNA, 1, Snooze.CUSTOM, NINE - timedelta(minutes=1))
    with pytest.raises(InvalidInput):
        await rig.desk.move(ANNA, 1, NINE)
    assert rig.changes == 2


async def test_a_colleague_closes_by_a_conversation_alone_and_anybody_takes_it_back() -> None:
    """A17, R117."""
    rig = Rig()
    with pytest.raises(NotFound):
        await rig.desk.close(BORIS, 1, None)
    await rig.desk.close(BORIS, 1, CallId("main:1.1"))
    day = await rig.desk.day(ANNA)
    assert (day.open, [row.closed_by_call for row in day.closed]) == ((), ["main:1.1"])
    await rig.desk.reopen(BORIS, 1)
    assert (await rig.desk.one(1)).done_at is None
    await rig.desk.move(VERA, 1, NINE + timedelta(days=1))
    assert (await rig.desk.one(1)).at == NINE + timedelta(days=1)


async def test_a_calendar_opens_by_its_last_address_alone_until_it_is_ended() -> None:
    """R98."""
    rig = Rig()
    assert await rig.desk.feed_since(ANNA) is None
    await rig.desk.make_feed(ANNA, b"one")
    await rig.desk.make_feed(ANNA, b"two")
    assert await rig.desk.calendar(b"one") is None
    assert "UID:follow-up-1@callbridge" in (await rig.desk.calendar(b"two") or "")
    assert await rig.desk.feed_since(ANNA) == NINE
    await rig.desk.end_feed(ANNA)
    assert await rig.desk.calendar(b"two") is None


async def test_a_calendar_holds_no_number_that_its_reader_may_not_read_whole() -> None:
    """R98: programs that show calendars have no login, by which answers are hidden elsewhere."""
    rig = Rig()
    await rig.desk.make_feed(ANNA, b"one")
    assert "+79161234567" in (await rig.desk.calendar(b"one") or "")
    key = mask_key(Role.OPERATOR)
    rig.settings.rows[EVERYWHERE, key] = KeptSetting(key=key, value=HIDE_NUMBERS)
    await rig.masks.reload()
    assert "4567" not in (await rig.desk.calendar(b"one") or "").replace("\r\n ", "")
