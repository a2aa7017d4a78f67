"""How long to wait before the next attempt to connect."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The link's own times, all in seconds; the defaults are the product's, tests are quicker."""

    first_retry_s: float = 0.5
    longest_retry_s: float = 5.0
    """Until somebody's phone rings no longer than this without a card, once the network is back."""
    refused_retry_s: float = 30.0
    """After a refused login: what is wrong there only a person can mend, and Asterisk may ban who hammers."""
    boot_grace_s: float = 1.0
    """How long to wait for FullyBooted, which a user without read=system never gets."""
    goodbye_s: float = 0.5

    def retry_s(self, failures: int, rng: random.Random) -> float:
        """Return the wait after `failures` (≥ 1) failures in a row: doubled each time, jittered down to a half."""
        longest = min(self.longest_retry_s, self.first_retry_s * 2.0 ** min(failures - 1, 16))
        return longest * rng.uniform(0.5, 1.0)


PACE = Pace()
"""The product's times."""
