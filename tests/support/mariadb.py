"""A MariaDB server of the test session's own, fetched as the rig's Asterisk is: nothing is installed, no root."""

import contextlib
import hashlib
import os
import platform
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asterisk import fetch
from tests.asterisk.fetch import Installation
from tests.asterisk.release import SID
from tests.support.parts import PartMissing, require
from tests.support.ports import leased_port

PACKAGES = ("mariadb-server-core",)
RECIPE = 1
START_TIMEOUT_S = 90.0
_TABLES = (
    "mariadb_system_tables.sql",
    "mariadb_performance_tables.sql",
    "mariadb_system_tables_data.sql",
    "maria_add_gis_sp_bootstrap.sql",
)


def ensure_mariadb() -> Path:
    """Return the folder of the cached copy, fetching it first when it is not there (about 20 seconds)."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "callbridge"
    home = cache / f"mariadb-{hashlib.sha256(f'{RECIPE} {PACKAGES}'.encode()).hexdigest()[:8]}"
    if home.is_dir():
        return home
    if platform.machine() not in fetch.TRIPLETS:
        raise PartMissing(f"no MariaDB is fetched for {platform.system()} on {platform.machine()}")
    fetch._need_programs("apt-get", "apt-config", "dpkg-deb", "tar")
    cache.mkdir(parents=True, exist_ok=True)
    with fetch._locked(cache / "mariadb.lock"):
        if not home.is_dir():
            with tempfile.TemporaryDirectory(prefix="mariadb-", dir=cache) as name:
                fetch._download(SID, Path(name) / "apt", PACKAGES)
                fetch._unpack(Path(name) / "apt/archives", Path(name) / "full")
                (Path(name) / "full").rename(home)
    return home


class MariaServer:
    """A server on loopback; ``root`` without a password comes in from this machine's socket only."""

    def __init__(self, root: Path) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="callbridge-maria-"))
        self.port = leased_port()
        self._copy = Installation(root=root)
        self._process: subprocess.Popen[bytes] | None = None
        self._files = root / "usr/share/mariadb"

    def start(self, *statements: str) -> None:
        """Make the database and start; `statements` are run as root before anybody is let in."""
        data = self.directory / "data"
        data.mkdir()
        (self.directory / "init.sql").write_text("".join(f"{each};\n" for each in statements), encoding="utf-8")
        if os.geteuid() == 0:
            self.directory.chmod(0o755)
        tables = "".join((self._files / name).read_text(encoding="utf-8") for name in _TABLES)
        self._run("--bootstrap", text="create database if not exists mysql;\nuse mysql;\n" + tables)
        log = (self.directory / "log").open("ab")
        self._process = subprocess.Popen(
            [
                *self._command(),
                f"--port={self.port}",
                "--bind-address=127.0.0.1",
                f"--socket={self.directory}/socket",
                f"--pid-file={self.directory}/pid",
                f"--init-file={self.directory}/init.sql",
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        log.close()
        self._wait()

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop the server's process: connections stay open and nobody answers."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def destroy(self) -> None:
        """Kill the server and take its data away."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _command(self) -> list[str]:
        return self._copy.command(
            "usr/sbin/mariadbd",
            "--no-defaults",
            f"--user={'root' if os.geteuid() == 0 else ''}",
            f"--basedir={self._copy.root}/usr",
            f"--lc-messages-dir={self._files}",
            f"--character-sets-dir={self._files}/charsets",
            f"--datadir={self.directory}/data",
            "--innodb-buffer-pool-size=16M",
            "--innodb-log-file-size=8M",
            "--innodb-flush-log-at-trx-commit=0",
        )

    def _run(self, option: str, *, text: str) -> None:
        done = subprocess.run([*self._command(), option], input=text.encode(), capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"MariaDB did not come up: {done.stderr.decode(errors='replace')[-2000:]}")

    def _wait(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and self._process is not None and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise RuntimeError(f"MariaDB did not come up: {(self.directory / 'log').read_text(errors='replace')[-2000:]}")


CDR_TABLE = """CREATE TABLE asteriskcdrdb.cdr (calldate datetime NOT NULL DEFAULT '2000-01-01 00:00:00',
clid varchar(80) NOT NULL DEFAULT '', src varchar(80) NOT NULL DEFAULT '', dst varchar(80) NOT NULL DEFAULT '',
dcontext varchar(80) NOT NULL DEFAULT '', channel varchar(80) NOT NULL DEFAULT '',
dstchannel varchar(80) NOT NULL DEFAULT '', lastapp varchar(80) NOT NULL DEFAULT '',
lastdata varchar(80) NOT NULL DEFAULT '', duration int NOT NULL DEFAULT 0, billsec int NOT NULL DEFAULT 0,
disposition varchar(45) NOT NULL DEFAULT '', amaflags int NOT NULL DEFAULT 0,
accountcode varchar(20) NOT NULL DEFAULT '',
uniqueid varchar(32) NOT NULL DEFAULT '', userfield varchar(255) NOT NULL DEFAULT '',
did varchar(50) NOT NULL DEFAULT '', recordingfile varchar(255) NOT NULL DEFAULT '',
cnum varchar(80) NOT NULL DEFAULT '',
cnam varchar(80) NOT NULL DEFAULT '', outbound_cnum varchar(80) NOT NULL DEFAULT '',
outbound_cnam varchar(80) NOT NULL DEFAULT '', dst_cnam varchar(80) NOT NULL DEFAULT '',
linkedid varchar(32) NOT NULL DEFAULT '', peeraccount varchar(80) NOT NULL DEFAULT '', sequence int NOT NULL DEFAULT 0,
KEY (calldate)) CHARACTER SET utf8mb4""".replace("\n", " ")
"""As FreePBX makes it."""
READER = ("reader", "s3cret/with:odd@signs")


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaServer]:
    """A MariaDB with FreePBX's table and a reader who may only read, as the administrator's guide has it."""
    server = MariaServer(require(ensure_mariadb))
    name, password = READER
    try:
        server.start(
            "CREATE DATABASE asteriskcdrdb",
            CDR_TABLE,
            f"CREATE USER '{name}'@'127.0.0.1' IDENTIFIED BY '{password}'",
            f"GRANT SELECT ON asteriskcdrdb.cdr TO '{name}'@'127.0.0.1'",
            "CREATE USER 'asterisk'@'127.0.0.1' IDENTIFIED BY 'writes'",
            "GRANT ALL ON asteriskcdrdb.* TO 'asterisk'@'127.0.0.1'",
        )
        yield server
    finally:
        server.destroy()
