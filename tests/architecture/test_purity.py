"""The pure rooms have no clock, chance, file, socket, log or task in them."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import PACKAGE, PURE_ROOMS, ROOMS, files_under, modules, parsed, shown

FORBIDDEN = frozenset(
    {
        "aiosmtplib", "aiosqlite", "alembic", "asyncio", "concurrent", "fastapi", "http", "httpx", "io", "logging",
        "multiprocessing", "os", "panoramisk", "pathlib", "psycopg", "queue", "random", "secrets", "select", "shutil",
        "signal", "socket", "sqlalchemy", "sqlite3", "ssl", "starlette", "structlog", "subprocess", "sys", "tempfile",
        "threading", "time", "urllib.request", "uuid", "uvicorn", "uvloop", "websockets",
    }
)  # fmt: skip
CLOCKS = frozenset({"now", "utcnow", "today"})
BUILT_IN = frozenset({"open", "print", "input"})


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports, each dotted name with all its beginnings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def impure_calls(tree: ast.Module) -> Iterator[str]:
    """Yield calls that read a clock or touch the outside without an import."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="datetime" | "date"))) if name in CLOCKS:
                yield name
            case ast.Call(func=ast.Name(id=name)) if name in BUILT_IN:
                yield name
            case ast.AsyncFunctionDef(name=name):
                yield f"async {name}"


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_pure_room_imports_nothing_that_touches_the_outside(room: str) -> None:
    found = {path: FORBIDDEN.intersection(imported(parsed(path))) for path in files_under(PACKAGE / room, ".py")}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_pure_room_reads_no_clock_and_opens_no_file(room: str) -> None:
    paths = [path for path in files_under(PACKAGE / room, ".py") if path != PACKAGE / "kernel" / "clock.py"]
    found = {path: list(impure_calls(parsed(path))) for path in paths}
    assert {path: calls for path, calls in found.items() if calls} == {}


def test_every_room_has_a_door_plate() -> None:
    plates = [path for path in modules() if path.name == "__init__.py"]
    bare = [path for path in plates if len((ast.get_docstring(parsed(path)) or "").strip()) < 40]
    assert [name for name in shown(bare) if "migrations" not in name] == []


@pytest.mark.parametrize("room", ROOMS)
def test_door_plate_tells_what_comes_in_what_goes_out_and_what_may_be_imported(room: str) -> None:
    plate = ast.get_docstring(parsed(PACKAGE / room / "__init__.py")) or ""
    assert [
        words for words in (r"\bin\b", r"\bout\b", "May import: ") if not re.search(words, plate, re.IGNORECASE)
    ] == []
