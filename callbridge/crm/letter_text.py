"""Text out of what strangers send: unknown and false charsets, encoded words, HTML.

Nothing here raises and nothing looks at a character twice: a letter of one megabyte that was made to be slow is not.
"""

import binascii
import codecs
import re
from collections.abc import Callable
from html import unescape
from typing import TypeVar

from callbridge.crm.typed_text import clean_line, clean_lines

MAX_HEADER = 8_000
"""Characters of one header that are looked at."""
MAX_HTML = 500_000
"""Characters of HTML that are looked at."""
_GUESSED = "cp1251"
"""What Russian letters without a charset are in."""
_CHARSETS = frozenset(
    {
        "utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "koi8-t", "mac-cyrillic", "mac-roman",
        "cp437", "cp850", "cp852", "cp855", "cp866", "cp1125", "gb2312", "gbk", "gb18030", "big5", "shift_jis",
        "euc_jp", "euc_kr", "iso2022_jp", "ptcp154", "kz1048",
        *(f"cp125{number}" for number in range(9)),
        *(f"iso8859-{number}" for number in range(1, 17)),
    }
)  # fmt: skip
"""By Python's own names. Python knows more: some of them are no charsets, some are slow on purpose."""
_SPOILED = 0.1
"""A text with more than this share of unreadable characters is not in the charset that it names."""
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
"""RFC 2047, 2."""
_HIDDEN = (
    r"<!--.*?(?:-->|\Z)|<(script|style|title|template)\b.*?(?:</\1\s*>|\Z)|<head\b.*?(?:</head\s*>|(?=<body\b)|\Z)"
)
_MARKUP = re.compile(rf"{_HIDDEN}|<[a-z/!?][^>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?([a-zA-Z0-9]+)")
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "hr"})
_LINES = frozenset({"br", "div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "address"})
_CELLS = frozenset({"td", "th"})
T = TypeVar("T")


def unfailing(read: Callable[[], T], otherwise: T) -> T:
    """Return what Python's email package reads, or `otherwise` where a stranger's bytes make it fail."""
    try:
        return read()
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        return otherwise


def decoded(content: bytes, charset: str = "") -> str:
    """Return bytes as text: in the charset they name when that may be true, else in the likeliest one."""
    named = _codec(charset)
    if named:
        text = content.decode(named, "replace")
        if text.count("\ufffd") <= len(text) * _SPOILED:
            return text
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start and error.start >= len(content) - 3:  # a letter that was cut in the middle of a character
            return content[: error.start].decode("utf-8")
    return content.decode(_GUESSED, "replace")


def header_text(raw: str) -> str:
    """Return a header as one clean line, its encoded words read (RFC 2047); bytes come as surrogates."""
    text = _unsurrogated(raw[:MAX_HEADER])
    told: list[str] = []
    charset, waiting, end = "", b"", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        if between.strip() or word[1] != charset:
            told.append(decoded(waiting, charset) if waiting else "")
            told.append(between if between.strip() or not waiting else "")
            charset, waiting = word[1], b""
        waiting += _word(word)  # characters are cut in two between words of one charset
        end = word.end()
    told += [decoded(waiting, charset) if waiting else "", text[end:]]
    return clean_line("".join(told))


def html_text(html: str) -> str:
    """Return what a reader of the page would see, as lines."""
    flat = re.sub(r"\s+", " ", html[:MAX_HTML])
    seen = re.sub(r" {2,}", " ", _MARKUP.sub(_instead, flat))
    return tidy(unescape(seen))


def tidy(text: str) -> str:
    """Return clean lines, never more than one empty line between two."""
    lines = [line.strip() for line in clean_lines(text.replace("\xa0", " ")).split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip()


def _instead(match: re.Match[str]) -> str:
    tag = _TAG.match(match[0])
    name = tag[1].lower() if tag else ""
    if name in _PARAGRAPHS:
        return "\n\n"
    if name in _LINES:
        return "\n"
    return " " if name in _CELLS else ""


def _codec(charset: str) -> str:
    """Return Python's name of a charset that letters are written in, else ``""``."""
    if not charset or len(charset) > 60 or not charset.isascii():
        return ""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return name if name in _CHARSETS else ""


def _unsurrogated(raw: str) -> str:
    try:
        content = raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        content = raw.encode("utf-8", "replace")
    return decoded(content)


def _word(word: re.Match[str]) -> bytes:
    content = word[3].encode("ascii", "replace")
    try:
        if word[2] in "qQ":
            return binascii.a2b_qp(content, header=True)
        return binascii.a2b_base64(content + b"===")
    except ValueError:
        return content
