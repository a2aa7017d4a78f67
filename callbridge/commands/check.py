"""``callbridge check``: says in plain words what is right and what is wrong before anybody waits for a card."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from callbridge.ami.check import PbxCheck, check_pbx
from callbridge.ami.headset_check import check_headsets
from callbridge.app.call_audio import facts_of
from callbridge.audio.library import audio_sources
from callbridge.cdr.check import check_cdr
from callbridge.clock import SystemClock
from callbridge.config import Config, PbxConfig
from callbridge.crm.call_audio import AudioFacts
from callbridge.crm.call_list import CallFilter, CallOrder
from callbridge.crm.operator import DeviceMode, Operator
from callbridge.files.storage import file_scanner, file_storage
from callbridge.kernel.errors import CallbridgeError, FilesUnavailable, StoreUnavailable
from callbridge.mail.mailbox import ImapMailbox
from callbridge.mail.smtp import SmtpServer
from callbridge.store.engines import place_of
from callbridge.store.store import SqlStore, open_store

LAST_CALLS = 20
"""How many answered calls are looked up where the audio is kept."""
_ANSWERED = CallFilter(outcomes=("answered",))


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: a message code of kernel/messages.py with what fills it."""

    is_ok: bool
    code: str
    params: dict[str, object] = field(default_factory=dict)
    pbx: str = ""
    """The PBX or the mailbox's section that it is about, ``""``: none."""


async def check(config: Config) -> AsyncIterator[Finding]:
    """Yield findings as they are made: the database, each PBX, extensions, audio, files, mail server, mailboxes."""
    operators: list[Operator] = []
    answered: list[AudioFacts] = []
    try:
        place = place_of(config.store.address())
        async with open_store(config.store.address(), 1, SystemClock()) as store:
            operators = [each for each in await store.operators.operators() if each.is_active]
            answered = await _answered(store)
        yield Finding(True, "check.store_ok", {"place": place, "operators": len(operators)})
        if not operators:
            yield Finding(False, "check.no_operators")
    except StoreUnavailable as error:
        yield Finding(False, "check.store_unavailable", {"place": place, "detail": error.params.get("detail", "")})
    except CallbridgeError as error:
        yield Finding(False, error.code, dict(error.params))
    parts = (
        _pbxs(config, operators),
        _audio(config, answered),
        _files(config),
        _mail_server(config),
        _mailboxes(config),
    )
    for part in parts:
        async for finding in part:
            yield finding


async def _mail_server(config: Config) -> AsyncIterator[Finding]:
    """Log in to the server that takes letters; none is sent."""
    if not config.mail.host:
        return
    try:
        server = SmtpServer(config.mail, SystemClock())
        try:
            await server.ready()
        finally:
            await server.close()
        yield Finding(True, "check.mail_ok", pbx="mail")
    except CallbridgeError as error:
        yield Finding(False, error.code, dict(error.params), "mail")


async def _mailboxes(config: Config) -> AsyncIterator[Finding]:
    """Open every mailbox that is to be read."""
    for box in (config.mail.inbox, config.leads.mailbox):
        if not box.host:
            continue
        try:
            mailbox = ImapMailbox(box)
            try:
                await mailbox.look()
                letters = await mailbox.after(0)
            finally:
                await mailbox.close()
            yield Finding(True, "check.mailbox_ok", {"count": len(letters)}, box.place)
        except CallbridgeError as error:
            yield Finding(False, error.code, dict(error.params), box.place)


async def _pbxs(config: Config, operators: Sequence[Operator]) -> AsyncIterator[Finding]:
    if not config.pbx:
        yield Finding(False, "check.no_pbx")
    known: dict[str, frozenset[str] | None] = {}
    for pbx in config.pbx:
        result = await check_pbx(pbx)
        known[pbx.name] = result.endpoints if pbx.technology == "PJSIP" else None
        async for finding in _of_pbx(pbx, result):
            yield finding
        if pbx.webrtc.url:
            for found in await check_headsets(pbx, _headsets(operators, pbx.name)):
                yield Finding(not found.is_error, found.code, dict(found.params), pbx.name)
    for finding in _extensions([each for each in operators if each.extension], known):
        yield finding


def _headsets(operators: Sequence[Operator], pbx: str) -> list[str]:
    found = {
        one.extension
        for one in operators
        if one.device_mode is DeviceMode.HEADSET and one.extension and one.pbx in ("", pbx)
    }
    return sorted(found)


async def _answered(store: SqlStore) -> list[AudioFacts]:
    calls = await store.desk.calls(_ANSWERED, CallOrder(), None, LAST_CALLS)
    return [facts_of(call, await store.desk.call_legs(call.call_id)) for call in calls]


async def _audio(config: Config, answered: Sequence[AudioFacts]) -> AsyncIterator[Finding]:
    """Ask every place where audio is kept, then look there for the last answered calls of its PBX."""
    try:
        sources = audio_sources(config.pbx, SystemClock())
    except CallbridgeError as error:
        yield Finding(False, error.code, dict(error.params))
        return
    folders = {pbx.name: pbx.audio.folder for pbx in config.pbx}
    for pbx, source in sources.items():
        calls = [facts for facts in answered if facts.pbx == pbx]
        try:
            await source.check()
            yield Finding(True, "check.audio_ok", pbx=pbx)
            found = [facts for facts in calls if await source.find(facts)]
        except CallbridgeError as error:
            yield _audio_wrong(pbx, folders[pbx], error)
            continue
        if calls:
            code = "check.audio_found" if found else "check.audio_none"
            yield Finding(bool(found), code, {"found": len(found), "count": len(calls)}, pbx)


def _audio_wrong(pbx: str, folder: str, error: CallbridgeError) -> Finding:
    """Name the folder, which operators, who are told of it too, need not know."""
    if error.code == "audio.folder":
        return Finding(False, "check.audio_folder", {"folder": folder, **error.params}, pbx)
    return Finding(False, error.code, dict(error.params), pbx)


async def _files(config: Config) -> AsyncIterator[Finding]:
    """Ask whether attached files can be kept, and looked at before."""
    try:
        storage, scanner = file_storage(config.files, SystemClock()), file_scanner(config.files)
        if storage is None:
            yield Finding(True, "check.files_off")
            return
        await storage.check()
        yield Finding(True, "check.files_ok")
        if scanner is not None:
            await scanner.check()
            yield Finding(True, "check.scanner_ok")
    except CallbridgeError as error:
        yield _files_wrong(config, error)


def _files_wrong(config: Config, error: CallbridgeError) -> Finding:
    if error.code != FilesUnavailable.default_code:
        return Finding(False, error.code, dict(error.params))
    place = config.files.s3.url or str(Path(config.files.folder).absolute())
    return Finding(False, "check.files_wrong", {"place": place, **error.params})


async def _of_pbx(pbx: PbxConfig, result: PbxCheck) -> AsyncIterator[Finding]:
    """Say what was found of one PBX, and read its CDR."""
    if result.is_ok:
        yield Finding(True, "check.pbx_ok", {"version": result.version}, pbx.name)
    for found in result.findings:
        yield Finding(not found.is_error, found.code, dict(found.params), pbx.name)
    for read in await check_cdr(pbx, SystemClock().now()):
        yield Finding(read.is_ok, read.code, read.params, pbx.name)


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
