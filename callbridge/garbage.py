"""Python's garbage collection, set so that it hardly ever stands between a ring and its card.

Nearly everything a call leaves is freed at once, by reference counts; the collector is for the rest, and walks all that
lives to find it. With Python's own settings a full walk came every few hundred calls and stopped everything for up to
0.6 s among 500 operators (docs/performance.md).
"""

import gc

YOUNG_OBJECTS = 5_000
"""Made and not yet freed before the young are walked (Python: 700): about 0.5 ms."""
YOUNG_WALKS = 10
"""Before those that survived one walk are walked: about 5 ms."""
MIDDLE_WALKS = 100
"""Before everything is walked (Python: 10): five million objects made and not freed."""


def settle() -> None:
    """Take what lives now, the modules and what the start made, out of every later walk: it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, YOUNG_WALKS, MIDDLE_WALKS)
