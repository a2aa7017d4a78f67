"""One POST to another program's server: every wait timed, no redirect followed, no way to our own network.

The address is looked up once, checked, and connected to as it was checked: a name that answers otherwise the next time
(DNS rebinding) gains nothing. No proxy of the environment is asked.
"""

import asyncio
import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

import h11

from callbridge.kernel.errors import OutsideUnavailable

MAX_HEAD_BYTES = 16 * 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class HttpSender:
    """Posts to public addresses, and to private ones that the configuration names."""

    def __init__(
        self,
        *,
        allow_http: bool,
        allowed_networks: Sequence[str],
        timeout_s: float,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow_http = allow_http
        self._allowed = [ipaddress.ip_network(text) for text in allowed_networks]
        self._timeout_s = timeout_s
        self._tls = tls or ssl.create_default_context()

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """Return the status of the answer; raises OutsideUnavailable with the reason."""
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._post(urlsplit(url), headers, body)
        except TimeoutError:
            raise _unreachable("timeout") from None
        except (OSError, h11.RemoteProtocolError, ValueError) as error:
            raise _unreachable(str(error) or type(error).__name__) from error

    async def _post(self, parts: SplitResult, headers: Mapping[str, str], body: bytes) -> int:
        host, is_secure = parts.hostname or "", parts.scheme == "https"
        if not is_secure and not (self._allow_http and parts.scheme == "http"):
            raise _unreachable("https only")
        port = parts.port or (443 if is_secure else 80)
        address = await self._checked_address(host, port)
        context = self._tls if is_secure else None
        name = host if is_secure else None
        reader, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=name)
        try:
            return await _exchange(reader, writer, parts, {**headers, "Content-Length": str(len(body))}, body)
        finally:
            with contextlib.suppress(RuntimeError):
                writer.transport.abort()

    async def _checked_address(self, host: str, port: int) -> str:
        """Return an address of the host; all that it has must be allowed."""
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(info[4][0]).partition("%")[0] for info in found]
        if not addresses or not all(self._is_allowed(ipaddress.ip_address(text)) for text in addresses):
            raise _unreachable("private address")
        return addresses[0]

    def _is_allowed(self, address: Address) -> bool:
        plain = _unwrapped(address)
        if any(plain in network for network in self._allowed):
            return True
        return plain.is_global and not plain.is_multicast and plain not in _NAT64


async def _exchange(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    parts: SplitResult,
    headers: Mapping[str, str],
    body: bytes,
) -> int:
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    authority = parts.netloc.rpartition("@")[2]
    asked = h11.Request(
        method="POST", target=target, headers=[("Host", authority), ("Connection", "close"), *headers.items()]
    )
    for event in (asked, h11.Data(data=body), h11.EndOfMessage()):
        writer.write(http.send(event) or b"")
    await writer.drain()
    while True:
        answer = http.next_event()
        if answer is h11.NEED_DATA:
            http.receive_data(await reader.read(MAX_HEAD_BYTES))
        elif isinstance(answer, h11.Response):
            return int(answer.status_code)
        elif not isinstance(answer, h11.InformationalResponse):
            raise _unreachable("no answer")


def _unwrapped(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one leads to, when it does."""
    if isinstance(address, ipaddress.IPv6Address):
        return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
    return address


def _unreachable(reason: str) -> OutsideUnavailable:
    return OutsideUnavailable("webhook.unreachable", reason=reason)
