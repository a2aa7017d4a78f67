"""Texts for people, made from stable codes at the last moment, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from callbridge.kernel.messages import MESSAGES
from callbridge.kernel.template import Template

_UNKNOWN = Template("Ошибка: {code}", "Error: {code}")


@dataclass(frozen=True, slots=True, repr=False)
class Phrase:
    """What is said later, in the language of whoever reads it: a code, what fills it, and the place it is about."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    place: str = ""

    def said(self, language: str) -> str:
        """Return it in a language, the place first."""
        text = say(self.code, language, **self.params)
        return f"{self.place}: {text}" if self.place else text

    def __str__(self) -> str:
        return self.said("en")

    def __repr__(self) -> str:
        """Return what a log shows."""
        return repr(str(self))


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def say(code: str, language: str, **params: object) -> str:
    """Return the text of `code`, filled from `params`, in Russian for ``"ru"`` and in English for all else.

    A param may be a Phrase itself, or a list of them. Never raises: an unknown code is named in a general text, a param
    that was not given is left out.
    """
    template = MESSAGES.get(code, _UNKNOWN)
    filled = _Params({name: _shown(value, language) for name, value in params.items()})
    filled.setdefault("code", code)
    return template.said_in(language).format_map(filled).strip()


def _shown(value: object, language: str) -> str:
    if isinstance(value, Phrase):
        return value.said(language)
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return "\n".join(f"- {_shown(item, language)}" for item in value)
    return str(value)
