"""The lists of a day and of a year: whole at 1366 pixels, readable, never frozen, never under a card."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.async_api import expect
from sqlalchemy import insert, select

from callbridge.store import tables as t
from callbridge.store.statement import Prepared
from callbridge.store.tx import Tx
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.browser import Watch
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

MANY = 5000
SCROLLED = 1000
PAGE = 50
LONG = "Общество с ограниченной ответственностью «Северо-Западная объединённая строительная компания «Горизонт»"
INSERT_LEAD = Prepared(
    insert(t.lead).inline(),
    columns=(
        "id", "owner_id", "idempotency_key", "at", "saved_at", "method_id", "person_text", "organization_text",
        "extra", "is_private", "content", "new_deal", "remind",
    ),
)  # fmt: skip
INSERT_PHONE = Prepared(
    insert(t.lead_phone).inline(),
    columns=("lead_id", "position", "raw", "number_key", "extension", "reversed_digits", "at"),
)
SCROLLER = "document.querySelector('[role=group][aria-label=\"Входящие лиды\"]')"
LONGEST_TASK = """window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {
    window.longest = Math.max(window.longest, entry.duration) })).observe({entryTypes: ["longtask"]})"""


def write_leads(tx: Tx, at: datetime) -> None:
    """Write as many leads as a year brings, each with a number."""
    method = tx.value(select(t.contact_method.c.id).limit(1))
    owner = tx.value(select(t.operator.c.id).limit(1))
    numbers = range(1, MANY + 1)
    tx.executemany(
        INSERT_LEAD,
        [
            {
                "id": number,
                "owner_id": owner,
                "idempotency_key": f"many-{number}",
                "at": at - timedelta(minutes=number),
                "saved_at": at,
                "method_id": method,
                "person_text": f"Лицо {number}",
                "organization_text": LONG,
                "extra": "",
                "content": "",
                "is_private": False,
                "new_deal": False,
                "remind": False,
            }
            for number in numbers
        ],
    )
    tx.executemany(
        INSERT_PHONE,
        [
            {
                "lead_id": number,
                "position": 0,
                "raw": f"+7900{number:07}",
                "number_key": f"+7900{number:07}",
                "extension": "",
                "reversed_digits": f"7900{number:07}"[::-1],
                "at": at,
            }
            for number in numbers
        ],
    )


async def test_the_first_of_five_thousand_leads_are_scrolled_through_without_freezing(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R53: all interests of all operators in one list; its head stays, long names are clipped, no column is cut."""
    await callbridge.write(write_leads)
    anna = await desk("anna")
    await anna.go("Входящие лиды")
    rows = anna.page.get_by_role("row")
    await expect(rows.nth(50)).to_be_attached()
    fits = await anna.page.evaluate(f"{SCROLLER}.scrollWidth <= {SCROLLER}.clientWidth")
    assert fits, "a column is cut at 1366 pixels"
    await expect(rows.nth(1)).to_contain_text("+7 900 000-00-01")
    await anna.page.evaluate(LONGEST_TASK)
    started = time.perf_counter()
    for seen in range(PAGE, SCROLLED, PAGE):
        async with asyncio.timeout(30):
            while await rows.count() <= seen + PAGE:  # as a person's wheel does: again and again
                await anna.page.evaluate(f"{SCROLLER}.scrollTo(0, 1e9)")
                await anna.page.wait_for_timeout(20)
    took, longest = time.perf_counter() - started, await anna.page.evaluate("window.longest")
    print(f"{SCROLLED} of {MANY} leads, {PAGE} at a time: {took:.1f} s, longest task {longest:.0f} ms")  # noqa: T201 - measured
    await expect(anna.page.get_by_role("columnheader", name="Телефон")).to_be_in_viewport()


async def test_a_card_never_hides_the_last_rows_of_a_list(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon, watch: Watch
) -> None:
    """R53, R72: whatever lies under the docked card can be scrolled clear of it."""
    watch.allowed.append("ERR_FAILED")
    await callbridge.write(write_leads)
    device = await phone("101")
    anna = await desk("anna")
    await anna.go("Входящие лиды")
    await expect(anna.page.get_by_role("row").nth(50)).to_be_attached()
    await anna.page.route("**/api/leads*", lambda route: route.abort())
    outside_call(DIRECT_DID)
    await device.rings()
    card = await anna.sees_card("ringing")
    await anna.page.evaluate("new Promise(requestAnimationFrame)")
    await anna.page.evaluate(f"{SCROLLER}.scrollTo(0, 1e9)")
    last, over = await anna.page.get_by_role("row").last.bounding_box(), await card.bounding_box()
    assert last is not None
    assert over is not None
    assert last["y"] + last["height"] <= over["y"]
