"""The client's rooms: `wire` and `model` know no React, features know each other only through `app`."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import CLIENT, ROOT, files_under

SOURCES = CLIENT / "src"
IMPORT = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["']([^"']+)["']""")
VIEW_PACKAGES = re.compile(r"react|@mantine/|@tanstack/|@tabler/")
# What each room may import of the others.
ALLOWED = {
    "wire": {"wire"},
    "model": {"model", "wire"},
    "i18n": {"i18n", "model", "wire"},
    "phone": {"phone", "model", "wire"},
    "ui": {"ui", "app", "i18n", "model", "wire"},
}
MADE_OF_VALUES = re.compile(r"`([\w.]+\.(?:\$\{[^`}]*\}|[\w.])*)`")
CODES_WITH_POINTS = ("record.history.", "programs.event.", "programs.scope.")
"""Beginnings of texts that are named by a code of the server's which has points of its own."""


def sources() -> list[Path]:
    return files_under(SOURCES, ".ts", ".tsx")


def imports(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each import as written, and the rooms it leads through, none for a package."""
    for target in IMPORT.findall(path.read_text(encoding="utf-8")):
        if target.startswith("@/"):
            yield target, tuple(target.removeprefix("@/").split("/"))
        elif target.startswith("."):
            place = (path.parent / target).resolve()
            yield target, place.relative_to(SOURCES).parts if place.is_relative_to(SOURCES) else ()
        else:
            yield target, ()


def room(path: Path) -> str:
    return path.relative_to(SOURCES).parts[0]


def test_wire_and_model_know_no_view() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in sources()
        if room(path) in {"wire", "model"}
        for target, parts in imports(path)
        if not parts and VIEW_PACKAGES.match(target)
    ]
    assert found == []


def test_lower_rooms_import_only_what_lies_below_them() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in sources()
        for target, parts in imports(path)
        if parts and parts[0] not in ALLOWED.get(room(path), {parts[0]}) and parts[0] in {*ALLOWED, "app", "features"}
    ]
    assert found == []


def test_features_know_each_other_only_through_app() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in sources()
        if room(path) == "features"
        for target, parts in imports(path)
        if parts[:1] == ("features",) and parts[1] != path.relative_to(SOURCES).parts[1]
    ]
    assert found == []


def test_every_text_is_said_somewhere() -> None:
    """Its key stands whole in the code, or is made there of values: `t(`day.${part}`)`."""
    texts = [path for path in sources() if re.fullmatch(r"(ru|en)\w*\.ts", path.name) and room(path) == "i18n"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources() if path not in texts)
    whole = set(re.findall(r'"([\w.]+)"', code))
    made = {re.sub(r"\$\{[^}]*\}", r"[\\w-]*", text.replace(".", r"\.")) for text in re.findall(MADE_OF_VALUES, code)}
    is_made = re.compile("|".join(made))
    keys = {
        key for path in texts for key in re.findall(r'^ +"([^"]+)":', path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    unsaid = {key for key in keys - whole if not key.startswith(CODES_WITH_POINTS) and not is_made.fullmatch(key)}
    assert sorted(unsaid) == []


def test_every_class_of_a_style_sheet_is_worn_by_something() -> None:
    """One that is looked up by a value (`classes[kind]`) is taken for worn."""
    unworn: list[str] = []
    texts = [path.read_text(encoding="utf-8") for path in sources()]
    for sheet in (path for path in files_under(SOURCES, ".css") if path.name.endswith(".module.css")):
        code = "\n".join(text for text in texts if f'/{sheet.name}"' in text)
        names = "|".join(set(re.findall(rf'^import (\w+) from "[^"]*/{sheet.name}"', code, re.MULTILINE)))
        if re.search(rf'\b(?:{names})\[[^"]', code):
            continue
        rules = re.sub(
            r":global\([^)]*\)|/\*.*?\*/|\{[^{}]*\}", " ", sheet.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        worn = set(re.findall(rf'\b(?:{names})(?:\.|\[")(\w+)', code))
        unworn += [f"{sheet.name}: {one}" for one in set(re.findall(r"\.([a-zA-Z]\w*)", rules)) - worn]
    assert sorted(unworn) == []


def test_wire_types_come_from_the_generated_file_alone() -> None:
    """A hand-written copy of a server's shape drifts from it unseen."""
    declared = re.compile(r"^export type (\w+) = \{", re.MULTILINE)
    generated = set(re.findall(r"^export type (\w+)", (SOURCES / "wire" / "messages.gen.ts").read_text(), re.MULTILINE))
    copies = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        if path.name != "messages.gen.ts"
        for name in declared.findall(path.read_text(encoding="utf-8"))
        if name in generated
    ]
    assert copies == []
