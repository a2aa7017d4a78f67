"""The one door by which numbers leave for whom they are hidden."""

from datetime import timedelta
from typing import Any

import pytest

from callbridge.crm.operator import Language, Role
from callbridge.crm.setting import EVERYWHERE, KeptSetting, mask_key
from callbridge.web.number_hiding import HiddenTable, hidden_json
from tests.support.fake_desk import call_row
from tests.support.web_people import ANNA, BORIS, NINE, VERA
from tests.support.web_server import Browser, Site, hear, say_auth

MASK = "+7 916 •••‑••‑67"
WHOLE = "+79161234567"


async def hide(site: Site, role: Role) -> None:
    key = mask_key(role)
    site.world.settings.rows[EVERYWHERE, key] = KeptSetting(key=key, value="on", version=1)
    await site.world.masks.reload()


async def test_json_goes_out_with_numbers_hidden_for_a_role_that_may_not_read_them(site: Site, anna: Browser) -> None:
    """R152."""
    site.world.desk.calls_kept = [call_row(0, NINE - timedelta(minutes=1))]
    assert WHOLE in (await anna.get("/api/calls")).text
    await hide(site, Role.OPERATOR)
    answer = await anna.get("/api/calls")
    assert (answer.json()["rows"][0]["number"], WHOLE in answer.text) == (MASK, False)
    assert int(answer.headers["content-length"]) == len(answer.content)
    other = await site.logged_in(BORIS)
    assert WHOLE in (await other.get("/api/calls")).text


async def test_a_file_has_them_hidden_too(site: Site) -> None:
    site.world.desk.calls_kept = [call_row(0, NINE - timedelta(minutes=1))]
    boris = await site.logged_in(BORIS)
    await hide(site, Role.SUPERVISOR)
    text = (await boris.get("/api/calls/export?columns=number")).text
    assert (MASK in text, WHOLE in text) == (True, False)


async def test_what_a_socket_is_offered_has_them_hidden(site: Site, anna: Browser) -> None:
    await hide(site, Role.OPERATOR)
    async with anna.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, anna)
        assert (await hear(socket))["type"] == "snapshot"
        site.world.sessions.push(ANNA.id, lambda revision: {"revision": revision, "number": WHOLE})  # type: ignore[arg-type,return-value]
        assert (await hear(socket))["number"] == MASK


async def test_a_socket_hides_them_from_whoever_is_given_such_a_role(site: Site) -> None:
    """R152: it was opened by a supervisor, and an admin has changed their role."""
    boris, vera = await site.logged_in(BORIS), await site.logged_in(VERA)
    await hide(site, Role.OPERATOR)
    async with boris.open_socket() as socket:
        await hear(socket)
        await say_auth(socket, boris)
        assert (await hear(socket))["type"] == "snapshot"
        assert (await vera.send("PATCH", f"/api/operators/{BORIS.id}", {"role": "operator"})).status_code == 200
        site.world.sessions.push(BORIS.id, lambda revision: {"revision": revision, "number": WHOLE})  # type: ignore[arg-type,return-value]
        assert (await hear(socket))["number"] == MASK


@pytest.mark.parametrize("text", [b'{"rows":[{"number":"+79161234567","version":1}]}'])
def test_json_keeps_all_that_is_no_number(text: bytes) -> None:
    assert hidden_json(text) == '{"rows":[{"number":"+7 916 •••‑••‑67","version":1}]}'.encode()


def test_a_table_hides_its_texts_and_nothing_else() -> None:
    class Rows:
        language = Language.EN
        head = ("number", "amount")

        def cells(self, row: Any) -> list[Any]:
            return [WHOLE, 79161234567]

    table: HiddenTable[Any] = HiddenTable(Rows())
    assert (table.head, table.language, table.cells(None)) == (("number", "amount"), Language.EN, [MASK, 79161234567])
