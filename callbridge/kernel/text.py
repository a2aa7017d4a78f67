"""Texts for people, made from stable codes at the last moment, in the reader's language."""

from collections.abc import Iterable
from typing import Final

from callbridge.kernel.messages import MESSAGES
from callbridge.kernel.template import Template

RUSSIAN: Final = "ru"

_UNKNOWN = Template("Ошибка: {code}", "Error: {code}")


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def say(code: str, language: str, **params: object) -> str:
    """Return the text of `code`, filled from `params`, in Russian for ``"ru"`` and in English for all else.

    Never raises: an unknown code is named in a general text, a param that was not given is left out.
    """
    template = MESSAGES.get(code, _UNKNOWN)
    filled = _Params({name: _shown(value) for name, value in params.items()})
    filled.setdefault("code", code)
    return (template.ru if language == RUSSIAN else template.en).format_map(filled).strip()


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return "\n".join(f"- {item}" for item in value)
    return str(value)
