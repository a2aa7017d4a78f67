"""Records of every kind, written through one service (docs/decisions/0012)."""
