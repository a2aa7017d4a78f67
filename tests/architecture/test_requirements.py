"""Every requirement that the program claims to meet is named by the test that shows it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import CLIENT, files_under, functions, modules_of_tests, parsed


def numbers(*ranges: tuple[int, int]) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}


CLAIMED = numbers((1, 125), (131, 152))
# "R76", "R79-R82", "R1–R5"
NAMED = re.compile(r"\bR(\d{1,3})(?:\s*[-–—]\s*R(\d{1,3}))?\b")


def test_every_claimed_requirement_is_named_by_a_test() -> None:
    named = {number for path in modules_of_tests() for number in named_in(path)}
    named |= {
        number
        for path in files_under(CLIENT, ".ts", ".tsx")
        if ".test." in path.name
        for number in mentioned(path.read_text(encoding="utf-8"))
    }
    assert [f"R{number}" for number in sorted(CLAIMED - named)] == []


def named_in(path: Path) -> Iterator[int]:
    """Yield the requirements that docstrings of a test module name."""
    tree = parsed(path)
    documented: list[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef] = [tree, *functions(tree)]
    documented += [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for node in documented:
        yield from mentioned(ast.get_docstring(node) or "")


def mentioned(text: str) -> Iterator[int]:
    """Yield the requirements that a text names, ranges spread out."""
    for first, last in NAMED.findall(text):
        yield from range(int(first), int(last or first) + 1)


def test_a_range_of_requirements_names_each_of_them() -> None:
    assert list(mentioned("R1–R3, R76; R79-R80")) == [1, 2, 3, 76, 79, 80]
