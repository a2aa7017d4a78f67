"""Loopback addresses for one Asterisk and everything that talks to it.

Linux answers on the whole of 127.0.0.0/8. Each instance gets a network of its own, 127.X.Y.0/24, because
Asterisk recognises a trunk by its address and because several instances run side by side.
"""

import random
import socket
from dataclasses import dataclass, field

_LEASE_PORT = 5060


@dataclass(slots=True)
class Network:
    """A leased 127.X.Y.0/24; the lease is a bound socket, so that it ends with its process, however that ends."""

    prefix: str
    _lease: socket.socket = field(repr=False)

    @classmethod
    def lease(cls) -> "Network":
        """Take a network that no other instance of the rig holds."""
        chooser = random.SystemRandom()
        for _ in range(100):
            prefix = f"127.{chooser.randint(64, 254)}.{chooser.randint(1, 254)}"
            lease = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                lease.bind((f"{prefix}.254", _LEASE_PORT))
            except OSError:
                lease.close()
                continue
            return cls(prefix, lease)
        raise RuntimeError("no free loopback network after 100 attempts")

    @property
    def pbx(self) -> str:
        """The address of Asterisk."""
        return f"{self.prefix}.1"

    @property
    def trunk(self) -> str:
        """The address of the outside world: who calls from it is the trunk."""
        return f"{self.prefix}.9"

    def phone(self, extension: str) -> str:
        """Return the address of an extension's phone (101 → .111)."""
        return f"{self.prefix}.{int(extension) % 150 + 10}"

    def release(self) -> None:
        self._lease.close()


def free_port(host: str, kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """Return a port that is free on this address now; nobody else binds in a leased network."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
