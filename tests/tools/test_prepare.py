"""What `make` does before everything else: each step once, and plain words for what a machine lacks."""

import sys
from pathlib import Path

import pytest

from tools import prepare

pytestmark = pytest.mark.usefixtures("clone")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with two lock files and an environment that looks made."""
    (tmp_path / "locks").mkdir()
    for group in ("runtime", "build"):
        (tmp_path / "locks" / f"{group}.txt").write_text(f"{group}==1")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = 3.11.2")
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "VENV", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What pip was asked to install, each time the names of the lock files."""
    asked: list[list[str]] = []
    monkeypatch.setattr(
        prepare, "pip", lambda *arguments: asked.append([part.stem for part in arguments if isinstance(part, Path)])
    )
    return asked


def test_packages_are_installed_once(installed: list[list[str]]) -> None:
    prepare.ensure_packages(["runtime", "build"])
    prepare.ensure_packages(["runtime", "build"])
    assert installed == [["runtime", "build"]]


def test_only_the_group_whose_lock_changed_is_installed_again(clone: Path, installed: list[list[str]]) -> None:
    prepare.ensure_packages(["runtime", "build"])
    (clone / "locks" / "build.txt").write_text("build==2")
    prepare.ensure_packages(["runtime", "build"])
    assert installed == [["runtime", "build"], ["build"]]


def test_a_new_environment_is_filled_again(clone: Path, installed: list[list[str]]) -> None:
    prepare.ensure_packages(["runtime"])
    (clone / ".venv" / "pyvenv.cfg").write_text("version = 3.13.0")
    prepare.ensure_packages(["runtime"])
    assert installed == [["runtime"], ["runtime"]]


def test_a_failed_installation_is_tried_again(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def refused(*arguments: str | Path) -> None:
        tries.append(arguments)
        raise prepare.CannotPrepareError("no network")

    monkeypatch.setattr(prepare, "pip", refused)
    for _ in range(2):
        with pytest.raises(prepare.CannotPrepareError):
            prepare.ensure_packages(["runtime"])
    assert len(tries) == 2


def test_an_old_python_is_told_to_be_too_old(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    assert prepare.main(["demo"]) == 1
    assert "needs Python 3.11 or newer" in capsys.readouterr().err


def test_an_unknown_goal_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare.main(["deploy"]) == 2
    assert "demo|test|check" in capsys.readouterr().err
