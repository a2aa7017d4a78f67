"""Ports of loopback for servers that keep theirs over a restart, which one of the system's choice would not be."""

import random
import socket

_RANGE = range(10_000, 20_000)
"""Below what Linux gives to whoever asks for any port, and below Asterisk's voices."""
_LEASES: list[socket.socket] = []


def leased_port() -> int:
    """Return a TCP port that no other test takes, in whatever process; the lease is a bound UDP socket of this one."""
    chooser = random.SystemRandom()
    for _ in range(1_000):
        port = chooser.choice(_RANGE)
        lease = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            lease.bind(("127.0.0.1", port))
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            lease.close()
            continue
        _LEASES.append(lease)
        return port
    raise RuntimeError("no free port after 1000 attempts")
