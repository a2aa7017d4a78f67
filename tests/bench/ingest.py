"""What listening to the AMI costs: CPU for each event sent, our protocol against a counter of messages and panoramisk.

All read the same busy mix over loopback TCP from a process of its own, in interleaved rounds; medians are compared.
"""

import argparse
import asyncio
import logging
import multiprocessing
import socket
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from panoramisk.manager import Manager

from callbridge.ami.framing import Framer
from callbridge.ami.protocol import FramedProtocol
from callbridge.ami.simulator_load import answered_calls
from callbridge.ami.subscription import TRACKED_EVENTS

Protocols = dict[str, Callable[["Tally"], asyncio.Protocol]]


class Tally:
    """What one reader delivered."""

    def __init__(self) -> None:
        self.delivered = 0
        self.lost = asyncio.Event()

    def hear(self, *_: object) -> None:
        self.delivered += 1


class Counter(asyncio.Protocol):
    """The floor: reads and counts ends of messages, nothing else."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def data_received(self, data: bytes) -> None:
        self._tally.delivered += data.count(b"\r\n\r\n")

    def connection_lost(self, _exc: Exception | None) -> None:
        self._tally.lost.set()


def ours(tally: Tally) -> asyncio.Protocol:
    protocol: asyncio.Protocol = FramedProtocol(Framer(TRACKED_EVENTS), tally.hear, tally.lost.set, timeout_s=5)
    return protocol


def stock(tally: Tally) -> asyncio.Protocol:
    """Return panoramisk as it comes, with the same names registered."""
    manager: Any = Manager(host="127.0.0.1", port=1)
    manager.log = logging.getLogger("stock")
    manager.connection_lost = lambda _exc: tally.lost.set()
    for name in TRACKED_EVENTS:
        manager.register_event(name, tally.hear)
    protocol: Any = manager.config["protocol_factory"]()

    def made(transport: asyncio.BaseTransport) -> None:
        type(protocol).connection_made(protocol, transport)
        protocol.factory, protocol.encoding, protocol.log = manager, "utf8", manager.log

    protocol.connection_made = made
    result: asyncio.Protocol = protocol
    return result


READERS: Protocols = {"floor": Counter, "ours": ours, "stock": stock}


def send(port: int, rounds: int, raw_of: tuple[int, bool], ready: Connection) -> None:
    """Send the stream to each that connects: the other process."""
    raw = b"".join(answered_calls(raw_of[0], is_busy=raw_of[1]))
    with socket.create_server(("127.0.0.1", port)) as server:
        ready.send((server.getsockname()[1], raw.count(b"\r\n\r\n")))
        for _ in range(rounds):
            peer, _ = server.accept()
            with peer:
                peer.sendall(raw)


async def read_once(name: str, port: int) -> tuple[float, int]:
    """Read one whole stream; return CPU seconds and events delivered."""
    tally = Tally()
    before = time.process_time()
    transport, _ = await asyncio.get_running_loop().create_connection(lambda: READERS[name](tally), "127.0.0.1", port)
    await tally.lost.wait()
    spent = time.process_time() - before
    transport.close()
    return spent, tally.delivered


def measure(calls: int, rounds: int, *, is_busy: bool) -> tuple[dict[str, float], dict[str, int], int]:
    """Return the median CPU seconds of each reader, what each delivered, and how many events were sent."""
    ours_end, theirs = multiprocessing.Pipe()
    order = [name for _ in range(rounds + 1) for name in READERS]  # the first round warms up
    context = multiprocessing.get_context("spawn")
    sender = context.Process(target=send, args=(0, len(order), (calls, is_busy), theirs))
    sender.start()
    port, events = ours_end.recv()
    spent: dict[str, list[float]] = {name: [] for name in READERS}
    delivered: dict[str, int] = {}
    for name in order:
        seconds, delivered[name] = asyncio.run(read_once(name, port))
        spent[name].append(seconds)
    sender.join()
    return {name: statistics.median(rest[1:]) for name, rest in spent.items()}, delivered, events


def main(arguments: list[str] | None = None) -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    is_quick = parser.parse_args(arguments).quick
    calls, rounds = (60, 3) if is_quick else (250, 7)
    medians, delivered, events = measure(calls, rounds, is_busy=True)
    assert delivered["floor"] == events
    assert delivered["ours"] == delivered["stock"], delivered
    print(f"busy mix: {events} events, {delivered['ours']} wanted, {rounds} rounds")
    for name, seconds in medians.items():
        print(f"ingest.{name}_us_per_event {seconds / events * 1e6:.2f}")
    print(f"ingest.cpu_per_event_vs_floor {medians['ours'] / medians['floor']:.1f} (goal <= 8)")
    print(f"ingest.stock_panoramisk_vs_ours {medians['stock'] / medians['ours']:.1f} (goal >= 6)")


if __name__ == "__main__":
    main()
