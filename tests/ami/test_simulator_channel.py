"""Simulated messages as bytes."""

import pytest

from callbridge.ami.framing import Framer
from callbridge.ami.simulator_channel import event_class, write_message


def test_a_message_is_read_back_as_it_was_written() -> None:
    headers = {"Event": "Newchannel", "CallerIDName": "Иван: «Петров»", "AccountCode": ""}
    [message] = Framer().feed(write_message(headers))
    assert message.headers == headers


def test_a_line_break_in_a_name_makes_no_second_header() -> None:
    [message] = Framer().feed(write_message({"Event": "Newchannel", "CallerIDName": "x\r\nEvent: Hangup"}))
    assert message.headers == {"Event": "Newchannel", "CallerIDName": "x Event: Hangup"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hangup", "call"),
        ("QueueCallerJoin", "agent"),
        ("Cdr", "cdr"),
        ("FullyBooted", "system"),
        ("VarSet", "dialplan"),
    ],
)
def test_each_event_belongs_to_the_class_it_has_in_asterisk(name: str, kind: str) -> None:
    assert event_class(name) == kind
