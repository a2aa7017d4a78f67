"""``callbridge check``: says in plain words what is right and what is wrong before anybody waits for a card."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from callbridge.ami.check import check_pbx
from callbridge.clock import SystemClock
from callbridge.config import Config
from callbridge.crm.operator import Operator
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
    operators: list[Operator] = []
    try:
        async with open_store(config.store.address(), 1, SystemClock()) as store:
            operators = [each for each in await store.operators.operators() if each.is_active]
        yield Finding(True, "check.store_ok", {"operators": len(operators)})
        if not operators:
            yield Finding(False, "check.no_operators")
    except CallbridgeError as error:
        yield Finding(False, error.code, dict(error.params))
    if not config.pbx:
        yield Finding(False, "check.no_pbx")
    known: dict[str, frozenset[str] | None] = {}
    for pbx in config.pbx:
        result = await check_pbx(pbx)
        known[pbx.name] = result.endpoints if pbx.technology == "PJSIP" else None
        if result.is_ok:
            yield Finding(True, "check.pbx_ok", {"version": result.version}, pbx.name)
        for found in result.findings:
            yield Finding(not found.is_error, found.code, dict(found.params), pbx.name)
    for finding in _extensions([each for each in operators if each.extension], known):
        yield finding


def _extensions(operators: Sequence[Operator], known: Mapping[str, frozenset[str] | None]) -> Iterator[Finding]:
    """Compare with the phones of each PBX that lists them; an operator of any PBX needs one that knows their phone."""
    listed = {name: endpoints for name, endpoints in known.items() if endpoints is not None}
    nowhere = set[str]()
    if len(listed) == len(known):
        nowhere = {each.extension for each in operators if not each.pbx} - frozenset().union(*listed.values())
    for name, endpoints in listed.items():
        unknown = {each.extension for each in operators if each.pbx == name} - endpoints | nowhere
        for extension in sorted(unknown):
            yield Finding(False, "check.extension_unknown", {"pbx": name, "extension": extension}, name)
        found = {each.extension for each in operators if each.pbx in ("", name)} & endpoints
        if found and not unknown:
            yield Finding(True, "check.extensions_ok", {"pbx": name, "count": len(found)}, name)
