"""How far somebody reaches, from where they stand (R152)."""

import pytest

from callbridge.crm.operator import Role
from callbridge.crm.reach import EVERYTHING, Reach, Width, branch_with_those_below

TREE = ((1, None), (2, 1), (3, 1), (4, 2), (5, None))


@pytest.mark.parametrize(
    ("branch", "wanted"),
    [(1, {1, 2, 3, 4}), (2, {2, 4}), (4, {4}), (5, {5}), (None, set())],
)
def test_a_branch_has_those_under_it_with_it(branch: int | None, wanted: set[int]) -> None:
    assert branch_with_those_below(branch, TREE) == wanted


def test_branches_under_each_other_in_a_ring_end_it() -> None:
    assert branch_with_those_below(1, [(1, 2), (2, 3), (3, 1)]) == {1, 2, 3}


def test_the_program_itself_reaches_everything() -> None:
    assert EVERYTHING.is_all
    assert not Reach(width=Width.BRANCH, role=Role.MANAGER).is_all
