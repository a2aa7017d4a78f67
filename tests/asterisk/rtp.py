"""The voice of a test phone: 20 ms G.711 packets out, arriving ones counted."""

import asyncio
import re
import secrets
from collections.abc import Callable

from tests.asterisk.datagrams import Address, Datagrams

PACKET_S = 0.02
_SILENCE = b"\xff" * 160


class Media:
    """One call's RTP socket; `talk` says where to send."""

    def __init__(self, host: str, on_packet: Callable[[], None]) -> None:
        self.packets_received = 0
        self._on_packet = on_packet
        self._port = Datagrams(host, 0, self._count)
        self._peer: Address | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._source = secrets.token_bytes(4)
        self._sequence = 0

    def offer(self, direction: str = "sendrecv") -> bytes:
        """Return our session description (RFC 4566): µ-law only."""
        host, port = self._port.address
        lines = [
            "v=0",
            f"o=- 1 {self._sequence + 1} IN IP4 {host}",
            "s=-",
            f"c=IN IP4 {host}",
            "t=0 0",
            f"m=audio {port} RTP/AVP 0",
            "a=rtpmap:0 PCMU/8000",
            f"a={direction}",
            "",
        ]
        return "\r\n".join(lines).encode("ascii")

    def talk(self, description: bytes) -> None:
        """Send to the address in the other side's session description from now on."""
        host = re.search(rb"c=IN IP4 (\S+)", description)
        port = re.search(rb"m=audio (\d+)", description)
        if host and port:
            self._peer = (host[1].decode("ascii"), int(port[1]))
            if self._timer is None:
                self._send()

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._peer = None
        self._port.close()

    def _send(self) -> None:
        if self._peer is None:
            return
        stamp = (self._sequence * 160 & 0xFFFFFFFF).to_bytes(4, "big")
        header = b"\x80\x00" + (self._sequence & 0xFFFF).to_bytes(2, "big") + stamp + self._source
        self._port.send(header + _SILENCE, self._peer)
        self._sequence += 1
        self._timer = asyncio.get_running_loop().call_later(PACKET_S, self._send)

    def _count(self, _: bytes) -> None:
        self.packets_received += 1
        self._on_packet()
