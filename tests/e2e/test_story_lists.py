"""The lists of a day and of a year: whole at 1366 pixels, readable, never frozen, never under a card."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.async_api import CDPSession, expect
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
from tests.e2e.test_story_attention import until

MANY = 12_000
SCROLLED = 10_000
ROW_PIXELS = 32
MOST_IN_PAGE = 80
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
SCROLLER = "document.querySelector('[role=grid][aria-label=\"Входящие лиды\"]')"
FRAMES = """async ([scroller, step, until]) => {
    const element = document.querySelector(scroller), frames = [];
    let before = performance.now();
    while (element.scrollTop + element.clientHeight < until) {
        const was = element.scrollTop;
        element.scrollTop = was + step;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - before);
        before = now;
        if (element.scrollTop === was) await new Promise(done => setTimeout(done, 20));
    }
    return frames.sort((a, b) => a - b);
}"""
"""Scrolls by `step` pixels a frame, as a wheel in a hurry does; returns how long each frame took."""

END_IS_CLEAR = f"""(() => {{
    {SCROLLER}.scrollTo(0, 1e9);
    const end = [...document.querySelectorAll("[role=row]")].at(-1);
    const card = document.querySelector("[data-testid=card]");
    const isAtRest = card.getAnimations().every(one => one.playState === "finished");
    return isAtRest && end.getAttribute("aria-rowindex") === "101"
        && end.getBoundingClientRect().bottom <= card.getBoundingClientRect().top;
}})()"""
"""Scrolled to its end, the list's last row is above the card, which rises, and for which room is made."""


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


async def processor_ms(cdp: CDPSession) -> dict[str, float]:
    """Return what the page's main thread has taken of the processor: its neighbours' time is not in it."""
    told = {one["name"]: one["value"] for one in (await cdp.send("Performance.getMetrics"))["metrics"]}
    return {part: told[f"{part}Duration"] * 1000 for part in ("Task", "Script", "Layout", "RecalcStyle")}


async def test_ten_thousand_leads_are_scrolled_through_with_a_screenful_in_the_page(
    desk: DeskMaker, callbridge: RunningDaemon
) -> None:
    """R53: all interests of all operators in one list; its head stays, long names are clipped, no column is cut."""
    await callbridge.write(write_leads)
    anna = await desk("anna")
    await anna.go("Входящие лиды")
    rows = anna.page.get_by_role("row")
    await expect(rows.nth(10)).to_be_attached()
    fits = await anna.page.evaluate(f"{SCROLLER}.scrollWidth <= {SCROLLER}.clientWidth")
    assert fits, "a column is cut at 1366 pixels"
    await expect(rows.nth(1)).to_contain_text("+7 900 000-00-01")
    await expect(anna.page.get_by_text(re.compile(f"Показано 100 из {MANY // 1000}.000"))).to_be_visible()
    asked = ["[role=grid]", 20 * ROW_PIXELS, SCROLLED * ROW_PIXELS]
    cdp = await anna.page.context.new_cdp_session(anna.page)
    await cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = await processor_ms(cdp)
    frames = await anna.page.evaluate(FRAMES, asked)
    spent = {part: (ms - before[part]) / len(frames) for part, ms in (await processor_ms(cdp)).items()}
    middle, late = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
    told = f"median {middle:.1f} ms, p95 {late:.1f} ms, longest {frames[-1]:.0f} ms"
    told += f"; of the processor, a frame: {', '.join(f'{part} {ms:.1f} ms' for part, ms in spent.items())}"
    print(f"{SCROLLED} leads in {len(frames)} frames: {told}")  # noqa: T201 - measured
    assert await rows.count() < MOST_IN_PAGE
    await expect(rows.filter(has_text=f"+7 900 {SCROLLED // 10_000:03}").first).to_be_attached()
    await expect(anna.page.get_by_role("columnheader", name="Телефон")).to_be_in_viewport()
    await anna.page.get_by_role("checkbox", name="Отметить все показанные").click()
    await expect(anna.page.get_by_text(re.compile(f"Отмечены первые 500 из {MANY // 1000}.000"))).to_be_visible()


async def test_a_card_never_hides_the_last_rows_of_a_list(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon, watch: Watch
) -> None:
    """R53, R72: whatever lies under the docked card can be scrolled clear of it."""
    watch.allowed.append("ERR_FAILED")
    await callbridge.write(write_leads)
    device = await phone("101")
    anna = await desk("anna")
    await anna.go("Входящие лиды")
    await expect(anna.page.get_by_role("row").nth(10)).to_be_attached()
    await anna.page.route("**/api/lists/lead/rows*", lambda route: route.abort())
    outside_call(DIRECT_DID)
    await device.rings()
    await anna.sees_card("ringing")
    await until(anna.page, END_IS_CLEAR)
    end = anna.page.get_by_role("row").last
    await expect(end).to_have_attribute("aria-rowindex", "101")  # the first page's last, under the titles
