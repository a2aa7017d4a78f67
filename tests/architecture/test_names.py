"""Tests are named by sentences, and tasks are never started loose."""

import ast
import re

from tests.architecture.tree import ROOT, functions, modules, modules_of_tests, parsed

FEWEST_WORDS = 3
FORBIDDEN_MODULE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def test_every_test_name_is_a_sentence() -> None:
    short = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in modules_of_tests()
        for function in functions(parsed(path))
        if function.name.startswith("test_") and len(function.name.removeprefix("test_").split("_")) < FEWEST_WORDS
    ]
    assert short == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path.stem for path in modules() if FORBIDDEN_MODULE_NAMES & set(re.split("_", path.stem))] == []


def test_no_test_sleeps_to_wait_for_something() -> None:
    """`asyncio.sleep(0)` only lets others run; anything longer is a guess about time."""
    sleeps = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules_of_tests()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"time.sleep", "asyncio.sleep", "sleep"}
        and not (node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0)
    ]
    assert sleeps == []
