"""The documents speak of what is there."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.architecture.tree import DOCS, ROOT, files_under, repository_files

LINK = re.compile(r"(?<!`)!?\[[^\]\n]*\]\(([^)\s]+)\)")
DECISION_HEADINGS = ["Context", "Decision", "Consequences"]


def documents() -> list[Path]:
    return [path for path in repository_files() if path.suffix == ".md"]


def broken_links(document: Path) -> Iterator[str]:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (document.parent / name) if name else document
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            yield target


def anchors(document: Path) -> set[str]:
    """Return the anchors that headings get where Markdown is shown."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    assert list(broken_links(document)) == []


def test_every_command_is_told_of_in_the_documents() -> None:
    main = importlib.import_module("callbridge.cli").main
    assert isinstance(main, click.Group)
    told = "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *files_under(DOCS, ".md")])
    assert [name for name in commands(main) if f"callbridge {name}" not in told] == []


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """Yield every command line of a group, such as ``user add``."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def decisions() -> list[Path]:
    return [path for path in files_under(DOCS / "decisions", ".md") if re.match(r"\d{4}-", path.name)]


def test_every_decision_has_the_same_headings() -> None:
    headings = {
        path.name: re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) for path in decisions()
    }
    assert {name: found for name, found in headings.items() if found != DECISION_HEADINGS} == {}


def test_every_decision_is_titled_with_its_number() -> None:
    titles = {path.name[:4]: path.read_text(encoding="utf-8").partition("\n")[0] for path in decisions()}
    assert {number: title for number, title in titles.items() if not title.startswith(f"# {number}")} == {}


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in decisions()]
    assert numbers == sorted(set(numbers))
