"""Pages keep the dictionaries they choose from: they hear when a colleague changed one."""

from callbridge.app.sessions import OperatorSessions
from callbridge.crm.entities.dictionaries import DICTIONARIES
from callbridge.screenpop.wire import ListsChanged

CHOSEN_FROM = ("campaign", "number", *(entity.id for entity in DICTIONARIES))
"""The kinds of record that stand in dictionaries: an event's call finds the event by its number."""


class DictionaryNews:
    """Tells every open browser that a dictionary may have changed; at most once a tick."""

    def __init__(self) -> None:
        self._may_differ = False

    def note(self) -> None:
        """A record of one was written."""
        self._may_differ = True

    def tell(self, sessions: OperatorSessions) -> None:
        """Tell what was noted since the last time."""
        if self._may_differ:
            self._may_differ = False
            sessions.push_all(
                lambda revision: ListsChanged(revision=revision, lists=("dictionaries",)), topic="dictionaries"
            )
