"""A clock that stands still until told."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class FakeClock:
    """It shows `at`; both of its hands move together, and only by `pass_seconds`."""

    at: datetime
    passed_s: float = field(default=0.0, init=False)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.passed_s

    def pass_seconds(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.passed_s += seconds
