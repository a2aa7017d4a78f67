"""Mistakes of the configuration in the reader's language, whatever pydantic calls them."""

import ast
from pathlib import Path
from typing import Any

import pytest

from callbridge import config
from callbridge.config.file import parse
from callbridge.kernel.errors import ConfigError
from callbridge.kernel.text import say


def told(data: dict[str, Any], language: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse(data)
    text = say(caught.value.code, language, **caught.value.params)
    return [line.removeprefix("- ") for line in text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("data", "russian"),
    [
        ({"server": {"prt": 1}}, "server.prt: такого ключа нет; может быть, port?"),
        ({"zzzzzz": 1}, "zzzzzz: такого ключа нет"),
        ({"server": {"port": "many"}}, "server.port: должно быть целое число"),
        ({"server": {"port": 70000}}, "server.port: должно быть не больше 65535"),
        ({"server": {"session_hours": 0}}, "server.session_hours: должно быть больше 0.0"),
        ({"desk": {"may_listen": "x"}}, "desk.may_listen: должно быть true или false"),
        ({"desk": {"lost_headset": "x"}}, "desk.lost_headset: одно из: 'leave', 'pause', 'remove'"),
        ({"desk": 3}, "desk: должен быть раздел"),
        ({"pbx": {"name": "a"}}, "pbx: каждая АТС — отдельный раздел, пишется [[pbx]]"),
        ({"pbx": [{"name": "a"}, {"name": "a"}]}, "имена pbx должны различаться: a"),
        ({"pbx": [{}]}, "pbx[1].name: ключ обязателен"),
        ({"pbx": [{"name": "a", "internal": "("}]}, "pbx[1].internal: это не регулярное выражение: "),
        (
            {"pbx": [{"name": "a", "audio": {"files": ["{uid}"]}}]},
            "pbx[1].audio.files: нет подстановки {uid}; есть year, month",
        ),
        ({"pbx": [{"name": "a", "audio": {"files": ["x.wav"]}}]}, "pbx[1].audio.files: нужен {unique_id} или"),
        ({"pbx": [{"name": "a", "secret": "s", "secret_file": "f"}]}, "pbx[1].secret_file: укажите secret или"),
        ({"mail": {"host": "m", "from_address": "a@example.ru"}}, "mail.public_url: укажите, где callbridge виден"),
    ],
)
def test_a_mistake_is_told_in_russian_and_in_english(data: dict[str, Any], russian: str) -> None:
    (mistake,) = told(data, "ru")
    assert mistake.startswith(russian)
    (english,) = told(data, "en")
    assert english.isascii()


def test_what_nobody_put_into_words_is_told_as_pydantic_has_it() -> None:
    assert told({"server": {"host": b"\xff\xfe"}}, "ru") == [
        "server.host: неверно: Input should be a valid string, unable to parse raw data as a unicode string"
    ]


def test_no_section_raises_a_mistake_in_one_language_alone() -> None:
    raised = [
        (path.name, node.lineno)
        for path in Path(config.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ValueError"
        if isinstance(node.args[0], ast.Constant | ast.JoinedStr)
    ]
    assert raised == []
