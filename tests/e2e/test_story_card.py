"""What the card tells at a glance: a promise, a colleague, a hold, the time after; and how soon it is painted."""

import asyncio
import json
import re
import time
from collections.abc import Callable
from datetime import timedelta

from playwright.async_api import WebSocket, expect

from callbridge.clock import SystemClock
from callbridge.crm.interest import InterestForm
from callbridge.kernel.numbers import NumberPlan, read_number
from callbridge.store.store import open_store
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

NUMBER = "+79161234567"


class Paints:
    """Listens at the page's socket: from a card's message to the acknowledgement that it is on the screen."""

    def __init__(self) -> None:
        self.seen = asyncio.Event()
        self.took_ms: list[int] = []
        self._received: dict[int, float] = {}

    def socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._take)
        socket.on("framesent", self._sent)

    def _take(self, frame: str | bytes) -> None:
        message = json.loads(frame)
        if message["type"] == "card":
            self._received[message["revision"]] = time.perf_counter()

    def _sent(self, frame: str | bytes) -> None:
        message = json.loads(frame)
        if message["type"] == "rendered" and message["revision"] in self._received:
            self.took_ms.append(round(1000 * (time.perf_counter() - self._received[message["revision"]])))
            self.seen.set()


async def promise_a_call(daemon: RunningDaemon) -> None:
    """Save an interest with a next contact in an hour, as a colleague would have."""
    clock = SystemClock()
    async with open_store(f"sqlite:///{daemon.database}", 1, clock) as store:
        choices = await store.desk.dictionaries()
        now = clock.now()
        call = next(each.id for each in choices.methods if each.code == "call")
        vera = next(each.id for each in await store.operators.operators() if each.login == "vera")
        await store.desk.save_interest(
            key="promise",
            form=InterestForm(
                at=now - timedelta(days=2),
                method_id=call,
                phones=(NUMBER,),
                person_text="Сидорова Анна",
                outcome_id=choices.outcomes[0].id,
                next_contact_at=now + timedelta(days=3),
                next_method_id=call,
            ),
            numbers=[read_number(NUMBER, NumberPlan())],
            owner_id=vera,
            private_sales=False,
            at=now,
        )


async def test_a_promised_contact_is_flagged_apart_from_what_was(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R76, R98: what was promised is seen before the first word; skipped and back, missed, closed (A10)."""
    await promise_a_call(callbridge)
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number=NUMBER)
    await device.rings()
    card = await anna.sees_card("ringing")
    promise = card.get_by_test_id("promise")
    await expect(promise).to_have_text(re.compile(r"^Обещано .*\d\d:\d\d.*Телефонный звонокЗакрыть$"))
    await expect(promise).to_have_attribute("data-overdue", "false")
    await expect(card.get_by_role("listitem")).to_have_count(1)
    await anna.page.keyboard.press("Control+Shift+X")
    await anna.sees_no_card()
    await anna.page.get_by_test_id("skipped-card").get_by_role("button", name="Вернуть").click()
    await anna.sees_card("ringing")
    await call.hang_up()
    await anna.sees_no_card()
    missed = anna.page.get_by_test_id("missed-card")
    await expect(missed).to_contain_text("Пропущенный")
    await expect(missed.get_by_role("button", name=re.compile("^Перезвонить"))).to_be_visible()
    await missed.get_by_role("button", name="Закрыть пропущенный").click()
    await expect(missed).to_have_count(0)


async def test_a_hold_is_seen_and_the_time_after_the_talk_runs(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72: held is a state of its own, and after the talk the card counts the time of writing it down."""
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number=NUMBER)
    ring = await device.rings()
    ring.answer()
    await anna.sees_card("talking")
    await ring.hold()
    await expect(await anna.sees_card("held")).to_contain_text("Удержание")
    await ring.resume()
    await anna.sees_card("talking")
    await call.hang_up()
    card = await anna.sees_card("wrap_up")
    await expect(card).to_contain_text("Оформление")
    await expect(card.get_by_test_id("card-timer")).to_have_text(re.compile(r"00:(0[1-9]|[1-5]\d)"))
    await card.get_by_role("button", name="Закрыть карточку").click()
    await anna.sees_no_card()


async def test_a_colleague_who_calls_is_called_a_colleague(desk: DeskMaker, phone: PhoneMaker) -> None:
    """R72: an internal call is no customer, and is not looked for among them."""
    first, second = await phone("101"), await phone("102")
    boris = await desk("boris")
    first.dial("102")
    await second.rings()
    card = await boris.sees_card("ringing")
    await expect(card).to_have_attribute("data-match", "internal")
    await expect(card).to_contain_text("Коллега")
    await expect(card).not_to_contain_text("Предыдущие контакты")


async def test_the_card_is_painted_soon_after_its_message(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R149: from the socket's message to the acknowledged paint; told, not judged."""
    device = await phone("101")
    anna = await desk("anna")
    paints = Paints()
    anna.page.on("websocket", paints.socket)
    await anna.page.reload()
    await anna.until_live()
    outside_call(DIRECT_DID, number=NUMBER)
    ring = await device.rings()
    await anna.sees_card("ringing")
    ring.answer()  # a page that stood still and connects anew acknowledges nothing meanwhile
    async with asyncio.timeout(30):
        await paints.seen.wait()
    print("message to paint, ms:", paints.took_ms)  # noqa: T201 - measured


async def test_a_pinned_card_stays_above_other_windows_and_goes_with_its_call(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """Issue 5: the same card in a window of its own, with its keys, in the page's looks; the wish is remembered."""
    device = await phone("101")
    anna = await desk("anna")
    page = anna.page
    call = outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking")
    async with page.context.expect_page() as opening:
        await page.keyboard.press("Control+Shift+KeyY")
    pinned = await opening.value
    card = pinned.get_by_test_id("card")
    await expect(card).to_contain_text("Разговор")
    await expect(card).to_contain_text("Номера нет в базе")
    font = await anna.cards().evaluate("it => getComputedStyle(it).fontFamily")
    await expect(card).to_have_css("font-family", font)
    russian = "new KeyboardEvent('keydown', {key: 'Ш', code: 'KeyI', ctrlKey: true, shiftKey: true, bubbles: true})"
    await pinned.evaluate(f"document.body.dispatchEvent({russian})")
    await anna.sees_interest()
    await anna.fill("Лицо", "Сидорова Анна")
    await anna.rate("Положительный")
    await call.hang_up()
    await expect(card).to_have_attribute("data-state", "wrap_up")
    async with pinned.expect_event("close"):
        await anna.save_and_close()

    outside_call(DIRECT_DID, number=NUMBER)
    await device.rings()
    await anna.sees_card("ringing")
    await expect(page.get_by_role("note")).to_contain_text("только по нажатию")
    async with page.context.expect_page() as opening:
        await page.get_by_role("button", name="Закрепить поверх окон").click()
    await expect((await opening.value).get_by_test_id("card")).to_contain_text("Сидорова Анна")
    await page.get_by_role("button", name="Открепить").click()
    await expect(page.get_by_role("note")).to_have_count(0)
