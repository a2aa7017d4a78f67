"""Whose records somebody works with: their own, their branch's, or everybody's (docs/decisions/0030-reach.md)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from callbridge.crm.operator import Role
from callbridge.kernel.ids import OperatorId


class Width(StrEnum):
    """How far a role reaches."""

    OWN = "own"
    BRANCH = "branch"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one person reaches, from where they stand; the store works it out, nobody hands it in."""

    width: Width
    role: Role
    operator_id: OperatorId | None = None
    employee_id: int = 0
    org_unit_ids: frozenset[int] = frozenset()
    """The reader's branch with the branches under it, whatever the width."""

    @property
    def is_all(self) -> bool:
        """Say whether nothing is kept from them."""
        return self.width is Width.ALL


EVERYTHING = Reach(width=Width.ALL, role=Role.ADMIN)
"""Of the program itself, and of an admin."""


def branch_with_those_below(branch_id: int | None, parents: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    """Return a branch and all under it, from pairs of a branch and the one above; none of nobody's branch.

    Branches that were put under each other in a ring end it all the same.
    """
    if branch_id is None:
        return frozenset()
    below: defaultdict[int, list[int]] = defaultdict(list)
    for unit, above in parents:
        if above is not None:
            below[above].append(unit)
    found, waiting = {branch_id}, [branch_id]
    while waiting:
        new = [unit for unit in below[waiting.pop()] if unit not in found]
        found.update(new)
        waiting += new
    return frozenset(found)
