"""How fast the tracker is: events a second on the class-call mix, and whether live channels make it slower."""

import argparse
import statistics
import time
from dataclasses import dataclass

from callbridge.telephony.ami_event import AmiEvent
from tests.support.recordings import instant, load, new_tracker

NOT_CLASS_CALL = frozenset(
    {"VarSet", "Newexten", "RTCPSent", "RTCPReceived", "TestEvent", "Cdr", "SuccessfulAuth", "ChallengeSent"}
)


@dataclass(frozen=True)
class Figures:
    """What was measured; rates are events a second of one core, the best of the rounds."""

    class_call_rate: float
    cost_10_us: float
    """CPU of one event while 10 channels live."""
    cost_10000_us: float
    """The same while 10,000 live."""

    @property
    def flatness(self) -> float:
        """Return how many times dearer an event is among 10,000 channels than among 10."""
        return self.cost_10000_us / self.cost_10_us


def measure(rounds: int) -> Figures:
    """Measure; `rounds` times each, so that the figure is the machine's and not its neighbours'."""
    mix = [(instant(t), e) for t, e in load("s18_burst").events if e.name not in NOT_CLASS_CALL]
    costs: dict[int, list[float]] = {10: [], 10_000: []}
    rates = []
    for _ in range(rounds):
        tracker = new_tracker()
        began = time.process_time()
        for at, event in mix:
            tracker.feed(event, at)
        rates.append(len(mix) / (time.process_time() - began))
        for live, found in costs.items():
            found.append(_cost_among(live) * 1e6)
    return Figures(max(rates), min(costs[10]), min(costs[10_000]))


def _cost_among(live: int) -> float:
    """Return the median CPU seconds of one event of a call that comes while `live` channels talk."""
    tracker = new_tracker()
    call = load("s01_direct_answered").tracked
    talking = [event for _, event in call if event.name not in ("Hangup", "BridgeLeave", "BridgeDestroy")]
    for number in range(live // 2):
        for event in talking:
            tracker.feed(_renumbered(event, number), instant(0))
    assert tracker.live_channels == live
    costs = []
    for number in range(200):
        events = [_renumbered(event, live + number) for _, event in call]
        began = time.perf_counter()
        for event in events:
            tracker.feed(event, instant(1))
        costs.append((time.perf_counter() - began) / len(events))
    return statistics.median(costs)


def _renumbered(event: AmiEvent, number: int) -> AmiEvent:
    marks = (("1795402943.", f"{number}."), ("5c0a7412", f"{number:08x}"))
    headers = dict(event.headers)
    for header, value in headers.items():
        for old, new in marks:
            value = value.replace(old, new)  # noqa: PLW2901
        headers[header] = value
    return AmiEvent(event.name, headers)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round")
    figures = measure(1 if parser.parse_args().quick else 5)
    print(f"tracker.class_call_mix {figures.class_call_rate:.0f} events/s (goal >= 100000)")
    print(f"tracker.among_10_channels {figures.cost_10_us:.2f} us/event")
    print(f"tracker.among_10000_channels {figures.cost_10000_us:.2f} us/event")
    print(f"tracker.cost_at_10000_vs_10 {figures.flatness:.2f} (goal <= 1.5)")


if __name__ == "__main__":
    main()
