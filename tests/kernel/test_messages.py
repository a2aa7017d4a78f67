import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import callbridge
from callbridge.crm.call_audio import AudioState
from callbridge.kernel import errors
from callbridge.kernel.messages import MESSAGES
from callbridge.kernel.template import Template
from callbridge.screenpop.trace_text import WORDS
from callbridge.screenpop.wire import CloseCode

SOURCE = Path(callbridge.__file__).parent
ERRORS = {
    name: kind for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.CallbridgeError)
}
HEADED = {"_finding": "check.", "_wrong": "check.headset_"}
"""The functions of ami/check.py and ami/headset_check.py that put the beginning of a code before its end."""
FILLED_BY_THE_CLASS = {"fields"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def literals() -> set[str]:
    """Return all text constants but the catalogue's own and those of tables, which name columns the same way."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if path.match("kernel/messages*.py") or {"tables", "migrations"} & set(path.parts):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.expr):
                found.add(_text(node) or "")
            if isinstance(node, ast.Call) and (beginning := HEADED.get(ast.unparse(node.func))) and node.args:
                found.add(f"{beginning}{_text(node.args[0])}")
    return found


def raised() -> Iterator[tuple[str, set[str] | None, str]]:
    """Yield each code that is raised, the params it is given (None: not to be seen) and where."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _codes_of(node, f"{path.name}:{node.lineno}")


def _codes_of(call: ast.Call, place: str) -> Iterator[tuple[str, set[str] | None, str]]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    kind = ERRORS.get(name)
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if name == "LinkDown" and isinstance(keywords.get("error"), ast.Constant):
        yield str(ast.literal_eval(keywords["error"])), None, place
    if kind is None:
        return
    given = None if None in keywords else {str(param) for param in keywords} | FILLED_BY_THE_CLASS
    strings = [text for text in map(_text, call.args) if text is not None]
    if issubclass(kind, errors.InvalidInput):
        for node in call.args:
            if isinstance(node, ast.Dict):
                yield from ((text, None, place) for text in map(_text, node.values) if text is not None)
    yield strings[0] if strings else kind.default_code, given, place


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_error_class_has_a_text_for_its_code() -> None:
    assert {kind.default_code for kind in ERRORS.values()} <= MESSAGES.keys()


def test_every_code_raised_anywhere_has_a_text() -> None:
    assert [f"{place}: {code}" for code, _, place in raised() if code not in MESSAGES] == []


def test_every_literal_that_looks_like_a_code_has_a_text() -> None:
    """Codes reach people by other ways too: a link's state, a line of `callbridge check`."""
    headings = "|".join({code.partition(".")[0] for code in MESSAGES if "." in code})
    shaped = re.compile(
        rf"(?:{headings})\.(?!db$|id$|pipeline_id$|inbox$|url$)[a-z]+(?:_[a-z]+)*"
    )  # a file, foreign keys, a section, a key
    assert sorted(code for code in literals() if shaped.fullmatch(code) and code not in MESSAGES) == []


def test_every_raise_gives_the_params_its_text_needs() -> None:
    missing = [
        f"{place}: {code} lacks {sorted(lacking)}"
        for code, given, place in raised()
        if given is not None and code in MESSAGES and (lacking := placeholders(MESSAGES[code].en) - given)
    ]
    assert missing == []


def test_every_text_is_of_a_code_that_something_uses() -> None:
    closing = {f"session.{code.name.lower()}" for code in CloseCode}
    of_files = {f"audio.{state.value}" for state in AudioState}
    assert sorted(MESSAGES.keys() - literals() - closing - of_files - words()) == []


def words() -> set[str]:
    """Return the codes of what a trace's params say: values of enums, kinds of candidates, phones without operators."""
    kinds = {"word.kind_person", "word.kind_lead", "word.kind_organization"}
    nobody = {"trace.phone_rang_nobody", "trace.dialed_nobody"}
    return {f"word.{name}_{value}" for name, values in WORDS.items() for value in values} | kinds | nobody


def test_every_word_of_a_trace_is_in_both_languages() -> None:
    assert sorted(words() - MESSAGES.keys()) == []


def test_every_close_code_has_a_text() -> None:
    assert {f"session.{code.name.lower()}" for code in CloseCode} <= MESSAGES.keys()


@pytest.mark.parametrize("code", MESSAGES)
def test_a_text_is_in_both_languages_with_the_same_params(code: str) -> None:
    template = MESSAGES[code]
    assert re.search("[а-яё]", template.ru, re.IGNORECASE), "Russian"
    assert template.en, "English"
    assert not re.search("[а-яё]", template.en, re.IGNORECASE), "English"
    assert placeholders(template.ru) == placeholders(template.en)
    assert template == Template(*(text.strip() for text in template))


@pytest.mark.parametrize("code", MESSAGES)
def test_a_code_is_lower_case_words_under_one_heading(code: str) -> None:
    assert re.fullmatch(r"(?:[a-z]+\.)?[a-z]+(?:_[a-z]+)*", code)
