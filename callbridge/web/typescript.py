"""Writes the client's types from the Python dataclasses: ``python -m callbridge.web.typescript [--check]``."""

import argparse
import sys
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any, Literal

import orjson

from callbridge.crm import (
    call_list,
    call_log,
    directory,
)
from callbridge.matching import match
from callbridge.screenpop import card, wire
from callbridge.telephony import call_event
from callbridge.web.wire_shapes import CLIENT_SHAPES, SERVER_SHAPES

TARGET = Path(__file__).parents[2] / "screenpop_client" / "src" / "wire" / "messages.gen.ts"


_UNIONS: dict[str, Any] = {
    "LiveMessage": wire.LiveMessage,
    "ServerMessage": wire.ServerMessage,
    "ClientMessage": wire.ClientMessage,
}

_VALUE_OF: dict[tuple[type, str], type[StrEnum]] = {
    (card.Card, "direction"): call_event.Direction,
    (card.Card, "match"): match.MatchKind,
    (card.CardCandidate, "reason"): match.MatchReason,
    (call_log.CallRow, "direction"): call_event.Direction,
    (call_log.CallRow, "outcome"): call_event.Outcome,
    (call_log.CallRow, "hung_up_by"): call_event.HungUpBy,
    (call_log.LegRow, "ring_end"): call_event.RingEnd,
    (call_log.MomentRow, "reason"): call_event.UnparkReason,
    (directory.PriorContact, "direction"): call_event.Direction,
    (directory.PriorContact, "call_outcome"): call_event.Outcome,
}
"""Text fields that hold the value of an enum of a room their own room may not import."""

_MAY_BE_EMPTY = {
    (call_log.CallRow, "outcome"),
    (call_log.CallRow, "hung_up_by"),
    (call_log.LegRow, "ring_end"),
    (call_log.MomentRow, "reason"),
    (directory.PriorContact, "direction"),
    (directory.PriorContact, "call_outcome"),
}

_PLAIN: dict[Any, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    datetime: "Instant",
    date: "Day",
    type(None): "null",
    Any: "unknown",
}


class _Writer:
    """Collects the named types that the shapes mention."""

    def __init__(self) -> None:
        self.aliases: dict[str, str] = {"Day": "string", "Instant": "string"}
        self.enums: dict[str, type[StrEnum]] = {}
        self.known = {shape.__name__ for shape in (*SERVER_SHAPES, *CLIENT_SHAPES)}

    def text(self, hint: Any) -> str:
        """Return the TypeScript of a Python annotation."""
        if plain := _PLAIN.get(hint):
            return plain
        if isinstance(hint, typing.NewType):
            self.aliases[hint.__name__] = self.text(hint.__supertype__)
            return hint.__name__
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            self.enums[hint.__name__] = hint
            return hint.__name__
        if isinstance(hint, type) and is_dataclass(hint):
            if hint.__name__ not in self.known:
                raise TypeError(f"{hint.__name__} is used and must be listed")
            return hint.__name__
        return self._composed(hint)

    def _composed(self, hint: Any) -> str:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return " | ".join(self.text(part) for part in arguments)
        if origin is Literal:
            return " | ".join(f'"{value}"' for value in arguments)
        if origin in (tuple, Sequence, list):
            inner = self.text(arguments[0])
            return f"readonly ({inner})[]" if "|" in inner else f"readonly {inner}[]"
        if origin in (dict, Mapping):
            return f"Readonly<Record<{self.text(arguments[0])}, {self.text(arguments[1])}>>"
        raise TypeError(f"no TypeScript for {hint!r}")

    def shape(self, shape: type, *, is_from_client: bool) -> str:
        """Return the declaration of one dataclass."""
        hints = typing.get_type_hints(shape)
        lines = [f"export type {shape.__name__} = {{"]
        for item in fields(shape):
            mark = "?" if is_from_client and _may_be_left_out(item) else ""
            lines.append(f"  readonly {item.name}{mark}: {self._field(shape, item, hints[item.name])};")
        return "\n".join([*lines, "};"])

    def _field(self, shape: type, item: Field[Any], hint: Any) -> str:
        place = (shape, item.name)
        text = self.text(_VALUE_OF.get(place, hint))
        return f'{text} | ""' if place in _MAY_BE_EMPTY else text


def _may_be_left_out(item: Field[Any]) -> bool:
    return item.name != "type" and (item.default is not MISSING or item.default_factory is not MISSING)


def _strings(enum: type[StrEnum]) -> str:
    values = " | ".join(f'"{member.value}"' for member in enum)
    return f"export type {enum.__name__} = {values};"


def _numbers(enum: type[IntEnum]) -> str:
    name = enum.__name__
    members = "\n".join(f"  {member.name}: {member.value}," for member in enum)
    return (
        f"export const {name} = {{\n{members}\n}} as const;\nexport type {name} = (typeof {name})[keyof typeof {name}];"
    )


def _constants(name: str, kind: str, values: Sequence[Any]) -> str:
    """Return a table that is declared in Python as one of the client's."""
    rows = "\n".join(f"  {_object(value)}," for value in values)
    return f"export const {name}: readonly {kind}[] = [\n{rows}\n];"


def _object(value: Any) -> str:
    return "{ " + ", ".join(f"{item.name}: {_value(getattr(value, item.name))}" for item in fields(value)) + " }"


def _value(value: Any) -> str:
    return orjson.dumps(value).decode()


def generate() -> str:
    """Return the whole text of the TypeScript module."""
    writer = _Writer()
    declared = [writer.shape(shape, is_from_client=False) for shape in SERVER_SHAPES]
    declared += [writer.shape(shape, is_from_client=True) for shape in CLIENT_SHAPES]
    declared += [f"export type {name} = {writer.text(union)};" for name, union in _UNIONS.items()]
    values = [_strings(enum) for _, enum in sorted(writer.enums.items())]
    aliases = [f"export type {name} = {text};" for name, text in sorted(writer.aliases.items())]
    head = "// Written by `python -m callbridge.web.typescript` from the Python dataclasses. Do not edit."
    declared.append(_constants("CALL_COLUMNS", "CallColumn", call_list.CALL_COLUMNS))
    version = f"export const PROTOCOL_VERSION = {wire.PROTOCOL_VERSION};"
    return (
        "\n\n".join([head, version, _numbers(wire.CloseCode), "\n".join(aliases), "\n".join(values), *declared]) + "\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the module, or with ``--check`` return 1 when the one on disk is stale."""
    parser = argparse.ArgumentParser(prog="python -m callbridge.web.typescript", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is stale")
    wanted = generate()
    if not parser.parse_args(arguments).check:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    is_fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == wanted
    if not is_fresh:
        sys.stderr.write(f"{TARGET.name} is stale: run python -m callbridge.web.typescript\n")
    return 0 if is_fresh else 1


if __name__ == "__main__":
    sys.exit(main())
