import platform
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.asterisk import fetch
from tests.asterisk.fetch import Installation, ensure_asterisk
from tests.support.parts import PartMissing


def test_the_copy_runs_by_its_own_libraries(asterisk_root: Path) -> None:
    copy = Installation(root=asterisk_root)
    for program, arguments in (("usr/sbin/asterisk", "-V"), ("usr/bin/openssl", "version")):
        done = subprocess.run(copy.command(program, arguments), capture_output=True, check=True, text=True)
        assert done.stdout.startswith(("Asterisk 22.", "OpenSSL 3."))


def test_a_cached_copy_is_taken_without_any_program(asterisk_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert ensure_asterisk() == asterisk_root


def test_a_machine_without_apt_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(PartMissing, match="this machine lacks apt-get"):
        ensure_asterisk()


def test_an_unknown_processor_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(platform, "machine", lambda: "s390x")
    with pytest.raises(PartMissing, match="s390x"):
        ensure_asterisk()


def test_an_apt_without_debian_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_run", lambda command: "https://mirror.example/ubuntu\n")
    with pytest.raises(PartMissing, match="no Debian mirror"):
        fetch._mirror()


def test_a_failed_program_gives_its_last_words() -> None:
    with pytest.raises(PartMissing, match="No such file"):
        fetch._run(["ls", "/nowhere-at-all"], {"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
