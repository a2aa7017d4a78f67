"""Two branches that do not see each other, and an operator who reads no customer's number and works all the same."""

from collections.abc import Callable
from datetime import datetime

from playwright.async_api import Page, expect
from sqlalchemy import insert, select, update

from callbridge.store import tables as t
from callbridge.store.tx import Tx
from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker
from tests.e2e.daemon import RunningDaemon

NUMBER = "+79161234567"
WHOLE, HIDDEN = "+7 916 123-45-67", "+7 916 •••‑••‑67"
CUSTOMER = "Сидорова Анна Петровна"


def move_vera(tx: Tx, _: datetime) -> None:
    """Open a second branch and let Vera work there."""
    values = {"name": "Север", "name_en": "", "position": 9, "is_active": True, "parent_id": None}
    north = tx.value(insert(t.org_unit).values(**values).returning(t.org_unit.c.id))
    vera = select(t.operator.c.employee_id).where(t.operator.c.login == "vera").scalar_subquery()
    tx.execute(update(t.employee).where(t.employee.c.id == vera).values(org_unit_id=north))


async def set_parameter(page: Page, label: str, option: str) -> None:
    """Choose a parameter's value on its page and save it."""
    await page.locator(f'input[aria-label="{label}"]').click()
    await page.get_by_role("option", name=option, exact=True).click()
    row = page.locator("form").filter(has=page.locator(f'input[aria-label="{label}"]'))
    async with page.expect_response(lambda answer: "/api/settings/" in answer.url and answer.ok):
        await row.get_by_role("button", name="Сохранить").click()
    await expect(row.get_by_role("button", name="Сохранить")).to_be_disabled()


async def test_branches_keep_apart_and_a_hidden_number_is_worked_with_all_the_same(
    desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call], callbridge: RunningDaemon
) -> None:
    """R145, R152: an admin narrows operators to their branch and hides numbers; a call, its interest, its list."""
    await callbridge.write(move_vera)
    admin = await desk("admin")
    await admin.go("Параметры")
    await set_parameter(admin.page, "Что видит оператор", "своего отделения")
    await set_parameter(admin.page, "Номера клиентов: оператор", "скрывать")
    device = await phone("101")
    anna, boris, vera = await desk("anna"), await desk("boris"), await desk("vera")
    call = outside_call(DIRECT_DID, number=NUMBER)
    (await device.rings()).answer()
    await anna.sees_card("talking", HIDDEN)
    await anna.open_interest()
    await expect(anna.field("Телефон")).to_have_value(HIDDEN)
    await anna.fill("Лицо", CUSTOMER)
    await anna.rate("Удовлетворительный")
    await call.hang_up()
    await anna.save_and_close()

    for colleague, shown, count in ((anna, HIDDEN, 1), (boris, HIDDEN, 1), (vera, "", 0), (admin, WHOLE, 1)):
        await colleague.go("Входящие лиды")
        row = colleague.page.get_by_role("row").filter(has_text=CUSTOMER)
        await expect(row).to_have_count(count)
        if shown:
            await expect(row).to_contain_text(shown)
        await colleague.go("Звонки")
        await expect(colleague.page.get_by_role("row").filter(has_text=CUSTOMER)).to_have_count(count)
    again = outside_call(DIRECT_DID, number=NUMBER)
    await device.rings()
    await anna.sees_card("ringing", CUSTOMER)
    await expect(anna.page.get_by_text(WHOLE)).to_have_count(0)
    await again.hang_up()
