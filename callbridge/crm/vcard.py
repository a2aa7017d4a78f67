"""vCards (RFC 6350, and the older 2.1 and 3.0 that telephones still write) as rows under a heading."""

import binascii
import re
from collections.abc import Iterator

from callbridge.crm.import_text import held
from callbridge.crm.importing import Line
from callbridge.kernel.errors import DomainError

_MANY = {"TEL": 5, "EMAIL": 3, "URL": 1}
HEADING = (
    "Full name",
    *["Phone"] * _MANY["TEL"],
    *["E-mail"] * _MANY["EMAIL"],
    "Web site", "Organization", "Position", "Note",
)  # fmt: skip
_FOLD = re.compile(r"\r?\n[ \t]")
_SOFT_BREAK = re.compile(r"=\r?\n")
_ESCAPED = re.compile(r"\\(.)")
_UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")

_Card = dict[str, list[str]]


def vcard_lines(text: str) -> Iterator[Line]:
    """Yield a heading, then a row a card; raises DomainError ``import.no_cards`` when there is none."""
    yield 1, HEADING
    number = 1
    for number, card in enumerate(_cards(text), 2):
        yield held(number, _row(card))
    if number == 1:
        raise DomainError("import.no_cards")


def _cards(text: str) -> Iterator[_Card]:
    card: _Card | None = None
    for line in _FOLD.sub("", _quoted_joined(text)).splitlines():
        head, colon, value = line.partition(":")
        name, *params = head.upper().split(";")
        name = name.rpartition(".")[2]
        if name == "BEGIN":
            card = {}
        elif name == "END":
            if card:
                yield card
            card = None
        elif card is not None and colon:
            card.setdefault(name, []).append(_plain(value, params))


def _quoted_joined(text: str) -> str:
    """Join the lines of quoted-printable values, where vCard 2.1 ends a line with ``=``."""
    return _SOFT_BREAK.sub("", text) if "QUOTED-PRINTABLE" in text.upper() else text


def _plain(value: str, params: list[str]) -> str:
    if any("QUOTED-PRINTABLE" in param for param in params):
        raw = binascii.a2b_qp(value.encode("utf-8", errors="replace"))
        return raw.decode("utf-8", errors="replace")
    return value


def _row(card: _Card) -> list[str]:
    many = {name: [_unescaped(value) for value in card.get(name, [])][:limit] for name, limit in _MANY.items()}
    cells = [_name(card)]
    for name, limit in _MANY.items():
        found = [value.removeprefix("tel:") for value in many[name]]
        cells += [*found, *[""] * (limit - len(found))]
    cells += [" ".join(_parts(card, "ORG")), _first(card, "TITLE"), _first(card, "NOTE")]
    return cells


def _name(card: _Card) -> str:
    """Return the formatted name; else last, first and middle of N, as they are written in Russian."""
    formatted = _first(card, "FN").strip()
    return formatted or " ".join(_parts(card, "N")[:3])


def _first(card: _Card, name: str) -> str:
    return _unescaped(card.get(name, [""])[0])


def _parts(card: _Card, name: str) -> list[str]:
    parts = _UNESCAPED_SEMICOLON.split(card.get(name, [""])[0])
    return [part for part in (_unescaped(part).strip() for part in parts) if part]


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found.group(1) in "nN" else found.group(1), value)
