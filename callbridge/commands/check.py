"""``callbridge check``: says in plain words what is right and what is wrong before anybody waits for a card."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from callbridge.ami.check import check_pbx
from callbridge.clock import SystemClock
from callbridge.config import Config, PbxConfig
from callbridge.kernel.errors import CallbridgeError
from callbridge.store.store import open_store


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: a message code of kernel/messages.py with what fills it."""

    is_ok: bool
    code: str
    params: dict[str, object] = field(default_factory=dict)
    pbx: str = ""
    """The PBX it is about, ``""``: none."""


async def check(config: Config) -> AsyncIterator[Finding]:
    """Yield findings as they are made: the database, then every PBX, then the operators' extensions."""
    extensions: set[str] = set()
    try:
        async with open_store(config.store.address(), 1, SystemClock()) as store:
            operators = [each for each in await store.operators.operators() if each.is_active]
        extensions = {each.extension for each in operators if each.extension}
        yield Finding(True, "check.store_ok", {"operators": len(operators)})
        if not operators:
            yield Finding(False, "check.no_operators")
    except CallbridgeError as error:
        yield Finding(False, error.code, dict(error.params))
    if not config.pbx:
        yield Finding(False, "check.no_pbx")
    for pbx in config.pbx:
        async for finding in _check_pbx(pbx, extensions):
            yield finding


async def _check_pbx(pbx: PbxConfig, extensions: set[str]) -> AsyncIterator[Finding]:
    result = await check_pbx(pbx)
    if result.is_ok:
        yield Finding(True, "check.pbx_ok", {"version": result.version}, pbx.name)
    for found in result.findings:
        yield Finding(not found.is_error, found.code, dict(found.params), pbx.name)
    if result.endpoints is None:
        return
    unknown = sorted(extensions - result.endpoints)
    for extension in unknown:
        yield Finding(False, "check.extension_unknown", {"pbx": pbx.name, "extension": extension}, pbx.name)
    if extensions and not unknown:
        yield Finding(True, "check.extensions_ok", {"pbx": pbx.name, "count": len(extensions)}, pbx.name)
