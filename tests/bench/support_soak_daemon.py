"""The daemon of `soak.py`: `callbridge` as it is, beside a thread that tells what only the process itself can count.

`python -m tests.bench.support_soak_daemon PROBE run --config …`: who connects to the Unix socket PROBE gets a line.
"""

import ctypes
import gc
import json
import socket
import sys
import threading
import time
from typing import Any

from callbridge.cli import main


class _Collections:
    """How long Python's garbage collection stopped everything."""

    def __init__(self) -> None:
        self._began = 0.0
        self.total_s = 0.0
        self.longest_s = 0.0
        self.full = 0

    def note(self, phase: str, info: dict[str, Any]) -> None:
        """Called by `gc` before and after each collection."""
        if phase == "start":
            self._began = time.perf_counter()
            return
        spent_s = time.perf_counter() - self._began
        self.total_s += spent_s
        self.longest_s = max(self.longest_s, spent_s)
        self.full += info["generation"] == 2

    def take(self) -> dict[str, float]:
        """Return what was since the last time."""
        taken = {"gc_s": self.total_s, "gc_longest_ms": self.longest_s * 1000, "gc_full": self.full}
        self.total_s, self.longest_s, self.full = 0.0, 0.0, 0
        return taken


MIB = 1 << 20
SQLITE = ctypes.CDLL("libsqlite3.so.0")
SQLITE.sqlite3_memory_used.restype = ctypes.c_int64
COLLECTIONS = _Collections()


def _count() -> dict[str, float]:
    counts = {
        "objects": len(gc.get_objects()) + gc.get_freeze_count(),
        "blocks": sys.getallocatedblocks(),
        "sqlite_mib": SQLITE.sqlite3_memory_used() / MIB,
    }
    return counts | COLLECTIONS.take()


def _answer(listener: socket.socket) -> None:
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(json.dumps(_count()).encode())


if __name__ == "__main__":
    probe = sys.argv.pop(1)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(probe)
    listener.listen()
    gc.callbacks.append(COLLECTIONS.note)
    threading.Thread(target=_answer, args=(listener,), name="probe", daemon=True).start()
    raise SystemExit(main())
