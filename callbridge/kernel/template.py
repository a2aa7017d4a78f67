"""One text in both languages."""

from typing import NamedTuple


class Template(NamedTuple):
    """A text in Russian and in English; both name the same params."""

    ru: str
    en: str
