"""The list of missed calls is everybody's: any operator may call back, and then it is done for all."""

from collections.abc import Callable

from callbridge.app.list_news import ListNews


class MissedCalls(ListNews):
    """News of a call that nobody answered, or of a talk that may close one."""

    def __init__(self) -> None:
        super().__init__("missed")
        self._tell_also: Callable[[], None] | None = None

    def note(self) -> None:
        """A call that nobody answered was kept, or a talk that may close one."""
        super().note()
        if self._tell_also is not None:
            self._tell_also()

    def tell_also(self, told: Callable[[], None]) -> None:
        """Let somebody else know of each that is noted: a talk closes what was promised too."""
        self._tell_also = told
