"""The one door by which customers' numbers leave for a reader whose role may not read them whole.

JSON passes here as it is sent, messages of sockets as they are offered, tables and documents before they are written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

import orjson
from starlette.types import Scope

from callbridge.crm.dossier import Dossier
from callbridge.crm.operator import Language
from callbridge.kernel.hidden_number import hidden, hidden_text
from callbridge.web.table_file import Cell, Table

R = TypeVar("R")


def reads_no_numbers(scope: Scope) -> bool:
    """Say whether the answer to a request goes to somebody who may not read numbers; nobody's login hides nothing."""
    login = scope.get("state", {}).get("login")
    return login is not None and bool(scope["app"].state.web.services.masks.hides(login.operator.role))


def hidden_json(text: bytes) -> bytes:
    """Return JSON with the numbers in it hidden."""
    return orjson.dumps(hidden("", orjson.loads(text)))


class HiddenTable(Generic[R]):
    """A table whose cells hold no number whole."""

    def __init__(self, table: Table[R]) -> None:
        self._table = table
        self.language: Language = table.language

    @property
    def head(self) -> Sequence[str]:
        """The columns' titles."""
        return self._table.head

    def cells(self, row: R) -> list[Cell]:
        """Return the cells of a row."""
        return [hidden_text(cell) if isinstance(cell, str) else cell for cell in self._table.cells(row)]


def hidden_dossier(dossier: Dossier) -> Dossier:
    """Return a dossier with the numbers in its rows hidden."""
    return replace(
        dossier,
        campaign=_hidden_row(dossier.campaign),
        sections=[replace(one, rows=[_hidden_row(row) for row in one.rows]) for one in dossier.sections],
        files=[replace(one, name=hidden_text(one.name), note=hidden_text(one.note)) for one in dossier.files],
    )


def _hidden_row(row: Mapping[str, Any]) -> Mapping[str, object]:
    return {name: hidden(name, value) for name, value in row.items()}
