"""A real call rings on a real Asterisk, the card pops in a real browser."""

import re
from collections.abc import Callable

from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID, GROUP_DID, QUEUE_DID, UNREGISTERED_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.phone import OutsideLine
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.desk_page import DeskPage


async def test_both_who_ring_see_the_card_and_the_slower_one_is_told_who_answered(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72, R74, R147, R149: story 1: DID → 101 and 102 ring → both cards → 102 lifts the handset → 101's card goes."""
    anna_phone, boris_phone = await phone("101"), await phone("102")
    anna, boris = await desk("anna"), await desk("boris")
    call = outside_call(GROUP_DID, number="+79161234567")
    await anna_phone.rings()
    boris_ring = await boris_phone.rings()
    for each in (anna, boris):
        await each.sees_card("ringing", "+7 916 123-45-67")
    boris_ring.answer()
    await anna.is_told("Ответил(а) Борис Смирнов")
    await anna.sees_no_card()
    await boris.sees_card("talking")
    await call.hang_up()
    await boris.sees_card("wrap_up")


async def test_the_tick_lifts_the_handset_of_a_desk_phone(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R73: the button with the tick on the card answers the call."""
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID)
    ring = await device.rings()
    await anna.sees_card("ringing")
    await anna.accept()
    await ring.until_answered()
    await call.until_answered()
    await anna.sees_card("talking")


async def test_a_phone_that_cannot_be_told_to_answer_is_said_so_and_rings_on(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], watch: Watch
) -> None:
    """R73, R74: told to lift the handset, in the notice and on the card; ✓ is not offered in vain at the next call."""
    watch.allowed.append("status of 502")
    device = await phone("101")
    device.knows_talk = False
    anna = await desk("anna")
    call = outside_call(DIRECT_DID)
    ring = await device.rings()
    await anna.sees_card("ringing")
    await anna.accept()
    await anna.is_told("Снимите трубку сами")
    await cannot_accept(anna)
    ring.answer()
    await anna.sees_card("talking")
    await call.hang_up()
    await anna.cards("wrap_up").get_by_role("button", name="Закрыть карточку").click()
    await anna.sees_no_card()
    outside_call(DIRECT_DID)
    await device.rings()
    await cannot_accept(anna)


async def cannot_accept(page: DeskPage) -> None:
    card = await page.sees_card("ringing")
    await expect(card.get_by_test_id("lift")).to_have_text("Снимите трубку: этот телефон на нажатие не отвечает")
    await expect(card.get_by_role("button", name="Принять")).to_have_count(0)


async def test_a_queue_moves_the_card_from_the_agent_who_is_away_to_the_next(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72: the card is where the phone rings, and shows its queue."""
    first, second = await phone("103"), await phone("104")
    vera, gleb = await desk("vera"), await desk("gleb")
    outside_call(QUEUE_DID)
    ring = await first.rings()
    await vera.sees_card("ringing", "sales")
    ring.reject()
    (await second.rings()).answer()  # before any page is waited for: a queue ends a ring after some seconds
    await vera.sees_no_card()
    await gleb.sees_card("talking")


async def test_a_caller_who_gives_up_leaves_a_missed_call_in_the_list(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R52: nobody answered, and the call is in the list with its number."""
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number="+79169998877")
    await device.rings()
    await anna.sees_card("ringing")
    await call.hang_up()
    await anna.sees_no_card()
    row = anna.page.get_by_role("row").filter(has_text=re.compile(r"999.?88.?77"))
    await expect(row).to_contain_text("пропущен")


async def test_a_withheld_number_says_so_and_offers_the_interest_card(
    desk: DeskMaker, phone: PhoneMaker, outside: OutsideLine
) -> None:
    """R75, R78, R81, A9: no number came: the card says so, and the interest card's phone is empty to be filled."""
    device = await phone("101")
    anna = await desk("anna")
    outside.anonymous_call(DIRECT_DID)
    (await device.rings()).answer()
    await anna.sees_card("talking", "Номер скрыт")
    await anna.open_interest()
    await expect(anna.field("Телефон")).to_have_value("")


async def test_a_second_call_never_overwrites_the_first_card(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    device = await phone("101")
    anna = await desk("anna")
    outside_call(DIRECT_DID, number="+79161110001")
    (await device.rings()).answer()
    await anna.sees_card("talking")
    outside_call(DIRECT_DID, number="+79161110002")
    await device.rings()
    await expect(anna.cards()).to_have_count(2)
    await expect(anna.cards("talking")).to_contain_text("111-00-01")
    await expect(anna.cards("ringing")).to_contain_text("111-00-02")


async def test_a_call_to_a_phone_that_is_not_there_is_in_the_list_of_all_calls(
    desk: DeskMaker, outside_call: Callable[..., Call]
) -> None:
    """R53: what reached nobody is seen all the same."""
    anna = await desk("anna")
    call = outside_call(UNREGISTERED_DID, number="+79164443322")
    await call.until_ended()
    await anna.go("Звонки")
    await anna.page.get_by_text("Все", exact=True).click()
    row = anna.page.get_by_role("row").filter(has_text=re.compile(r"444.?33.?22"))
    await expect(row).to_contain_text("недоступен")


async def test_an_outbound_call_has_its_card_too(desk: DeskMaker, phone: PhoneMaker, outside: OutsideLine) -> None:
    device = await phone("101")
    anna = await desk("anna")
    call = device.dial("89161234567")
    far = await outside.rings()
    await anna.sees_card("dialing", "+7 916 123-45-67")
    far.answer()
    await anna.sees_card("talking")
    await call.hang_up()
    await anna.sees_card("wrap_up")
