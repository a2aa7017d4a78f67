"""Is everything we depend on alive? Implements `services.HealthSource`."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from callbridge.app.health_port import CdrState, Health, MailboxState
from callbridge.screenpop.wire import PbxLink

PROBE_WAIT_S = 1.0
BELIEVED_S = 0.5
"""How long an answer of the store is believed: anybody may ask, and each question would be work of the one writer."""


class Probe(Protocol):
    """Something that can be asked whether it works."""

    async def health(self, timeout_s: float = PROBE_WAIT_S) -> bool:
        """Say whether it works, within `timeout_s`."""
        ...


class StoreAndLinks:
    """Green when the store answers within a second and every PBX link is up."""

    def __init__(
        self,
        *,
        store: Probe,
        links: Callable[[], Sequence[PbxLink]],
        version: str,
        cdr: Callable[[], Sequence[CdrState]] = tuple,
        mailboxes: Callable[[], Sequence[MailboxState]] = tuple,
    ) -> None:
        self._store = store
        self._links = links
        self._version = version
        self._cdr = cdr
        self._mailboxes = mailboxes
        self._asking = asyncio.Lock()
        self._asked_at: float | None = None
        self._store_ok = False

    async def health(self) -> Health:
        """Ask the store and look at the links."""
        store_ok = await self._ask_store()
        links = tuple(self._links())
        is_ok = store_ok and all(link.is_up for link in links)
        return Health(
            is_ok=is_ok,
            store_ok=store_ok,
            links=links,
            version=self._version,
            cdr=tuple(self._cdr()),
            mailboxes=tuple(self._mailboxes()),
        )

    async def _ask_store(self) -> bool:
        async with self._asking:
            now = asyncio.get_running_loop().time()
            if self._asked_at is None or now - self._asked_at > BELIEVED_S:
                self._store_ok = await self._store.health(PROBE_WAIT_S)
                self._asked_at = asyncio.get_running_loop().time()
            return self._store_ok
