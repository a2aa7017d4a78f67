"""Which call a draft is about."""

import pytest

from callbridge.crm.draft import call_of_draft
from callbridge.kernel.ids import CallId


@pytest.mark.parametrize(
    ("key", "call_id"),
    [
        ("main:1.2", "main:1.2"),
        ("deal:7:main:1.2", "main:1.2"),
        ("deal:7", "deal:7"),
        ("deal:1764000000.12", "deal:1764000000.12"),
    ],
)
def test_a_draft_is_about_the_call_in_its_key(key: str, call_id: str) -> None:
    assert call_of_draft(key) == CallId(call_id)
