"""pytest's fixtures of the rig: `asterisk`, `own_asterisk`, `phone`, `outside`, `outside_call`."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from _pytest.terminal import TerminalReporter

from tests.asterisk.call import Call
from tests.asterisk.dialplan import PASSWORD
from tests.asterisk.fetch import ensure_asterisk
from tests.asterisk.phone import OutsideLine, Phone
from tests.asterisk.server import Asterisk
from tests.support.parts import require

PhoneMaker = Callable[..., Awaitable[Phone]]
"""``await phone("101")`` or ``await phone("101", at=other_asterisk)``: a registered phone."""

OutsideMaker = Callable[..., OutsideLine]

_FELL = "asterisk fell"


@pytest.fixture(scope="session")
def asterisk_root() -> Path:
    """Return the fetched Asterisk; told skip, or failure in CI, where it cannot be had."""
    return require(ensure_asterisk)


@pytest.fixture(scope="session")
def _session_asterisk(asterisk_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asterisk]:
    instance = Asterisk(asterisk_root, tmp_path_factory.mktemp("asterisk"))
    try:
        instance.boot()
        yield instance
    finally:
        instance.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Play a test once more, on a new PBX, when Asterisk itself fell under it; the summary tells of each fall.

    A segmentation fault of Asterisk is no answer of callbridge's, neither yes nor no.
    """
    if "asterisk_root" not in getattr(item, "fixturenames", ()):
        return None
    fallen = len(Asterisk.fallen)
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    if len(Asterisk.fallen) > fallen:
        item.user_properties.append((_FELL, Asterisk.fallen[-1]))
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Tell which tests were played again."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == _FELL:
                terminalreporter.write_line(f"Asterisk fell and {report.nodeid} was played again: {value}")


@pytest.fixture
def asterisk(_session_asterisk: Asterisk) -> Iterator[Asterisk]:
    """Yield the session's PBX, running and without calls. Tests that stop or kill one take `own_asterisk`."""
    yield _session_asterisk
    if _session_asterisk.note_fall():
        _session_asterisk.boot()
    _session_asterisk.clean()


@pytest.fixture
def own_asterisk(asterisk_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asterisk]:
    """Yield a running PBX that belongs to this test alone."""
    instance = Asterisk(asterisk_root, tmp_path_factory.mktemp("asterisk"))
    try:
        instance.boot()
        yield instance
    finally:
        instance.close()


@pytest.fixture
async def phone(request: pytest.FixtureRequest) -> AsyncIterator[PhoneMaker]:
    """Yield a factory of registered phones; all are hung up and unregistered after the test."""
    usual = _pbx_of(request)
    made: list[tuple[Phone, Asterisk]] = []

    async def make(extension: str, *, at: Asterisk | None = None) -> Phone:
        pbx = at or usual
        local = (pbx.network.phone(extension), 0)
        device = Phone(extension, PASSWORD, local=local, server=(pbx.host, pbx.settings.sip_port))
        made.append((device, pbx))
        await device.register()
        return device

    yield make
    for device, pbx in made:
        await _put_away(device, pbx)


@pytest.fixture
async def outside_at(request: pytest.FixtureRequest) -> AsyncIterator[OutsideMaker]:
    """Yield a function that gives the carrier's line of a PBX (one each)."""
    usual = _pbx_of(request)
    made: dict[str, tuple[OutsideLine, Asterisk]] = {}

    def line(at: Asterisk | None = None) -> OutsideLine:
        pbx = at or usual
        if pbx.host not in made:
            local = (pbx.network.trunk, pbx.settings.trunk_port)
            made[pbx.host] = OutsideLine(local=local, server=(pbx.host, pbx.settings.sip_port)), pbx
        return made[pbx.host][0]

    yield line
    for device, pbx in made.values():
        await _put_away(device, pbx)


@pytest.fixture
async def outside(outside_at: OutsideMaker) -> OutsideLine:
    """Return the carrier's line of the test's PBX: it calls, and its `rings` are the company's outbound calls."""
    return outside_at()


@pytest.fixture
def outside_call(outside: OutsideLine) -> Callable[..., Call]:
    """Return ``outside_call(did, number=…, name=…)``, which places a call from outside."""
    return outside.call


def _pbx_of(request: pytest.FixtureRequest) -> Asterisk:
    """Set the PBX up before the phones, so that it outlives them."""
    name = "own_asterisk" if "own_asterisk" in request.fixturenames else "asterisk"
    pbx = request.getfixturevalue(name)
    assert isinstance(pbx, Asterisk)
    return pbx


async def _put_away(device: Phone, pbx: Asterisk) -> None:
    if pbx.is_running:
        await device.close()
    else:
        device.abandon()
