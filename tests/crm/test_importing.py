"""What becomes of a row."""

import pytest

from callbridge.crm.importing import OnMatch, RowState, outcome_of


@pytest.mark.parametrize(
    ("matches", "on_match", "state"),
    [
        (0, OnMatch.SKIP, RowState.CREATED),
        (0, OnMatch.FILL, RowState.CREATED),
        (1, OnMatch.SKIP, RowState.SKIPPED),
        (2, OnMatch.FILL, RowState.FILLED),
        (1, OnMatch.CREATE, RowState.CREATED),
    ],
)
def test_a_row_that_is_there_already_becomes_what_was_said(matches: int, on_match: OnMatch, state: RowState) -> None:
    assert outcome_of(matches, on_match) is state
