"""The rig outlives an Asterisk that falls."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_SUITE = """
import os, signal
from pathlib import Path

PLAYED = Path({played!r})


def test_falls_at_first(asterisk):
    with PLAYED.open("a") as played:
        played.write("x")
    if PLAYED.read_text() == "x":
        asterisk.signal(signal.SIGSEGV)
        asterisk.wait()
        raise AssertionError("what the fall did to the test")


def test_falls_at_the_end(asterisk):
    with PLAYED.open("a") as played:
        played.write("y")
    if PLAYED.read_text() == "xxy":
        asterisk.signal(signal.SIGSEGV)
        asterisk.wait()


def test_comes_after(asterisk):
    assert asterisk.is_running
"""


def test_a_test_under_which_asterisk_falls_is_played_once_more_and_told_and_takes_no_other_along(
    asterisk_root: Path, tmp_path: Path
) -> None:
    played = tmp_path / "played"
    suite = tmp_path / "test_suite.py"
    suite.write_text(_SUITE.format(played=str(played)))
    options = ["-p", "tests.asterisk.fixtures", "-c", os.devnull, "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(suite)],
        cwd=ROOT, env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "3 passed" in ended.stdout
    assert played.read_text() == "xxyy"
    for name in ("test_falls_at_first", "test_falls_at_the_end"):
        assert f"{name} was played again" in ended.stdout
    assert "ended by itself (exit code -11)" in ended.stdout
