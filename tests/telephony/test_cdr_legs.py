"""Phones and talk as rows tell them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.telephony.call_event import RingEnd
from callbridge.telephony.cdr_legs import legs_of, talk_seconds
from callbridge.telephony.topology import Topology
from tests.support.cdr_rows import recorded_rows
from tests.support.recordings import PBX


def ends(name: str) -> list[tuple[str, RingEnd]]:
    rows = recorded_rows(name)
    return [(leg.endpoint, leg.ring_end) for leg in legs_of(PBX, rows, rows, Topology())]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("s04_ring_group", [("PJSIP/101", RingEnd.ANSWERED_ELSEWHERE), ("PJSIP/102", RingEnd.ANSWERED)]),
        ("s06_queue_second_agent", [("PJSIP/103", RingEnd.NO_ANSWER), ("PJSIP/104", RingEnd.ANSWERED)]),
        ("s07_queue_abandon", [("PJSIP/103", RingEnd.CALLER_GONE)]),
        ("s03_busy", [("PJSIP/101", RingEnd.REJECTED)]),
    ],
)
def test_each_phone_has_its_own_end(name: str, expected: list[tuple[str, RingEnd]]) -> None:
    assert ends(name) == expected


def test_a_trunk_that_was_dialled_is_no_phone_of_ours() -> None:
    assert ends("s11_outbound") == []


def test_rows_that_overlap_count_each_second_once() -> None:
    (row,) = recorded_rows("s01_direct_answered")
    longer = replace(row, ended_at=row.ended_at + timedelta(seconds=5))
    assert talk_seconds([row, longer, row], row.answered_at) == 8.0
    assert talk_seconds([], None) == 0.0
