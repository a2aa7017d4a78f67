"""A colleague takes the call: from a phone that rings, from the parking lot; and one extension with two devices."""

import re
from collections.abc import Callable

import pytest
from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID, PARK, PICKUP
from tests.asterisk.fixtures import PhoneMaker
from tests.asterisk.routes import DEVICES_DID, TWO_DEVICES
from tests.e2e.conftest import DeskMaker

NUMBER = "+79161234567"
SHOWN = "+7 916 123-45-67"


@pytest.mark.parametrize("code", [PICKUP, "**101"], ids=["group", "directed"])
async def test_a_pickup_moves_the_card_and_names_who_picked_up(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], code: str
) -> None:
    """R72, R74: 101 rings, 102 takes the call: the card is 102's, 101's goes and tells who has it."""
    first, second = await phone("101"), await phone("102")
    anna, boris = await desk("anna"), await desk("boris")
    outside_call(DIRECT_DID, number=NUMBER)
    await first.rings()
    await anna.sees_card("ringing")
    await second.dial(code).until_answered()
    await anna.is_told("Ответил(а) Борис Смирнов")
    await anna.sees_no_card()
    await expect(await boris.sees_card("talking", SHOWN)).not_to_contain_text("передан")


async def test_a_parked_call_says_so_and_follows_who_fetches_it(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72, R104: 101 parks the customer and sees where; 102 fetches them with what 101 typed."""
    first, second = await phone("101"), await phone("102")
    anna, boris = await desk("anna"), await desk("boris")
    caller = outside_call(DIRECT_DID, number=NUMBER)
    ring = await first.rings()
    ring.answer()
    await ring.until_heard(3)
    await anna.sees_card("talking")
    await anna.open_interest()
    await anna.fill("Содержание", "Ждёт на парковке")
    await ring.transfer(PARK)
    waits = (await anna.sees_card("wrap_up")).get_by_text(re.compile(r"На парковке: \d{3}"))
    space = re.findall(r"\d{3}", await waits.inner_text())[0]
    await second.dial(space).until_answered()
    await boris.sees_card("talking", SHOWN, "Звонок передан от: Анна Иванова")
    await expect(anna.cards()).not_to_contain_text("На парковке")
    await boris.open_interest()
    await expect(boris.field("Содержание")).to_have_value("Ждёт на парковке")
    await caller.hang_up()
    await boris.sees_card("wrap_up")


async def test_two_devices_of_one_extension_are_one_card_that_stays_where_it_is_answered(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72, R74: both devices of 106 ring and make one card; the one that is told to stop takes nothing away."""
    desktop, mobile = await phone(TWO_DEVICES), await phone(TWO_DEVICES)
    darya = await desk("darya")
    caller = outside_call(DEVICES_DID, number=NUMBER)
    ring, other = await desktop.rings(), await mobile.rings()
    await darya.sees_card("ringing")
    ring.answer()
    await other.until_ended()
    await ring.until_heard(3)
    await darya.sees_card("talking")
    await expect(darya.page.get_by_text("Ответил(а)")).to_have_count(0)
    await caller.hang_up()
    await darya.sees_card("wrap_up")


async def test_one_device_that_declines_leaves_the_card_to_the_other(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72, R74: the red button on one device of 106 is no word of the other one, which rings on and answers."""
    desktop, mobile = await phone(TWO_DEVICES), await phone(TWO_DEVICES)
    darya = await desk("darya")
    outside_call(DEVICES_DID, number=NUMBER)
    ring, other = await desktop.rings(), await mobile.rings()
    await darya.sees_card("ringing")
    other.reject()
    ring.answer()
    await ring.until_heard(3)
    await darya.sees_card("talking")
