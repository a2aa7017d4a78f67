"""The list of missed calls is everybody's: any operator may call back, and then it is done for all."""

from collections.abc import Callable

from callbridge.app.sessions import OperatorSessions
from callbridge.screenpop.wire import ListsChanged


class MissedCalls:
    """Tells every open browser that the list may have changed; at most once a tick, however many calls there are."""

    def __init__(self) -> None:
        self._may_differ = False
        self._tell_also: Callable[[], None] | None = None

    def note(self) -> None:
        """A call that nobody answered was kept, or a talk that may close one."""
        self._may_differ = True
        if self._tell_also is not None:
            self._tell_also()

    def tell_also(self, told: Callable[[], None]) -> None:
        """Let somebody else know of each that is noted: a talk closes what was promised too."""
        self._tell_also = told

    def tell(self, sessions: OperatorSessions) -> None:
        """Tell what was noted since the last time."""
        if self._may_differ:
            self._may_differ = False
            sessions.push_all(lambda revision: ListsChanged(revision=revision, lists=("missed",)), topic="missed")
