"""Nothing committed belongs to one machine or one network."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.tree import CLIENT, ROOT, repository_files

# Put together here so that this file does not itself hold what it looks for.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "npm" + "js.com",
    "registry." + "yarnpkg",
    "npm" + "mirror.com",
    "unpkg" + ".com",
    "jsdelivr" + ".net",
    "deb." + "debian.org",
    "snapshot." + "debian.org",
    "ftp." + "debian.org",
    "security." + "debian.org",
    "proxy." + "golang.org",
    "crates" + ".io",
)
MACHINE_PATHS = (
    r"/work\b",
    r"/root\b",
    r"/home/(?!callbridge\b)\w",
    r"/Users/",
    r"/var/tmp/",
    r"(?<![\w/])/tmp/\w",
    r"/opt/py",
)
NOT_TEXT = {".gz", ".png", ".woff2", ".ico", ".wav", ".mp3", ".ogg", ".pyc"}
MAX_FILE_BYTES = 3 << 20


def texts() -> list[tuple[str, str]]:
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
        for path in repository_files()
        if path.suffix not in NOT_TEXT and path != Path(__file__)
    ]


def hits(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert hits(re.compile("|".join(map(re.escape, REGISTRY_HOSTS)), re.IGNORECASE)) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert hits(re.compile("|".join(MACHINE_PATHS))) == []


def test_no_file_is_too_large_for_a_source_tree() -> None:
    assert [path.name for path in repository_files() if path.stat().st_size > MAX_FILE_BYTES] == []


def test_no_file_holds_a_conflict_mark_or_a_note_to_self() -> None:
    marks = "|".join(("<" * 7 + " ", ">" * 7 + " ", r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX{3}\b:"))
    assert hits(re.compile(marks)) == []


@pytest.mark.parametrize("name", ["runtime", "build", "test", "check"])
def test_python_lock_pins_every_package_by_hash(name: str) -> None:
    lines = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert lines
    assert [line for line in lines if not re.match(r"[a-z0-9._-]+==\S+ (; .+?)? *--hash=sha256:", line)] == []


def test_python_locks_agree_on_every_version() -> None:
    pins: dict[str, set[str]] = {}
    for path in (ROOT / "locks").glob("*.txt"):
        for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            pins.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_client_lock_pins_every_package_by_hash_and_names_no_address() -> None:
    lock = json.loads((CLIENT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []
