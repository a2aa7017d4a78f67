"""How a person is spoken to: the given name and the patronymic out of a full name, where they can be told."""

import re

_PATRONYMIC = re.compile(r"(?:ич|[ое]вна|ична|оглы|кызы)$", re.IGNORECASE)
"""Endings of Russian patronymics, and the words that make Turkic ones."""


def given_name(full_name: str) -> str:
    """Return «Анна» of «Сидорова Анна Петровна»; the full name where it does not tell which word that is."""
    parts = _given(full_name)
    return parts[0] if parts else _whole(full_name)


def given_names(full_name: str) -> str:
    """Return «Анна Петровна» of «Сидорова Анна Петровна»; the full name where it does not tell."""
    parts = _given(full_name)
    return " ".join(parts) if parts else _whole(full_name)


def _given(full_name: str) -> tuple[str, ...]:
    """Return the given name and the patronymic: a patronymic stands right behind the name, whatever the order."""
    words = full_name.split()
    if len(words) not in (2, 3):
        return ()
    place = next((place for place in range(len(words) - 1, 0, -1) if _is_patronymic(words[place], words)), 0)
    return (words[place - 1], words[place]) if place else ()


def _is_patronymic(word: str, words: list[str]) -> bool:
    """Say whether a word is one; of two words the last may be a surname such as «Абрамович»: that is not told apart."""
    is_surname_like = len(words) == 2 and not word.lower().endswith(("вич", "ьич", "вна", "чна"))
    return bool(_PATRONYMIC.search(word)) and len(word) > 3 and not is_surname_like


def _whole(full_name: str) -> str:
    return " ".join(full_name.split())
