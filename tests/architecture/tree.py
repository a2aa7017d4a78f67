"""What the architecture tests look at: the files of this repository, as git knows them."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "callbridge"
TESTS = ROOT / "tests"
CLIENT = ROOT / "screenpop_client"
DOCS = ROOT / "docs"
PURE_ROOMS = ("kernel", "telephony", "crm", "matching", "screenpop")
ROOMS = (*PURE_ROOMS, "app", "ami", "audio", "cdr", "config", "files", "mail", "store", "web", "webhooks")


@functools.cache
def repository_files() -> tuple[Path, ...]:
    """Return the files that are, or would be, committed; outside a git clone every file that is not built."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(sorted({ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()}))


def files_under(folder: Path, *suffixes: str) -> list[Path]:
    """Return the repository's files of these kinds inside a folder."""
    return [path for path in repository_files() if path.is_relative_to(folder) and path.suffix in suffixes]


def modules() -> list[Path]:
    """Return every module of callbridge."""
    return files_under(PACKAGE, ".py")


def modules_of_tests() -> list[Path]:
    """Return every test module."""
    return [path for path in files_under(TESTS, ".py") if path.name.startswith("test_")]


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a syntax tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shown(paths: list[Path] | set[Path]) -> list[str]:
    """Return paths as a person writes them, sorted."""
    return sorted(path.relative_to(ROOT).as_posix() for path in paths)
