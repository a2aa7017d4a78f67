"""Pipelines and their stages (R107, R119-R121)."""

from enum import StrEnum


class StageKind(StrEnum):
    """Where a deal is when it stands on the stage."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
