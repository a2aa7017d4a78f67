"""One Asterisk on loopback: started in half a second, stopped, killed, and restarted on the same ports."""

import asyncio
import contextlib
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import ClassVar

from tests.asterisk.address import Network
from tests.asterisk.config import DAEMON, RIG, AmiUser, Settings, join, write_config
from tests.asterisk.control import Control
from tests.asterisk.dialplan import QUEUE_MEMBERS
from tests.asterisk.fetch import Installation
from tests.asterisk.routes import QUEUES

START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 20.0

PAUSABLE = sorted(
    {
        *(f"PJSIP/{member}" for member in QUEUE_MEMBERS),
        *(
            line.removeprefix("member => ").partition(",")[0]
            for line in QUEUES.splitlines()
            if line.startswith("member =>")
        ),
    }
)
"""Every member of every queue: the daemon takes a pause that it finds at the PBX for its operator's."""


class Asterisk:
    """A real PBX of one's own.

    `boot`, `halt` and `kill` block (fixtures of a session have no loop); `start`, `stop` and `restart` are the
    same for tests, which must not hold up the loop that their phones live in.
    """

    fallen: ClassVar[list[str]] = []
    """How each instance that nobody stopped ended: Asterisk itself falls now and then."""

    def __init__(self, root: Path, work: Path) -> None:
        self._installation = Installation(root=root)
        self._network = Network.lease()
        self.settings = Settings.choose(work, self._network)
        self._process: subprocess.Popen[bytes] | None = None
        write_config(self.settings, self._installation)

    @property
    def host(self) -> str:
        return self._network.pbx

    @property
    def ami_port(self) -> int:
        return self.settings.ami_port

    @property
    def ami_tls_port(self) -> int:
        return self.settings.ami_tls_port

    @property
    def ami_user(self) -> AmiUser:
        """The user with the documented rights."""
        return DAEMON

    @property
    def ca(self) -> Path:
        """The CA that signed the certificate of the TLS port (names: the address and ``pbx.test``)."""
        return self.settings.ca

    @property
    def ws_url(self) -> str:
        """Where browsers register; browsers take this address of loopback for a secure one."""
        return f"ws://{self.host}:{self.settings.ws_port}/ws"

    @property
    def wss_url(self) -> str:
        """The same with TLS."""
        return f"wss://{self.host}:{self.settings.wss_port}/ws"

    @property
    def monitor(self) -> Path:
        """Where MixMonitor writes what is said."""
        return self.settings.work / "spool/monitor"

    @property
    def cdr_csv_url(self) -> str:
        """Where its calls are written as a file, as callbridge's configuration names it."""
        return f"csv://{self.settings.work}/log/cdr-csv/Master.csv"

    @property
    def cdr_sqlite_url(self) -> str:
        """Where its calls are written as a table."""
        return f"sqlite:///{self.settings.work}/log/master.db"

    @property
    def network(self) -> Network:
        return self._network

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def join(self, other: "Asterisk") -> None:
        """Lay a trunk to another PBX (`PJSIP/peer`); both sides do it before they start."""
        join(self.settings, other.settings)

    def boot(self) -> None:
        """Start and wait until fully booted; raises RuntimeError with the log's end when it does not come up."""
        self._spawn()
        self._wait_until_booted()

    def halt(self) -> None:
        """Stop in order: calls are hung up and Shutdown is told."""
        if self._process is None:
            return
        with contextlib.suppress(OSError), Control(self.host, self.ami_port, RIG) as control:
            control.action("Command", Command="core stop now")
        try:
            self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """Kill at once (SIGKILL): no hang-ups, no farewell."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, such as SIGSTOP for a PBX that hangs."""
        if self._process is not None:
            self._process.send_signal(number)

    def wait(self) -> None:
        """Wait until it has ended, by whatever `signal` sent."""
        if self._process is not None:
            self._process.wait(STOP_TIMEOUT_S)

    def note_fall(self) -> bool:
        """Tell whether it ended by itself since it was started; then it is written down in `fallen`, once."""
        if self._process is None or (code := self._process.poll()) is None:
            return False
        self._process = None
        self.fallen.append(f"{self.host} ended by itself (exit code {code}); its log's end:\n{self.log()[-2000:]}")
        return True

    def close(self) -> None:
        """Kill and give the addresses back."""
        self.note_fall()
        self.kill()
        self._network.release()

    async def start(self) -> None:
        self._spawn()  # here and not in the thread: the process dies with the thread that made it
        await asyncio.to_thread(self._wait_until_booted)

    async def stop(self) -> None:
        await asyncio.to_thread(self.halt)

    async def restart(self) -> None:
        """Stop in order and start on the same ports."""
        await self.stop()
        await self.start()

    async def cli(self, command: str) -> str:
        """Run a console command and return what it prints."""
        return await asyncio.to_thread(self.command, command)

    def command(self, command: str) -> str:
        """Run a console command and return what it prints (blocking)."""
        with Control(self.host, self.ami_port, RIG) as control:
            return control.command(command)

    def load_cdr_pgsql(self, port: int, database: str) -> None:
        """Let it write its calls to a PostgreSQL on this machine too, into the table ``cdr``."""
        text = (
            f"[global]\nhostname=127.0.0.1\nport={port}\ndbname={database}\nuser=callbridge\ntable=cdr\nusegmtime=yes\n"
        )
        (self.settings.work / "etc/cdr_pgsql.conf").write_text(text, encoding="utf-8")
        with Control(self.host, self.ami_port, RIG) as control:
            answer = control.action("ModuleLoad", Module="cdr_pgsql.so", LoadType="load")
        if ("Response", "Success") not in answer:
            raise RuntimeError(f"cdr_pgsql is not loaded: {answer}\n{self.log()[-2000:]}")

    def clean(self) -> None:
        """Hang up what is left of the last test, unpause the queue's members, wait until no channel lives."""
        with Control(self.host, self.ami_port, RIG) as control:
            if "0 active channels" in control.command("core show channels count"):
                self._unpause(control)
                return
            control.action("Hangup", Channel="/.*/")
            deadline = time.monotonic() + STOP_TIMEOUT_S
            while "0 active channels" not in control.command("core show channels count"):
                if time.monotonic() > deadline:
                    raise RuntimeError(f"channels are left over:\n{control.command('core show channels')}")
                time.sleep(0.01)
            self._unpause(control)

    def _unpause(self, control: Control) -> None:
        for interface in PAUSABLE:
            control.action("QueuePause", Interface=interface, Paused="false")

    def log(self) -> str:
        return (self.settings.work / "console.log").read_text(encoding="utf-8", errors="replace")

    def _spawn(self) -> None:
        if self.is_running:
            raise RuntimeError("this Asterisk runs already")
        conf = self.settings.work / "etc/asterisk.conf"
        command = self._installation.command("usr/sbin/asterisk", "-C", str(conf), "-f", "-n")
        if setpriv := shutil.which("setpriv"):  # should the tests be killed, so is Asterisk
            command = [setpriv, "--pdeathsig", "KILL", *command]
        with (self.settings.work / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self.settings.work, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def _wait_until_booted(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and self.is_running:
            try:
                with Control(self.host, self.ami_port, RIG, timeout_s=START_TIMEOUT_S) as control:
                    control.wait_for_event("FullyBooted")
                    return
            except OSError:
                time.sleep(0.01)
        self.kill()
        raise RuntimeError(f"Asterisk did not come up:\n{self.log()[-4000:]}")
