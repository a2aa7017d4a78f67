"""Which way an operator's card may go; any other move is refused."""

from callbridge.screenpop.card import CardState

MOVES: dict[CardState | None, frozenset[CardState | None]] = {
    None: frozenset({CardState.RINGING, CardState.DIALING, CardState.TALKING}),
    CardState.RINGING: frozenset({CardState.TALKING, None}),
    CardState.DIALING: frozenset({CardState.TALKING, None}),
    CardState.TALKING: frozenset({CardState.HELD, CardState.WRAP_UP, None}),
    CardState.HELD: frozenset({CardState.TALKING, CardState.WRAP_UP, None}),
    CardState.WRAP_UP: frozenset({CardState.RINGING, CardState.DIALING, CardState.TALKING, None}),
}
"""From a state (None: no card) to those it may become. WRAP_UP rings again when a queue comes back to its agent."""


def is_legal(source: CardState | None, target: CardState | None) -> bool:
    """Say whether a card may move from `source` to `target`."""
    return target in MOVES[source]
