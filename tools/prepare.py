"""Makes this clone ready to run: Python packages, the built client, the test parts. Needs only Python's own library.

`make` calls it before everything else: `python3 tools/prepare.py demo|test|check`. A step is skipped when what it
depends on (lock files, client sources) has not changed since it last succeeded, so the second run is quick.
"""

from __future__ import annotations  # so that an older Python gets as far as being told that it is too old

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
GROUPS = {
    "demo": ("runtime", "build"),
    "test": ("runtime", "build", "test"),
    "check": ("runtime", "build", "test", "check"),
}
OLDEST = (3, 11)


class CannotPrepareError(Exception):
    """Something this machine lacks; the text says in plain words what to do."""


def main(arguments: Sequence[str]) -> int:
    """Prepare for one of the goals in GROUPS; returns the exit code."""
    if len(arguments) != 1 or arguments[0] not in GROUPS:
        print(f"usage: prepare.py {'|'.join(GROUPS)}", file=sys.stderr)
        return 2
    goal = arguments[0]
    try:
        ensure_environment()
        ensure_packages(GROUPS[goal])
        ensure_installed()
        run([PYTHON, "hatch_build.py", "deps" if goal == "check" else "build"], "Preparing the operator's client")
        if goal == "test":
            ensure_test_parts()
    except CannotPrepareError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def say(text: str) -> None:
    """Tell the person at the terminal what takes the time."""
    print(f"==> {text}", flush=True)


def ensure_environment() -> None:
    """Make `.venv`, or make it anew when the Python it was made with is gone."""
    if sys.version_info < OLDEST:
        raise CannotPrepareError(
            f"callbridge needs Python {OLDEST[0]}.{OLDEST[1]} or newer; "
            f"this is {sys.version.split()[0]} ({sys.executable}).\n"
            "Name another one: make PYTHON=/path/to/python3.12 ..."
        )
    if PYTHON.exists() and works(PYTHON):
        return
    say("Making the Python environment in .venv")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotPrepareError(
            f"Python could not make a virtual environment:\n{done.stdout}{done.stderr}\n"
            "On Debian and Ubuntu the part that does it is a package of its own: apt-get install python3-venv"
        )


def works(python: Path) -> bool:
    """Tell whether this interpreter still starts, is new enough and can install packages."""
    code = f"import sys, pip; sys.exit(sys.version_info < {OLDEST!r})"
    return subprocess.run([python, "-c", code], check=False, capture_output=True).returncode == 0


def ensure_packages(groups: Iterable[str]) -> None:
    """Install what the lock files name, each file checked by its hash."""
    missing = [group for group in groups if stamp(group).is_stale([lock(group), VENV / "pyvenv.cfg"])]
    if not missing:
        return
    say(f"Installing Python packages: {', '.join(missing)} (first time about a minute)")
    files = [part for group in missing for part in ("-r", lock(group))]
    pip("--require-hashes", "--no-deps", *files)
    for group in missing:
        stamp(group).set([lock(group), VENV / "pyvenv.cfg"])


def ensure_installed() -> None:
    """Install callbridge itself so that it runs from this clone."""
    sources = [ROOT / "pyproject.toml", ROOT / "hatch_build.py", VENV / "pyvenv.cfg"]
    if not stamp("self").is_stale(sources):
        return
    say("Installing callbridge from this clone")
    pip("--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp("self").set(sources)


def ensure_test_parts() -> None:
    """Fetch the real parts that the tests drive, Asterisk and Chromium; what cannot be had here is told."""
    run([PYTHON, "-m", "tests.asterisk.fetch"], "Fetching Asterisk", may_fail=os.environ.get("CI") != "true")
    if shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"):
        return
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        say("Chromium is missing: browser tests will be skipped (on Debian: apt-get install chromium)")
        return
    say("Installing Chromium (about a minute)")
    run(["apt-get", "update", "-qq"], "Reading the package lists", may_fail=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], "Installing Chromium", env=quiet)


def lock(group: str) -> Path:
    """Return the lock file of a group."""
    return ROOT / "locks" / f"{group}.txt"


def pip(*arguments: str | Path) -> None:
    """Run the environment's pip quietly."""
    quiet = (
        "-qq",
        "--disable-pip-version-check",
        "--no-input",
        "--no-warn-script-location",
        "--root-user-action=ignore",
    )
    run([PYTHON, "-m", "pip", "install", *quiet, *arguments], "Installing Python packages")


def run(command: Sequence[str | Path], what: str, *, may_fail: bool = False, env: dict[str, str] | None = None) -> None:
    """Run a command in the clone; its failure ends the preparation unless it may fail."""
    if subprocess.run(command, check=False, cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode != 0:
        if not may_fail:
            raise CannotPrepareError(f"{what} failed; the lines above say why.")
        say(f"{what} failed; what needs it will say so")


class stamp:  # noqa: N801 - reads as a verb where it is used
    """Remembers in `.venv` what a step was done with."""

    def __init__(self, name: str) -> None:
        self.path = VENV / f".callbridge-{name}"

    def is_stale(self, sources: Iterable[Path]) -> bool:
        """Tell whether the step was never done, or done with other contents."""
        return not self.path.exists() or self.path.read_text(encoding="ascii") != digest(sources)

    def set(self, sources: Iterable[Path]) -> None:
        """Remember that the step is done."""
        self.path.write_text(digest(sources), encoding="ascii")


def digest(sources: Iterable[Path]) -> str:
    """Return one hash over the contents of files."""
    whole = hashlib.sha256()
    for source in sources:
        whole.update(hashlib.sha256(source.read_bytes()).digest())
    return whole.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
