"""Which CDR rows belong to one call."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from callbridge.telephony.cdr_row import CdrRow

CHANNEL_REUSE = timedelta(hours=6)
"""Asterisk counts its channels anew after a restart: the same name later than this is another channel."""


def calls_of(rows: Iterable[CdrRow]) -> list[list[CdrRow]]:
    """Return the rows call by call, oldest first.

    Rows of one Linkedid are one call. Old files have none: there, rows that share a channel are one call. A row of a
    phone that only steps into another call (fetches a parked one, enters a conference: t23, t50) is no call.
    """
    ordered = sorted(rows, key=lambda row: row.order)
    told: dict[str, list[CdrRow]] = defaultdict(list)
    untold: list[CdrRow] = []
    for row in ordered:
        (told[row.linked_id] if row.linked_id else untold).append(row)
    groups = [*told.values(), *_joined(untold)]
    reached = {row.other_channel for row in ordered if row.other_channel}
    return [group for group in groups if not all(row.channel in reached and not row.other_channel for row in group)]


def _joined(rows: Sequence[CdrRow]) -> list[list[CdrRow]]:
    """Join rows of one Uniqueid or with a channel in both."""
    parents = list(range(len(rows)))
    for members in _shared(rows):
        for one, other in pairwise(members):
            parents[_root(parents, one)] = _root(parents, other)
    calls: dict[int, list[CdrRow]] = defaultdict(list)
    for number, row in enumerate(rows):
        calls[_root(parents, number)].append(row)
    return list(calls.values())


def _shared(ordered: Sequence[CdrRow]) -> list[list[int]]:
    by_birth: dict[str, list[int]] = defaultdict(list)
    by_channel: dict[str, list[list[int]]] = defaultdict(list)
    for number, row in enumerate(ordered):
        by_birth[row.unique_id].append(number)
        for channel in sorted({row.channel, row.other_channel} - {""}):
            runs = by_channel[channel]
            if runs and row.started_at - ordered[runs[-1][-1]].ended_at < CHANNEL_REUSE:
                runs[-1].append(number)
            else:
                runs.append([number])
    return [*by_birth.values(), *(run for runs in by_channel.values() for run in runs)]


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
