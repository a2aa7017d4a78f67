"""docs/protocol.md tells every message and every way out."""

import re
import typing
from dataclasses import fields
from pathlib import Path

import pytest

from callbridge.screenpop import wire
from callbridge.screenpop.wire import CloseCode, WithdrawReason

TEXT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
MESSAGES = (*typing.get_args(wire.ServerMessage), *typing.get_args(wire.ClientMessage))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.__name__)
def test_every_message_is_documented_with_every_field(message: type) -> None:
    kind = typing.get_args(typing.get_type_hints(message)["type"])[0]
    rows = re.findall(rf"^\| `{kind}` \|.*$", TEXT, re.MULTILINE)
    assert len(rows) == 1
    missing = [item.name for item in fields(message) if item.name != "type" and f"`{item.name}`" not in rows[0]]
    assert missing == []


def test_no_message_is_documented_that_does_not_exist() -> None:
    known = {typing.get_args(typing.get_type_hints(message)["type"])[0] for message in MESSAGES}
    assert set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)) - {"type"} == known


@pytest.mark.parametrize("code", list(CloseCode), ids=lambda code: code.name)
def test_every_close_code_is_documented_with_its_name(code: CloseCode) -> None:
    assert f"| {code.value} `{code.name}` |" in TEXT


def test_every_reason_of_withdrawal_is_documented() -> None:
    assert [reason for reason in WithdrawReason if f"`{reason.value}`" not in TEXT] == []


def test_the_version_of_the_protocol_is_documented() -> None:
    assert f"Protocol version: {wire.PROTOCOL_VERSION}." in TEXT
