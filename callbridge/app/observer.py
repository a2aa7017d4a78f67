"""What the use cases report about themselves; the metrics shell listens."""

from typing import Protocol


class Observer(Protocol):
    """Counts and times; every method returns at once."""

    def ami_event(self, pbx: str) -> None:
        """One AMI event was taken from the inbox."""
        ...

    def call_ended(self, pbx: str, direction: str, outcome: str) -> None:
        """A call is over."""
        ...

    def card_pushed(self, seconds: float) -> None:
        """A card went to its operator's sockets this long after the AMI event that rang the phone was read."""
        ...

    def card_rendered(self, seconds: float) -> None:
        """A card was on the operator's screen this long after it was pushed."""
        ...

    def lookup_missed(self, why: str) -> None:
        """A card went out without history: ``timeout``, ``error`` or ``overload``."""
        ...

    def fault(self, where: str) -> None:
        """A handler failed on one event and the rest went on."""
        ...
