"""Deals (R118-R124)."""

from enum import StrEnum


class DealState(StrEnum):
    """How a deal stands; always that of its stage's kind."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
