"""The command line: ``callbridge run · demo · check · capture · anonymise · replay · migrate · user``."""

import asyncio
import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NoReturn

import click

from callbridge import __version__, interpreter, logs
from callbridge.config import Config, load
from callbridge.kernel.errors import (
    CallbridgeError,
    ConfigError,
    DomainError,
    InvalidInput,
    OutsideUnavailable,
    StoreUnavailable,
)
from callbridge.kernel.system_words import system_words
from callbridge.kernel.text import Phrase, say
from callbridge.telephony.topology import Topology

EX_DATAERR = 65
EX_UNAVAILABLE = 69
EX_CONFIG = 78
"""sysexits.h: a service manager need not restart what only a person can mend."""

DEFAULT_CONFIG = Path("callbridge.toml")
_LANGUAGE = "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "ru")).startswith("en") else "ru"

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, readable=False),  # what cannot be read is told by us, in the reader's language
    default=DEFAULT_CONFIG,
    envvar="CALLBRIDGE_CONFIG",
    show_default=True,
    help="Configuration file (config.example.toml documents every key).",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="callbridge")
@click.option("--language", type=click.Choice(["ru", "en"]), default=_LANGUAGE, help="Language of messages.")
@click.pass_context
def main(context: click.Context, language: str) -> None:
    """Call cards for Asterisk: the card pops the moment the phone rings."""
    context.obj = language


def _fail(error: CallbridgeError, language: str) -> NoReturn:
    detail = error.params.get("detail")
    code = "store.down" if detail and error.code == StoreUnavailable.default_code else error.code
    click.echo(say(code, language, **error.params), err=True)
    if detail and code == error.code:
        click.echo(str(detail), err=True)
    if isinstance(error, InvalidInput):
        for name, code in error.fields.items():
            click.echo(f"{name}: {say(code, language)}", err=True)
    sys.exit(_exit_code(error))


def _exit_code(error: CallbridgeError) -> int:
    if isinstance(error, OutsideUnavailable):
        return EX_UNAVAILABLE
    return EX_DATAERR if isinstance(error, DomainError) else EX_CONFIG


def _load(path: Path, language: str) -> Config:
    try:
        return load(path)
    except ConfigError as error:
        _fail(error, language)


def _run(work: Coroutine[Any, Any, None], language: str) -> None:
    """Run on uvloop where it installs; errors a person can mend are told in words."""
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(work)
    except CallbridgeError as error:
        _fail(error, language)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not on every platform
    except ImportError:
        return None
    return uvloop.new_event_loop


@main.command()
@config_option
@click.pass_obj
def run(language: str, config_path: Path) -> None:
    """Run the daemon until SIGTERM."""
    from callbridge import daemon  # noqa: PLC0415 - other commands start faster without the web stack

    config = _load(config_path, language)
    logs.set_up(level=config.log.level, form=config.log.format, mask_numbers=config.log.mask_numbers)

    async def settle(_: object) -> None:
        interpreter.settle()

    _run(daemon.run(config, on_ready=settle), language)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes any free port.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("callbridge-demo"),
    show_default=True,
    help="Where the demo keeps its database.",
)
@click.option(
    "--pace",
    type=click.FloatRange(0, 1000, min_open=True),
    default=1.0,
    show_default=True,
    help="How many times faster than life calls come.",
)
@click.option(
    "--recording",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Play what was recorded instead of simulated calls; several files one after another.",
)
@click.pass_obj
def demo(language: str, /, folder: Path, pace: float, files: tuple[Path, ...], **place: Any) -> None:
    """Try it without an Asterisk: a simulated PBX, three operators, calls at a human pace."""
    from callbridge.commands import demo as show  # noqa: PLC0415
    from callbridge.commands import replay as replaying  # noqa: PLC0415

    logs.set_up(level="warning", form="console", mask_numbers=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = {"path": str(folder.absolute()), "reason": system_words(error)}
        _fail(ConfigError(mistakes=[Phrase("config.no_folder", what, "--folder")]), language)
    place |= {"folder": folder, "language": language, "tell": click.echo}
    if not files:
        _run(show.run(pace=pace, **place), language)
        return
    try:
        recorded = replaying.server_of(files, pace)
    except CallbridgeError as error:
        _refuse_data(error, language)
    _run(show.run_recording(recorded, **place), language)


@main.command()
@config_option
@click.pass_obj
def check(language: str, config_path: Path) -> None:
    """Say whether configuration, database, AMI link, rights and extensions are right."""
    from callbridge.commands import check as checks  # noqa: PLC0415

    config = _load(config_path, language)
    logs.set_up(level="error", form="console", mask_numbers=True)
    click.echo("✓ " + say("check.config_ok", language, path=config_path))
    wrong = 0

    async def report() -> None:
        nonlocal wrong
        async for finding in checks.check(config):
            wrong += not finding.is_ok
            place = f"{finding.pbx}: " if finding.pbx else ""
            click.echo(("✓ " if finding.is_ok else "✗ ") + place + say(finding.code, language, **finding.params))

    _run(report(), language)
    sys.exit(EX_CONFIG if wrong else 0)


internal_option = click.option(
    "--internal", default=r"^\d{2,5}$", show_default=True, help="What our endpoints and extensions look like."
)
trunk_option = click.option(
    "--trunk", "trunks", multiple=True, help="An endpoint that leads outside although it looks internal."
)
recordings_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


def _topology(internal: str, trunks: tuple[str, ...]) -> Topology:
    try:
        return Topology(internal=re.compile(internal), trunks=frozenset(trunks))
    except re.error as error:
        raise click.BadParameter(str(error), param_hint="--internal") from error


@main.command()
@config_option
@click.option("--pbx", default="", help="Which PBX of the configuration; may be left out when there is one.")
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="NAME.ami or .ami.gz")
@click.option("--rotate-mb", type=click.IntRange(1), help="Begin a new part (NAME.0001.ami) after so many megabytes.")
@click.option("--keep", type=click.IntRange(1), help="Keep only so many parts.")
@click.option("--ring-minutes", type=click.IntRange(1, 10_080), help="Keep only the last minutes, 60 for an hour.")
@click.option("--anonymise", is_flag=True, help="Write inventions for numbers, names, channels and addresses.")
@click.pass_obj
def capture(language: str, /, config_path: Path, output: Path, **asked: Any) -> None:
    """Record what a PBX says until Ctrl+C or SIGTERM; a daemon that runs is not disturbed."""
    from callbridge.commands import capture as capturing  # noqa: PLC0415

    if not output.name.endswith((".ami", ".ami.gz")):
        raise click.BadParameter("NAME.ami, NAME.ami.gz", param_hint="--output")
    config = _load(config_path, language)
    logs.set_up(level="error", form="console", mask_numbers=True)
    order = capturing.Order(output=output, **asked)
    _run(capturing.run(config, order, language=language, tell=click.echo), language)


@main.command()
@recordings_argument
@click.argument("target", type=click.Path(path_type=Path))
@internal_option
@trunk_option
@click.pass_obj
def anonymise(language: str, files: tuple[Path, ...], target: Path, internal: str, trunks: tuple[str, ...]) -> None:
    """Write recordings to TARGET (a file, or a folder for several) with inventions for all that is private."""
    from callbridge.commands import anonymise as anonymising  # noqa: PLC0415

    topology = _topology(internal, trunks)
    try:
        for path in anonymising.anonymise(files, target, topology):
            click.echo(say("recording.anonymised", language, path=path))
    except CallbridgeError as error:
        _refuse_data(error, language)


@main.command()
@recordings_argument
@click.option("--json", "as_json", is_flag=True, help="One call event a line (docs/call-events.md).")
@click.option("--speed", default=None, help="1 as it happened, 10 ten times faster, max. [max; with --serve 1]")
@click.option("--serve", "port", type=click.IntRange(0, 65535), help="Play it as a PBX on this port of 127.0.0.1.")
@click.option("--pbx", default="replay", show_default=True, help="Name of the PBX in call ids.")
@internal_option
@trunk_option
@click.pass_obj
def replay(
    language: str, /, files: tuple[Path, ...], speed: str | None, port: int | None, internal: str, **how: Any
) -> None:
    """Play recorded AMI streams through the tracker, or to a daemon, and list what happened."""
    from callbridge.commands import replay as replaying  # noqa: PLC0415

    topology = _topology(internal, how.pop("trunks"))
    try:
        times = None if speed is None else replaying.speed_of(speed)
    except ValueError as error:
        raise click.BadParameter("1, 10, max", param_hint="--speed") from error

    def tell(code: str, serving: int) -> None:
        click.echo(say(code, language, port=serving))

    try:
        if port is not None:
            with contextlib.suppress(KeyboardInterrupt):  # it has no other end
                asyncio.run(replaying.serve(files, port=port, speed=times or 1.0, tell=tell))
        else:
            pacer = replaying.Pacer(times, monotonic=time.monotonic, sleep=time.sleep) if times else None
            replaying.replay(files, topology=topology, write=click.echo, pacer=pacer, **how)
    except CallbridgeError as error:
        _refuse_data(error, language)


def _refuse_data(error: CallbridgeError, language: str) -> NoReturn:
    click.echo(say(error.code, language, **error.params), err=True)
    sys.exit(EX_UNAVAILABLE if isinstance(error, OutsideUnavailable) else EX_DATAERR)


@main.command()
@config_option
@click.pass_obj
def migrate(language: str, config_path: Path) -> None:
    """Bring the database to this version's schema (run does it by itself)."""
    from callbridge.store.migrate import migrate as migrate_store  # noqa: PLC0415

    config = _load(config_path, language)
    try:
        migrate_store(config.store.address())
    except CallbridgeError as error:
        _fail(error, language)
    click.echo(say("migrate.done", language))


@main.group()
def user() -> None:
    """Logins."""


@user.command("add")
@config_option
@click.argument("login")
@click.option("--name", "full_name", default="", help="Full name; the login when left out.")
@click.option(
    "--role", type=click.Choice(["operator", "supervisor", "manager", "admin"]), default="operator", show_default=True
)
@click.option("--extension", default="", help="Where this person's phone rings.")
@click.option("--pbx", default="", help="PBX of the extension; any when left out.")
@click.option("--device", type=click.Choice(["handset", "headset"]), default="handset", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def user_add(language: str, /, config_path: Path, login: str, password_stdin: bool, **fields: str) -> None:
    """Add a login; the first admin is made this way."""
    from callbridge.commands import user as users  # noqa: PLC0415

    config = _load(config_path, language)
    password = _password(password_stdin, language)
    _run(users.add(config, login=login, password=password, **fields), language)
    click.echo(say("user.added", language, login=login))


@user.command("password")
@config_option
@click.argument("login")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def user_password(language: str, config_path: Path, login: str, password_stdin: bool) -> None:
    """Give a login a new password and end its sessions."""
    from callbridge.commands import user as users  # noqa: PLC0415

    config = _load(config_path, language)
    _run(users.set_password(config, login=login, password=_password(password_stdin, language)), language)
    click.echo(say("user.password_set", language, login=login))


@user.command("list")
@config_option
@click.pass_obj
def user_list(language: str, config_path: Path) -> None:
    """List logins with role and extension."""
    from callbridge.commands import user as users  # noqa: PLC0415

    config = _load(config_path, language)

    async def print_all() -> None:
        for each in await users.everybody(config):
            state = "" if each.is_active else "-"
            click.echo(f"{state}{each.login}\t{each.role}\t{each.extension}\t{each.full_name}")

    _run(print_all(), language)


def _password(from_stdin: bool, language: str) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    again = say("user.ask_password_again", language)
    return str(click.prompt(say("user.ask_password", language), hide_input=True, confirmation_prompt=again))
