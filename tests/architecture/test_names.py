"""Tests are named by sentences, and tasks are never started loose."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import ROOT, functions, modules, modules_of_tests, parsed

FEWEST_WORDS = 3
SLEEPS = {"time.sleep", "asyncio.sleep", "sleep"}
LONGEST_BEAT_S = 0.05
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
    """`sleep(0)` lets others run, a short beat inside `while` looks again; anything else is a guess about time."""
    guesses = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules_of_tests()
        for node in sleeps(parsed(path))
        if not is_beat(node, 0.0)
    ]
    assert guesses == []


def sleeps(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls of sleep, save the short ones with which a `while` loop looks again."""
    beats = {
        id(call)
        for loop in ast.walk(tree)
        if isinstance(loop, ast.While)
        for call in ast.walk(loop)
        if isinstance(call, ast.Call) and is_beat(call, LONGEST_BEAT_S)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SLEEPS and id(node) not in beats:
            yield node


def is_beat(call: ast.Call, longest_s: float) -> bool:
    """Tell whether a call waits no longer than this, written as a number."""
    match call.args:
        case [ast.Constant(value=int() | float() as seconds)]:
            return seconds <= longest_s
    return False
