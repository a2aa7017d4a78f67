"""How often a login may be tried: free at first, then exponentially slower, by login and by address."""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass

from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import TooManyAttempts

FREE_PER_LOGIN = 5
FREE_PER_ADDRESS = 20
"""A whole office may stand behind one address."""
FORGET_AFTER_S = 300.0
MAX_PAUSE_S = 300.0
MAX_REMEMBERED = 10_000


@dataclass(slots=True)
class _Failures:
    count: int = 0
    last_at: float = 0.0
    blocked_until: float = 0.0


class LoginAttempts:
    """Counts failures in bounded memory; an attempt counts as failed until it is told to have succeeded."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def begin(self, login: str, address: str) -> None:
        """Note an attempt before its password is checked; raises TooManyAttempts with the seconds to wait."""
        now = self._clock.monotonic()
        keys = self._keys(login, address)
        wait_s = max(self._entry(key, now).blocked_until - now for key, _ in keys)
        if wait_s > 0:
            raise TooManyAttempts(retry_after_s=int(wait_s) + 1)
        for key, free in keys:
            entry = self._entry(key, now)
            entry.count += 1
            entry.last_at = now
            if entry.count >= free:
                entry.blocked_until = now + min(MAX_PAUSE_S, 2.0 ** min(entry.count - free, 16))  # 2**1024 is no float

    def succeeded(self, login: str, address: str) -> None:
        """Forget the login's failures, and the attempt itself for the address."""
        (login_key, _), (address_key, free) = self._keys(login, address)
        self._failures.pop(login_key, None)
        entry = self._failures.get(address_key)
        if entry is not None:
            entry.count -= 1
            if entry.count < free:
                entry.blocked_until = 0.0

    def _keys(self, login: str, address: str) -> tuple[tuple[str, int], tuple[str, int]]:
        return (f"login {login.casefold()}", FREE_PER_LOGIN), (f"address {network(address)}", FREE_PER_ADDRESS)

    def _entry(self, key: str, now: float) -> _Failures:
        entry = self._failures.get(key)
        if entry is None or now - max(entry.last_at, entry.blocked_until) > FORGET_AFTER_S:
            entry = self._failures[key] = _Failures(last_at=now)
        self._failures.move_to_end(key)
        while len(self._failures) > MAX_REMEMBERED:
            self._failures.popitem(last=False)
        return entry


def network(address: str) -> str:
    """Return an IPv6 address's /64, which one machine has all of; anything else as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return address
