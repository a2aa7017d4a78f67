"""The client's build: when it runs, and what it says when it cannot. `tests/test_wheel.py` builds a real wheel."""

import gzip
import stat
from pathlib import Path

import pytest

import hatch_build
from hatch_build import Client, ClientBuildError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A source tree whose client is one file."""
    sources = tmp_path / "screenpop_client"
    (sources / "src").mkdir(parents=True)
    (sources / "node_modules").mkdir()
    (sources / "package-lock.json").write_text("{}")
    (sources / "src" / "main.ts").write_text("one")
    return tmp_path


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for Node: writes down what npm was asked for, and `npm run build` leaves an index.html."""
    home = tmp_path / "node"
    (home / "bin").mkdir(parents=True)
    program = home / "bin" / "node"
    program.write_text(
        "#!/bin/sh\n"
        f'shift; echo "$1" >> {tmp_path}/asked\n'
        f"[ -e {tmp_path}/broken ] && {{ echo 'no such host'; exit 1; }}\n"
        'case "$1" in run) cd ../; mkdir -p callbridge/web/client; cd callbridge/web/client\n'
        "echo built > index.html; echo small > small.js; seq 9999 > large.js;; esac\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(hatch_build, "node_home", lambda: home)
    return tmp_path / "asked"


def asked(node: Path) -> list[str]:
    return node.read_text().split() if node.exists() else []


def test_a_second_build_of_the_same_sources_does_nothing(root: Path, node: Path) -> None:
    Client(root).build()
    Client(root).build()
    assert asked(node) == ["ci", "run"]


def test_a_changed_source_is_built_again_without_installing_packages_again(root: Path, node: Path) -> None:
    Client(root).build()
    (root / "screenpop_client" / "src" / "main.ts").write_text("two")
    Client(root).build()
    assert asked(node) == ["ci", "run", "run"]


def test_a_changed_lock_installs_the_packages_again(root: Path, node: Path) -> None:
    Client(root).build()
    (root / "screenpop_client" / "package-lock.json").write_text('{"lockfileVersion": 3}')
    Client(root).build()
    assert asked(node) == ["ci", "run", "ci", "run"]


def test_a_removed_output_is_built_again(root: Path, node: Path) -> None:
    Client(root).build()
    (root / "callbridge" / "web" / "client" / "index.html").unlink()
    Client(root).build()
    assert asked(node) == ["ci", "run", "run"]


def test_a_large_script_gets_a_compressed_twin(root: Path, node: Path) -> None:
    Client(root).build()
    output = root / "callbridge" / "web" / "client"
    assert gzip.decompress((output / "large.js.gz").read_bytes()) == (output / "large.js").read_bytes()
    assert sorted(path.name for path in output.glob("*.gz")) == ["large.js.gz"]


def test_what_is_installed_is_not_taken_for_a_source(root: Path, node: Path) -> None:
    Client(root).build()
    (root / "screenpop_client" / "node_modules" / "some.js").write_text("installed")
    Client(root).build()
    assert asked(node) == ["ci", "run"]


def test_an_unreachable_registry_is_told_in_plain_words_and_tried_again_next_time(root: Path, node: Path) -> None:
    (root / "broken").touch()
    with pytest.raises(ClientBuildError, match="no such host") as told:
        Client(root).build()
    assert "Is the network up" in str(told.value)
    (root / "broken").unlink()
    Client(root).build()
    assert asked(node) == ["ci", "ci", "run"]


def test_a_tree_without_the_client_is_told_to_be_incomplete(tmp_path: Path) -> None:
    with pytest.raises(ClientBuildError, match="not a whole source tree"):
        Client(tmp_path).install()
