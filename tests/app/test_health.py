"""Green only when everything works."""

import asyncio

import pytest

from callbridge.app.health import StoreAndLinks
from callbridge.app.health_port import CdrState, MailboxState
from callbridge.screenpop.wire import PbxLink
from tests.support.calls import NINE


class Store:
    def __init__(self, *, is_ok: bool) -> None:
        self.is_ok = is_ok
        self.asked = 0

    async def health(self, timeout_s: float = 1.0) -> bool:
        self.asked += 1
        await asyncio.sleep(0)
        return self.is_ok


def link(*, is_up: bool) -> PbxLink:
    return PbxLink(pbx="main", is_up=is_up, since=NINE)


@pytest.mark.parametrize(
    ("store_ok", "is_up", "is_ok"), [(True, True, True), (True, False, False), (False, True, False)]
)
async def test_health_needs_the_store_and_every_link(store_ok: bool, is_up: bool, is_ok: bool) -> None:
    source = StoreAndLinks(store=Store(is_ok=store_ok), links=lambda: [link(is_up=is_up)], version="1")
    told = await source.health()
    assert (told.is_ok, told.store_ok, told.version) == (is_ok, store_ok, "1")


async def test_many_who_ask_at_once_cost_the_store_one_question() -> None:
    """``/health`` is open to anybody: it must not fill the queue of what operators save."""
    store = Store(is_ok=True)
    source = StoreAndLinks(store=store, links=list, version="1")
    told = await asyncio.gather(*(source.health() for _ in range(300)))
    assert (store.asked, all(each.is_ok for each in told)) == (1, True)


async def test_a_dead_cdr_source_is_told_and_does_not_make_health_red() -> None:
    state = CdrState(pbx="main", error="cdr.unavailable")
    told = await StoreAndLinks(store=Store(is_ok=True), links=list, version="1", cdr=lambda: [state]).health()
    assert (told.is_ok, told.cdr) == (True, (state,))


async def test_a_mailbox_that_is_not_read_is_told_and_does_not_make_health_red() -> None:
    state = MailboxState(mailbox="mail.inbox", is_read=False, error="mailbox.login_refused", message="NO")
    told = await StoreAndLinks(store=Store(is_ok=True), links=list, version="1", mailboxes=lambda: [state]).health()
    assert (told.is_ok, told.mailboxes) == (True, (state,))
