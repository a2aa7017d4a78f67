"""The voice of a test phone: 20 ms G.711 packets out, arriving ones counted and told apart by who speaks."""

import asyncio
import re
import secrets
from collections import deque
from collections.abc import Callable, Iterator

from tests.asterisk.datagrams import Address, Datagrams

PACKET_S = 0.02
SILENCE = 0xFF
GAP_S = 0.3
"""A voice that pauses longer has stopped."""

_FRAME = 160
_HEADER = 12
_TONE_TYPE = 101
_TONE_PACKETS, _TONE_ENDS, _TONE_PAUSE = 5, 3, 5
_DIGITS = "0123456789*#"


class Ear:
    """Hears who speaks: each test phone's voice is one byte repeated, which Asterisk passes on as it is."""

    def __init__(self) -> None:
        self.heard: dict[int, list[list[float]]] = {}
        """By voice: from and to, in the loop's time."""
        self.digits = ""
        """The keys that the other side pressed, in order (RFC 4733)."""
        self._tone_stamp = b""

    def listen(self, packet: bytes, now: float) -> None:
        """Take one RTP packet."""
        if packet[1] & 0x7F == _TONE_TYPE:
            self._press(packet[4:8], packet[_HEADER])
            return
        voice = packet[_HEADER : _HEADER + _FRAME]
        if len(voice) < _FRAME or voice != voice[:1] * _FRAME:
            return  # music, announcements, mixed voices
        spans = self.heard.setdefault(voice[0], [])
        if spans and now - spans[-1][1] < GAP_S:
            spans[-1][1] = now
        else:
            spans.append([now, now])

    def _press(self, stamp: bytes, event: int) -> None:
        if stamp != self._tone_stamp:  # all packets of one press carry the instant it began
            self._tone_stamp = stamp
            self.digits += _DIGITS[event] if event < len(_DIGITS) else ""


class Media:
    """One call's RTP socket; `talk` says where to send."""

    def __init__(self, host: str, on_packet: Callable[[], None], *, voice: int = SILENCE) -> None:
        self.packets_received = 0
        self.ear = Ear()
        self.is_muted = False
        """Says nothing, as a phone on hold; silence is sent all the same."""
        self._voice = bytes((voice,)) * _FRAME
        self._on_packet = on_packet
        self._loop = asyncio.get_running_loop()
        self._port = Datagrams(host, 0, self._count)
        self._peer: Address | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._source = secrets.token_bytes(4)
        self._sequence = 0
        self._tones: deque[bytes | None] = deque()
        self._tone_stamp: bytes | None = None

    def offer(self, direction: str = "sendrecv") -> bytes:
        """Return our session description (RFC 4566): µ-law and key presses (RFC 4733) only."""
        host, port = self._port.address
        lines = [
            "v=0",
            f"o=- 1 {self._sequence + 1} IN IP4 {host}",
            "s=-",
            f"c=IN IP4 {host}",
            "t=0 0",
            f"m=audio {port} RTP/AVP 0 {_TONE_TYPE}",
            "a=rtpmap:0 PCMU/8000",
            f"a=rtpmap:{_TONE_TYPE} telephone-event/8000",
            f"a=fmtp:{_TONE_TYPE} 0-15",
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
                self._due = self._loop.time()
                self._send()

    def fall_silent(self) -> None:
        """Send nothing from now on, not even silence: the network loses our voice."""
        self._peer = None

    def press(self, digits: str) -> float:
        """Send key presses, one after another; return how many seconds that takes."""
        before = len(self._tones)
        for digit in digits:
            self._tones.extend(_tone(_DIGITS.index(digit)))
        return (len(self._tones) - before) * PACKET_S

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._peer = None
        self._port.close()

    def _send(self) -> None:
        if self._peer is None:
            return
        tone = self._tones.popleft() if self._tones else None
        self._port.send(self._packet(tone), self._peer)
        self._sequence += 1
        self._due += PACKET_S  # by the clock, so that a busy machine does not slow the voice
        self._timer = self._loop.call_at(self._due, self._send)

    def _packet(self, tone: bytes | None) -> bytes:
        stamp = (self._sequence * _FRAME & 0xFFFFFFFF).to_bytes(4, "big")
        kind = 0
        if tone is None:
            self._tone_stamp = None
        else:
            marker = 0x80 if self._tone_stamp is None else 0
            stamp = self._tone_stamp = self._tone_stamp or stamp
            kind = _TONE_TYPE | marker
        header = bytes((0x80, kind)) + (self._sequence & 0xFFFF).to_bytes(2, "big") + stamp + self._source
        return header + (tone or (bytes((SILENCE,)) * _FRAME if self.is_muted else self._voice))

    def _count(self, packet: bytes) -> None:
        self.packets_received += 1
        if not self.is_muted:  # who holds does not listen, whatever the PBX sends
            self.ear.listen(packet, self._loop.time())
        self._on_packet()


def _tone(event: int) -> Iterator[bytes | None]:
    """Yield the packets of one key press (RFC 4733 §2.3), then a pause."""
    for number in range(_TONE_PACKETS + _TONE_ENDS):
        is_over = number >= _TONE_PACKETS
        duration = min(number + 1, _TONE_PACKETS + 1) * _FRAME
        yield bytes((event, 0x8A if is_over else 0x0A)) + duration.to_bytes(2, "big")
    yield from (None,) * _TONE_PAUSE
