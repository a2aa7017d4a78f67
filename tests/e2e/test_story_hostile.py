"""Story 6: whatever the network calls itself, it is text, and the desk stands."""

from collections.abc import Callable

import pytest
from playwright.async_api import expect

from tests.asterisk.call import Call
from tests.asterisk.dialplan import DIRECT_DID
from tests.asterisk.fixtures import PhoneMaker
from tests.e2e.conftest import DeskMaker

NAMES = {
    "markup": "<img src=x onerror=document.title='pwned'>",
    "script": "</script><script>document.title='pwned'</script>",
    "quotes": "\"'`${7*7}{{7*7}}",
    "long": "Очень" * 60,
    "right-to-left": "\u202egpj.exe\u202c שלום",
    "emoji": "👩‍👩‍👧‍👦 Мама",
    "cyrillic": "Ёжиков Иван",
}


@pytest.mark.parametrize("kind", NAMES)
async def test_a_hostile_caller_name_is_shown_as_text(
    kind: str, desk: DeskMaker, phone: PhoneMaker, outside_call: Callable[..., Call]
) -> None:
    """R72: caller names are the network's: never markup, never wider than the card."""
    device = await phone("101")
    anna = await desk("anna")
    call = outside_call(DIRECT_DID, number="+79161234567", name=NAMES[kind])
    (await device.rings()).answer()
    card = await anna.sees_card("talking")
    await expect(card).to_contain_text("+7 916 123-45-67")
    if kind in ("markup", "cyrillic"):
        await expect(card).to_contain_text(NAMES[kind])
    assert "pwned" not in await anna.page.title()
    box = await card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1366
    await call.hang_up()
    await anna.sees_card("wrap_up")
