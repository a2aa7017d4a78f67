"""Lists that every open browser keeps: all hear that one may have changed, at most once a tick, whatever happened."""

from typing import Literal

from callbridge.app.sessions import OperatorSessions
from callbridge.crm.entities.dictionaries import DICTIONARIES
from callbridge.screenpop.wire import ListsChanged

CHOSEN_FROM = ("campaign", "number", *(entity.id for entity in DICTIONARIES))
"""The kinds of record that stand in dictionaries: an event's call finds the event by its number."""


class ListNews:
    """Tells every open browser that one list may have changed; at most once a tick."""

    def __init__(self, name: Literal["missed", "dictionaries", "live"], *, rest: int = 0) -> None:
        """`rest`: for so many ticks nothing is told after something was, of what changes all the time."""
        self._name = name
        self._rest = rest
        self._resting = 0
        self._may_differ = False

    def note(self) -> None:
        """Something that may change it was written."""
        self._may_differ = True

    def tell(self, sessions: OperatorSessions) -> None:
        """Tell what was noted since the last time."""
        if self._resting:
            self._resting -= 1
        elif self._may_differ:
            self._may_differ, self._resting = False, self._rest
            sessions.push_all(lambda revision: ListsChanged(revision=revision, lists=(self._name,)), topic=self._name)
