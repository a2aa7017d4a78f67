"""Whether a PBX is reachable, lets us in and gives us the rights we need: asked without changing anything there."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from callbridge.ami.backoff import PACE
from callbridge.ami.connection import AmiConnection
from callbridge.ami.subscription import LINK_EVENTS
from callbridge.config import PbxConfig
from callbridge.config.section import secret_variable
from callbridge.kernel.errors import AmiRefused, AmiUnavailable, ConfigError
from callbridge.kernel.text import Phrase

_NOBODY = "callbridge-check-nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxFinding:
    """One thing to mend (or, when not `is_error`, to know); `code` begins with ``check.``, `params` fill its text."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True

    @property
    def is_ok(self) -> bool:
        return not self.is_error


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxCheck:
    """What a PBX turned out to allow."""

    pbx: str
    version: str = ""
    """AMI's version, ``""`` when unreachable."""
    findings: tuple[PbxFinding, ...] = ()
    endpoints: frozenset[str] | None = None
    """Names of all PJSIP endpoints, such as ``101``; None when they may not be listed."""

    @property
    def is_ok(self) -> bool:
        return not any(finding.is_error for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """An action we need: the write class that allows it, and what it is for."""

    fields: dict[str, str]
    write_class: str
    module: str
    is_list: bool = False


# Harmless as asked here: lists, and a phone and a queue member that nobody has. Classes: Asterisk 22, measured.
_NEEDS = (
    _Need(fields={"Action": "CoreShowChannels"}, write_class="reporting", module="", is_list=True),
    _Need(
        fields={"Action": "PJSIPNotify", "Endpoint": _NOBODY, "Variable": "Event=talk"},
        write_class="system",
        module="res_pjsip_notify",
    ),
    _Need(
        fields={"Action": "QueuePause", "Interface": f"PJSIP/{_NOBODY}", "Paused": "false"},
        write_class="agent",
        module="app_queue",
    ),
)

_CONTROL_NEEDS = (
    _Need(fields={"Action": "Originate"}, write_class="originate", module=""),
    _Need(
        fields={"Action": "BlindTransfer", "Channel": _NOBODY, "Context": "default", "Exten": "s"},
        write_class="call",
        module="",
    ),
)
"""For who dials, hands over, parks, fetches and listens from the browser."""


_TAPE_NEEDS = (
    _Need(
        fields={"Action": "MixMonitor", "Channel": _NOBODY, "File": _NOBODY},
        write_class="system",
        module="app_mixmonitor",
    ),
)
"""For who tapes talks from the card."""


async def check_pbx(config: PbxConfig) -> PbxCheck:
    """Connect, log in, try what we need, leave. Never raises for what is wrong over there or in `config`.

    The read classes ``call``, ``agent`` and ``cdr`` show only when somebody calls: they cannot be tried.
    """
    is_booted = asyncio.Event()
    try:
        if not config.password():
            variable = secret_variable(config.name, "SECRET")
            return PbxCheck(pbx=config.name, findings=(_finding("no_secret", variable=variable),))
        connection = AmiConnection(config, LINK_EVENTS, lambda _: is_booted.set())
    except ConfigError as error:
        return PbxCheck(pbx=config.name, findings=(_finding("config", mistakes=error.params.get("mistakes")),))
    findings: list[PbxFinding] = []
    endpoints: frozenset[str] | None = None
    try:
        await connection.open()
        await connection.login()
        findings += await _read_classes(is_booted)
        control = _CONTROL_NEEDS if config.dial_context else ()
        tapes = _TAPE_NEEDS if config.audio.tape_file else ()
        for need in (*_NEEDS, *control, *tapes):
            findings += await _try(connection, need)
        findings += await _queues(connection, config)
        endpoints = await _endpoints(connection)
        await connection.log_off(PACE.goodbye_s)
    except AmiRefused as refusal:
        findings.append(_finding("login_refused", message=str(refusal.params.get("message", ""))))
    except AmiUnavailable as failure:
        reason = failure.params.get("reason") or Phrase(failure.code)
        findings.append(_finding("unreachable", host=config.host, port=str(config.port), reason=reason))
    finally:
        connection.abort()
        await connection.lost.wait()
    return PbxCheck(pbx=config.name, version=connection.version, findings=tuple(findings), endpoints=endpoints)


async def _read_classes(is_booted: asyncio.Event) -> list[PbxFinding]:
    try:
        async with asyncio.timeout(PACE.boot_grace_s):
            await is_booted.wait()
    except TimeoutError:
        # Without it we do without FullyBooted and Shutdown: a slower start and a later notice, but every card.
        return [_finding("read_class_missing", is_error=False, read_class="system")]
    return []


async def _try(connection: AmiConnection, need: _Need) -> list[PbxFinding]:
    action = need.fields["Action"]
    try:
        if need.is_list:
            await connection.ask_list(need.fields)
        else:
            await connection.ask(need.fields)
    except AmiRefused as refusal:
        if refusal.code == "ami.permission_denied":
            return [_finding("write_class_missing", write_class=need.write_class, action=action)]
        if str(refusal.params.get("message", "")).startswith("Invalid/unknown command"):
            return [_finding("action_missing", is_error=False, action=action, module=need.module)]
    return []


async def _queues(connection: AmiConnection, config: PbxConfig) -> list[PbxFinding]:
    """Name the configured queues that the PBX does not list: misspelt, or of a database and not used yet."""
    wanted = {rule.queue for rule in config.queue_plan().rules}
    if not wanted:
        return []
    try:
        items = await connection.ask_list({"Action": "QueueStatus"})
    except AmiRefused:
        items = ()
    missing = wanted - {item.get("Queue") for item in items if item.name == "QueueParams"}
    return [_finding("queue_missing", is_error=False, queue=queue) for queue in sorted(missing)]


async def _endpoints(connection: AmiConnection) -> frozenset[str] | None:
    try:
        items = await connection.ask_list({"Action": "PJSIPShowEndpoints"})
    except AmiRefused as refusal:
        return frozenset() if str(refusal.params.get("message", "")).startswith("No endpoints") else None
    return frozenset(item.get("ObjectName") for item in items if item.name == "EndpointList")


def _finding(code: str, *, is_error: bool = True, **params: object) -> PbxFinding:
    return PbxFinding(code=f"check.{code}", params=params, is_error=is_error)
