"""Ranges as RFC 9110 §14 has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.web.byte_range import ByteRange, part_answer, wanted_range


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=0-0", (0, 0)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("Bytes = 5 - 6", (5, 6)),
    ],
)
def test_a_range_is_cut_to_the_file(header: str, wanted: tuple[int, int]) -> None:
    found = wanted_range(header, "", size=100, etag='"t"')
    assert found == ByteRange(*wanted)
    assert found.length == wanted[1] - wanted[0] + 1


@pytest.mark.parametrize("header", ["", "bytes", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,5-6", "lines=0-1"])
def test_what_is_no_single_range_means_the_whole(header: str) -> None:
    assert wanted_range(header, "", size=100, etag='"t"') is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        wanted_range(header, "", size=100, etag='"t"')


def test_nothing_of_an_empty_file_can_be_asked_for() -> None:
    for header in ("bytes=0-", "bytes=-1"):
        with pytest.raises(ValueError):  # noqa: PT011
            wanted_range(header, "", size=0, etag='"t"')


def test_a_range_of_another_version_means_the_whole() -> None:
    assert wanted_range("bytes=0-1", '"t"', size=100, etag='"t"') == ByteRange(0, 1)
    assert wanted_range("bytes=0-1", '"old"', size=100, etag='"t"') is None
    assert wanted_range("bytes=0-1", "Mon, 02 Mar 2026 09:00:00 GMT", size=100, etag='"t"') is None


def test_an_answer_tells_of_the_whole_of_a_part_or_of_the_size_alone() -> None:
    whole, part, none = (
        part_answer({"range": header}, size=100, etag="") for header in ("", "bytes=90-", "bytes=100-")
    )
    assert (whole.status, whole.span, whole.headers) == (200, ByteRange(0, 99), {"Content-Length": "100"})
    told = {"Content-Length": "10", "Content-Range": "bytes 90-99/100"}
    assert (part.status, part.span, part.headers) == (206, ByteRange(90, 99), told)
    assert (none.status, none.span, none.headers) == (416, None, {"Content-Range": "bytes */100"})


@given(st.text(max_size=40), st.integers(min_value=0, max_value=1 << 40))
def test_no_header_leads_outside_the_file(header: str, size: int) -> None:
    try:
        found = wanted_range(f"bytes={header}", "", size=size, etag="")
    except ValueError:
        return
    assert found is None or 0 <= found.first <= found.last < size
