"""Asterisk's words for nothing."""

import pytest

from callbridge.telephony.ami_event import AmiEvent


@pytest.mark.parametrize("nothing", ["<unknown>", "<null>", ""])
def test_words_for_nothing_read_as_nothing(nothing: str) -> None:
    assert AmiEvent("Newchannel", {"CallerIDNum": nothing}).get("CallerIDNum") == ""


def test_an_absent_header_reads_as_nothing() -> None:
    assert AmiEvent("Newchannel", {}).get("CallerIDNum") == ""
