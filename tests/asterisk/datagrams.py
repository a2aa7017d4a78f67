"""A UDP socket read by the running loop: opened and closed without awaiting, nothing left behind."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

Address = tuple[str, int]


class Datagrams:
    """Binds at once; each datagram goes to `received` in the loop that made it."""

    def __init__(self, host: str, port: int, received: Callable[[bytes], None]) -> None:
        self._received = received
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        try:
            self._socket.bind((host, port))
        except OSError:
            self._socket.close()
            raise
        self._loop.add_reader(self._socket.fileno(), self._read)

    @property
    def address(self) -> Address:
        host, port = self._socket.getsockname()
        return host, port

    def send(self, datagram: bytes, to: Address) -> None:
        """Send; a full buffer or a vanished peer loses the datagram, as UDP does."""
        with contextlib.suppress(OSError):
            self._socket.sendto(datagram, to)

    def close(self) -> None:
        if self._socket.fileno() >= 0:
            self._loop.remove_reader(self._socket.fileno())
            self._socket.close()

    def _read(self) -> None:
        while self._socket.fileno() >= 0:
            try:
                datagram = self._socket.recv(65536)
            except OSError:  # nothing more to read (EWOULDBLOCK) for now
                return
            self._received(datagram)
