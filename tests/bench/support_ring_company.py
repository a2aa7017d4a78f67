"""The company of `ring.py`: a million contacts in SQLite, operators with open sessions, and the daemon's process."""

import asyncio
import hashlib
import os
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from pathlib import Path

import httpx

from callbridge.clock import SystemClock
from callbridge.kernel.ids import OperatorId
from callbridge.store import migrations
from callbridge.store.migrate import migrate
from callbridge.store.store import open_store
from tests.bench.push import token
from tests.bench.store import fill_script
from tests.bench.support_ring_pbx import DID, FIRST_EXTENSION, SECRET

START_S = 120.0
_READY = re.compile(rb'"url": "(http://[^"]+:(\d+))".+"event": "callbridge is ready"')
_OPERATORS = """
WITH RECURSIVE n(i) AS (SELECT 51 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO operator (id, login, login_key, password_hash, full_name, role, extension, pbx, device_mode, language,
  time_zone, presence, pause_reason, is_active, created_at, employee_id)
SELECT i, 'op' || i, 'op' || i, '', 'Operator ' || i, 'operator', '', '', 'handset', 'ru', 'UTC', 'ready', '', 1,
  1760000000000000, 1 FROM n;
UPDATE operator SET extension = {before_first} + id;
"""
"""The store's bench fills in fifty operators, without phones."""


def directory(people: int, operators: int) -> Path:
    """Return a filled database, made at the first use and kept in the user's cache; it is to be copied, not used."""
    script = fill_script(people, is_sqlite=True)
    script += _OPERATORS.format(count=operators, before_first=FIRST_EXTENSION - 1)
    versions = sorted(Path(migrations.__path__[0]).rglob("*.py"))
    marks = [script, *(path.read_text(encoding="utf-8") for path in versions)]
    mark = hashlib.sha256("".join(marks).encode()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "callbridge"
    path = cache / f"bench-{people}-{mark}.db"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".making")
        made.unlink(missing_ok=True)
        migrate(f"sqlite:///{made}")
        with closing(sqlite3.connect(made)) as connection:
            connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
            connection.executescript(f"BEGIN; {script} COMMIT; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")
        made.rename(path)
    return path


class Company:
    """The daemon on a copy of the directory in `folder`."""

    def __init__(self, folder: Path, *, people: int, operators: int) -> None:
        self._folder = folder
        self._operators = operators
        self.database = folder / "bench.db"
        self.log = folder / "callbridge.log"
        """May be emptied while the daemon runs."""
        shutil.copyfile(directory(people, operators), self.database)

    async def start(
        self, stack: AsyncExitStack, ami_port: int, program: Sequence[str] = ("-m", "callbridge")
    ) -> tuple[int, int]:
        """Run `callbridge run` until `stack` unwinds; return its process id and its port."""
        await self._log_in_all()
        config = self._folder / "callbridge.toml"
        config.write_text(
            f'[server]\nport = 0\n[store]\nurl = "sqlite:///{self.database}"\n[log]\nformat = "json"\n'
            f'[[pbx]]\nname = "main"\nport = {ami_port}\nsecret = "{SECRET}"\n'
            f'[pbx.numbers]\nown = ["{DID.decode()}"]\n',
            encoding="utf-8",
        )
        with self.log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *program, "run", "--config", str(config), stderr=output, stdout=output
            )

        async def stop() -> None:
            if process.returncode is None:
                process.terminate()
            await process.wait()

        stack.push_async_callback(stop)
        return process.pid, await _port(process, self.log)

    async def _log_in_all(self) -> None:
        clock = SystemClock()
        async with open_store(f"sqlite:///{self.database}", 1, clock) as store:
            for number in range(1, self._operators + 1):
                hashed = hashlib.sha256(token(number).encode()).digest()
                expires_at = clock.now() + timedelta(days=1)
                await store.operators.open_session(hashed, OperatorId(number), "csrf", expires_at)

    def ended_calls(self) -> int:
        """Return how many calls of this run the log has from beginning to end."""
        with closing(sqlite3.connect(self.database)) as connection:
            query = "SELECT count(*) FROM call WHERE call_id LIKE 'main:%' AND ended_at IS NOT NULL"
            return int(connection.execute(query).fetchone()[0])


async def _port(process: asyncio.subprocess.Process, log: Path) -> int:
    """Return the port once the link to the PBX is up; raises RuntimeError with the log when that takes too long."""
    give_up_at = time.monotonic() + START_S
    async with httpx.AsyncClient() as http:
        while process.returncode is None and time.monotonic() < give_up_at:
            await asyncio.sleep(0.1)
            url = _READY.search(log.read_bytes())
            if url and (await http.get(f"{url[1].decode()}/health")).status_code == httpx.codes.OK:
                return int(url[2])
    raise RuntimeError(f"callbridge is not ready:\n{log.read_bytes()[-4000:].decode()}")
