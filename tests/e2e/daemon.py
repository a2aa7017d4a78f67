"""The real daemon in a process of its own, on a real Asterisk: started, stopped, killed, started again."""

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import httpx

from callbridge.clock import SystemClock
from callbridge.commands import user
from callbridge.config import parse
from callbridge.crm.dictionary import SourceKind
from callbridge.crm.interest import InterestForm
from callbridge.kernel.ids import CampaignId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberPlan, read_number
from callbridge.store.campaigns import add_campaign
from callbridge.store.directory import add_organization, add_person
from callbridge.store.store import open_store
from callbridge.store.tx import Tx
from tests.asterisk.dialplan import HEADSETS
from tests.asterisk.routes import TWO_DEVICES
from tests.asterisk.server import Asterisk
from tests.e2e.nursery import Born
from tests.support.loopback import NO_TLS
from tests.support.ports import leased_port

Result = TypeVar("Result")

PASSWORD = "the card pops"
START_S = 90.0
STOP_S = 20.0
"""A deadline for a busy machine: that a stop takes less than five seconds is shown by tests/test_daemon.py."""
POLL_S = 0.02

OPERATORS = (
    ("anna", "Анна Иванова", "101", "operator"),
    ("boris", "Борис Смирнов", "102", "operator"),
    ("vera", "Вера Кузнецова", "103", "operator"),
    ("gleb", "Глеб Орлов", "104", "supervisor"),
    ("darya", "Дарья Белова", TWO_DEVICES, "operator"),
    ("nina", "Нина Соколова", HEADSETS[0], "operator"),
    ("olga", "Ольга Маркова", "", "manager"),
    ("admin", "Администратор", "", "admin"),
)


async def make_company(database: Path) -> Path:
    """Make a database with everybody's logins, the way `callbridge user add` does, and return it."""
    config = parse({"store": {"url": f"sqlite:///{database}"}})
    for login, name, extension, role in OPERATORS:
        await user.add(config, login=login, password=PASSWORD, full_name=name, extension=extension, role=role)
    with contextlib.closing(sqlite3.connect(database)) as connection:  # the file is copied without its log
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


def copy_database(kept: Path, to: Path) -> None:
    """Copy a database with what its write-ahead log still holds: the last login that was added, at times."""
    with closing(sqlite3.connect(kept)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


@dataclass
class RunningDaemon:
    """One callbridge and its files in `folder`."""

    folder: Path
    asterisk: Asterisk
    port: int = field(default_factory=leased_port)
    max_sockets: int = 10
    audio_config: str = ""
    """Where the calls' audio is; usually the PBX's own folder."""
    tape_file: str = ""
    """Where operators may tape their talks to, ``""``: they may not."""
    mail_config: str = ""
    """The mail server of mailings; usually none."""
    ami_port: int = 0
    """Where the daemon finds the PBX's manager on loopback; 0: at the PBX itself."""
    desk_config: str = ""
    """More of the section of the desk."""
    queues: tuple[str, ...] = ()
    """Lines that put phones into queues."""
    dial_context: str = ""
    """Where numbers are dialled that operators press, ``""``: they are copied."""
    cdr_url: str = ""
    """Where the PBX's call detail records are, ``""``: nothing is recovered."""
    process: Born | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ping_interval_s(self) -> float:
        """Soon where a story pulls the cable; elsewhere an Asterisk that a busy machine holds up is not cut off."""
        return 2.0 if self.ami_port else 30.0

    @property
    def database(self) -> Path:
        return self.folder / "callbridge.db"

    @property
    def config_path(self) -> Path:
        return self.folder / "callbridge.toml"

    def write_config(self) -> None:
        """Write what an admin would: the address, the store, one PBX."""
        self.config_path.write_text(
            f"""
[server]
port = {self.port}
max_sockets_per_operator = {self.max_sockets}
[store]
url = "sqlite:///{self.database}"
[desk]
lookup_timeout_ms = 1000
{self.desk_config}
[audio]
may_tape = "{"operator" if self.tape_file else "nobody"}"
may_pause = "operator"
[files]
folder = "{self.folder / "files"}"
max_mib = 1
[log]
level = "debug"
[mail]
{self.mail_config}
[[pbx]]
name = "main"
host = "{"127.0.0.1" if self.ami_port else self.asterisk.host}"
port = {self.ami_port or self.asterisk.ami_port}
username = "{self.asterisk.ami_user.name}"
secret = "{self.asterisk.ami_user.secret}"
dial_context = "{self.dial_context}"
queues = {list(self.queues)}
park_extension = "700"
ping_interval_s = {self.ping_interval_s}
[pbx.numbers]
own = ["74951110001", "74951110002", "74951110003", "74951110004", "74951110005", "74951110014"]
[pbx.audio]
{self.audio_config or f'folder = "{self.asterisk.monitor}"'}
time_zone = "UTC"
tape_file = "{self.tape_file}"
[pbx.webrtc]
url = "{self.asterisk.ws_url}"
silence_s = 2.0
[pbx.cdr]
url = "{self.cdr_url}"
time_zone = "UTC"
grace_s = 4.0
""",
            encoding="utf-8",
        )

    async def start(self) -> None:
        """Start and wait until the PBX link is up and health is green."""
        self.process = Born(self.log_path, "run", "--config", str(self.config_path))
        await self.until_healthy()

    @property
    def log_path(self) -> Path:
        return self.folder / "callbridge.log"

    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    async def until_healthy(self) -> None:
        """Wait for a green ``/health``; raises RuntimeError with the log when it stays red."""
        async with httpx.AsyncClient(verify=NO_TLS) as http:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(START_S):
                    while self.process and self.process.returncode is None:
                        with contextlib.suppress(httpx.TransportError):
                            if (await http.get(f"{self.url}/health")).status_code == httpx.codes.OK:
                                return
                        await asyncio.sleep(POLL_S)
        raise RuntimeError(f"callbridge is not healthy:\n{self.log()[-4000:]}")

    async def until_logged(self, text: str, *, times: int = 1) -> None:
        """Wait until the log has `text` that often."""
        async with asyncio.timeout(START_S):
            while self.log().count(text) < times:
                await asyncio.sleep(POLL_S)

    async def write(self, act: Callable[[Tx, datetime], Result]) -> Result:
        """Write into the company's database, as somebody else at work would; returns what `act` does."""
        clock = SystemClock()
        async with open_store(f"sqlite:///{self.database}", 1, clock) as store:
            return await store.database.run(lambda tx: act(tx, clock.now()))

    async def add_person(self, name: str, *phones: str) -> PersonId:
        """Put a person into the directory."""
        numbers = [read_number(each, NumberPlan()) for each in phones]
        return await self.write(lambda tx, at: add_person(tx, name, at=at, phones=numbers))

    async def add_customers(self) -> None:
        """Write two customers, a running campaign, and an interest of each, as another operator would have."""
        clock = SystemClock()
        async with open_store(f"sqlite:///{self.database}", 1, clock) as store:

            def write(tx: Tx) -> tuple[OrganizationId, PersonId, CampaignId]:
                company = add_organization(tx, "ООО «Ромашка»", at=clock.now())
                person = add_person(tx, "Сидорова Анна Петровна", at=clock.now(), organization_id=company)
                return company, person, add_campaign(tx, "Выставка «Дом и сад»", dids=["+74951110003"])

            company, person, campaign = await store.database.run(write)
            choices = await store.desk.dictionaries()
            form = InterestForm(
                at=clock.now(),
                method_id=choices.methods[0].id,
                phones=("+79005550101",),
                organization_id=company,
                person_id=person,
                source_id=next(each.id for each in choices.sources if each.kind is SourceKind.CAMPAIGN),
                campaign_id=campaign,
                content="Ждёт звонка",
                outcome_id=choices.outcomes[0].id,
            )
            private = InterestForm(
                at=clock.now(),
                method_id=choices.methods[0].id,
                phones=("+79005550102",),
                is_private=True,
                person_text="Фёдоров Алексей",
                outcome_id=choices.outcomes[0].id,
            )
            vera = next(each.id for each in await store.operators.operators() if each.login == "vera")
            for key, saved in (("one", form), ("two", private)):
                await store.desk.save_interest(
                    key=key,
                    form=saved,
                    numbers=[read_number(each, NumberPlan()) for each in saved.phones],
                    owner_id=vera,
                    private_sales=False,
                    at=clock.now(),
                )

    async def stop(self) -> int:
        """Ask it to stop; raises TimeoutError when it does not."""
        if self.process is None:
            return 0
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_S):
                return await self.process.wait()
        finally:
            await self.kill()

    async def kill(self) -> None:
        """Kill -9: no farewell to anybody."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
            self.process = None
