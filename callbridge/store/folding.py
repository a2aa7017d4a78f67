"""Names folded for searching and comparing: case, ё/е, marks and spaces make no difference."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
_MAX_WORDS = 12
_MAX_WORD_LETTERS = 64


def fold(text: str) -> str:
    """Return `text` as compared: lower case, ё as е, compatibility forms joined, single spaces."""
    joined = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(joined.split())


def words(text: str) -> tuple[str, ...]:
    """Return the different folded words of `text`, at most 12 of 64 letters."""
    found = dict.fromkeys(word[:_MAX_WORD_LETTERS] for word in _WORD.findall(fold(text)))
    return tuple(found)[:_MAX_WORDS]
