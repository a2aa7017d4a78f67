"""Actions as they go out."""

import pytest

from callbridge.ami.action import MAX_LINE_BYTES, encode_action
from callbridge.kernel.errors import AmiRefused


def test_an_action_ends_with_its_id_and_an_empty_line() -> None:
    fields = {"Action": "PJSIPNotify", "Endpoint": "101", "Variable": ["Event=talk", "X=1"]}
    assert encode_action(fields, "cb-1") == (
        b"Action: PJSIPNotify\r\nEndpoint: 101\r\nVariable: Event=talk\r\nVariable: X=1\r\nActionID: cb-1\r\n\r\n"
    )


@pytest.mark.parametrize("value", ["x\r\n\r\nAction: Originate", "x\ny", "x\ry", "x\0y"])
def test_a_value_that_would_break_the_line_is_refused(value: str) -> None:
    with pytest.raises(AmiRefused) as caught:
        encode_action({"Action": "QueuePause", "Reason": value}, "1")
    assert caught.value.code == "ami.action_invalid"


@pytest.mark.parametrize("name", ["", "A B", "A:", "A\r\nB", "Ключ"])
def test_a_header_name_is_a_plain_word(name: str) -> None:
    with pytest.raises(AmiRefused):
        encode_action({name: "x"}, "1")


def test_a_line_is_measured_in_bytes() -> None:
    fits = "я" * ((MAX_LINE_BYTES - len("Reason: ")) // 2)
    encode_action({"Reason": fits}, "1")
    with pytest.raises(AmiRefused):
        encode_action({"Reason": fits + "яя"}, "1")
