"""One text in both languages."""

from typing import Final, NamedTuple

RUSSIAN: Final = "ru"


class Template(NamedTuple):
    """A text in Russian and in English; both name the same params."""

    ru: str
    en: str

    def said_in(self, language: str) -> str:
        """Return the text in Russian for ``"ru"`` and in English for all else."""
        return self.ru if language == RUSSIAN else self.en
