"""The link to the PBX is cut while calls go on, the daemon dies after a transfer: what is shown then is the truth."""

import asyncio
from collections.abc import Callable

from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID, GROUP_DID, QUEUE_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.cable import Cable
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon
from tests.e2e.test_story_outage import LOST

VOICE_OF_20_S = 1000
"""Packets of 20 ms."""


async def test_a_link_cut_for_20_s_is_told_and_after_it_every_card_is_true_again(
    cable: Cable, desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R72, R147: one call goes on, one ends unseen, one comes: cards stay meanwhile, and are right afterwards."""
    first, second, third = await phone("101"), await phone("102"), await phone("103")
    anna, boris, vera = await desk("anna"), await desk("boris"), await desk("vera")
    outside_call(DIRECT_DID, number="+79161110001")
    goes_on = await first.rings()
    goes_on.answer()
    await anna.sees_card("talking")
    ends = outside_call(QUEUE_DID, number="+79161110002")
    (await third.rings()).answer()
    await vera.sees_card("talking")

    cable.pull()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(goes_on.until_heard(VOICE_OF_20_S, timeout_s=90), name="the cut")
        for each in (anna, boris, vera):
            await each.is_told("Нет связи с АТС «main» с ")
        await anna.sees_card("talking")
        await vera.sees_card("talking")
        await ends.hang_up()
    outside_call(GROUP_DID, number="+79161110003")
    await second.rings()
    await boris.sees_no_card()

    cable.mend()
    await boris.sees_card("ringing", "111-00-03")
    for each in (anna, boris, vera):
        await expect(each.page.get_by_test_id("link-banner")).to_have_count(0)
    await expect(anna.cards("talking")).to_contain_text("111-00-01")
    await vera.sees_card("wrap_up")
    await vera.go("Звонки")
    row = vera.page.get_by_role("row").filter(has_text="111-00-02")
    await expect(row).to_contain_text("итог неизвестен")


async def test_a_daemon_killed_after_a_transfer_still_knows_the_customer_the_giver_and_the_draft(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon, watch: Watch
) -> None:
    """R72, R104, R147: kill -9 while 102 talks to whom 101 handed over: the card comes back as it was."""
    watch.allowed.extend(LOST)
    first, second = await phone("101"), await phone("102")
    anna, boris = await desk("anna"), await desk("boris")
    caller = outside_call(DIRECT_DID, number="+79161234567")
    ring = await first.rings()
    ring.answer()
    await ring.until_heard(3)
    await anna.sees_card("talking")
    await anna.open_interest()
    await anna.fill("Содержание", "Записано до передачи и падения")
    await ring.transfer("102")
    last = await second.rings()
    last.answer()
    await last.until_heard(3)
    await boris.sees_card("talking")
    await expect(anna.page.get_by_test_id("draft-status")).to_contain_text("Сохранено")
    await callbridge.kill()
    await boris.is_told("Нет связи с сервером")
    await callbridge.start()
    await boris.sees_card("talking", "+7 916 123-45-67", "Звонок передан от: Анна Иванова", "данные неполные")
    await boris.open_interest()
    await expect(boris.field("Содержание")).to_have_value("Записано до передачи и падения")
    await caller.hang_up()
    await boris.sees_card("wrap_up")
