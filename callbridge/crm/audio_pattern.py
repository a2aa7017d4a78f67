"""Where a PBX keeps the audio of a call: a path with placeholders, and the names it stands for.

What callers and Asterisk's variables put into a name only ever fills a part of one, as literal text; it never
makes a path, and what could (a slash, dots alone) is not tried at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import islice, product

from callbridge.crm.call_audio import AudioFacts
from callbridge.kernel.ids import LegId
from callbridge.kernel.text import Phrase

PLACEHOLDERS = ("year", "month", "day", "unique_id", "linked_id", "extension", "number")
MAX_NAMES = 24
"""How many names without wildcards are tried for one part of one path."""
MAX_DAYS = 3
_PART = re.compile(r"\{(\w*)\}|([*?])|([^{}*?]+)|([{}])")
_VALUE = re.compile(r"(?!\.+$)[\w.+*#@-]{1,150}")
_ID = r"(?<![0-9])(?<![0-9]\.)(?:{})(?!\.?[0-9])"
"""``1704190272.1`` must not be found in ``1704190272.15``, nor in ``11704190272.1``."""
_WILDCARDS = {"*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a path: the names it may have, or, with wildcards, only their shape."""

    names: tuple[str, ...] | None
    """To be tried as they are; None: the folder must be looked through."""
    shape: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A pattern filled for one day of one call."""

    steps: tuple[Step, ...]
    legs: Mapping[str, LegId]
    """Whose file it is, by the Uniqueid in its name."""

    def leg_of(self, names: Sequence[str]) -> LegId | None:
        """Return the phone whose Uniqueid a found path names."""
        for step, name in zip(self.steps, names, strict=True):
            found = step.shape.fullmatch(name)
            for group, value in (found.groupdict() if found else {}).items():
                if group.startswith("unique_id") and value in self.legs:
                    return self.legs[value]
        return None


@dataclass(frozen=True, slots=True)
class AudioPattern:
    """A checked path such as ``{year}/{month}/{day}/*-{unique_id}.wav``."""

    parts: tuple[tuple[tuple[str, str], ...], ...]
    """For each part of the path its pieces: placeholder, wildcard or text, and which."""

    @classmethod
    def parse(cls, text: str) -> "AudioPattern":
        """Read a path; raises ValueError that says in plain words what is wrong."""
        segments = text.split("/")
        if any(segment in ("", ".", "..") for segment in segments) or "\0" in text:
            raise ValueError(Phrase("config.below_folder"))
        parts = tuple(tuple(_pieces(segment)) for segment in segments)
        if not any(name in ("unique_id", "linked_id") for part in parts for kind, name in part if kind == "fill"):
            raise ValueError(Phrase("config.no_call"))
        return cls(parts)

    @property
    def has_wildcards(self) -> bool:
        """Whether a folder must be looked through to find the file."""
        return any(kind == "wild" for part in self.parts for kind, _ in part)

    def places(self, facts: AudioFacts, zone: tzinfo) -> Iterator[Place]:
        """Yield where the call's files may be, for each day in `zone` that it touched."""
        if self._has_date:
            for day in _days(facts, zone):
                yield self._place(facts, day)
        else:
            yield self._place(facts, facts.started_at.date())

    @property
    def _has_date(self) -> bool:
        return any(name in ("year", "month", "day") for part in self.parts for _, name in part)

    def _place(self, facts: AudioFacts, day: date) -> Place:
        values = _values(facts, day)
        legs = {leg_id.partition(":")[2]: leg_id for leg_id, _ in facts.legs}
        return Place(tuple(_step(part, values) for part in self.parts), legs)


def _pieces(segment: str) -> Iterator[tuple[str, str]]:
    for found in _PART.finditer(segment):
        name, wildcard, literal, brace = found.groups()
        if brace or (name is not None and name not in PLACEHOLDERS):
            raise ValueError(Phrase("config.placeholder", {"placeholder": found[0], "known": ", ".join(PLACEHOLDERS)}))
        if name is not None:
            yield "fill", name
        elif wildcard:
            yield "wild", wildcard
        else:
            yield "text", literal


def _days(facts: AudioFacts, zone: tzinfo) -> list[date]:
    ends = facts.ended_at or facts.started_at
    first, last = facts.started_at.astimezone(zone).date(), ends.astimezone(zone).date()
    count = min(max(last.toordinal() - first.toordinal(), 0) + 1, MAX_DAYS)
    return [date.fromordinal(first.toordinal() + number) for number in range(count)]


def _values(facts: AudioFacts, day: date) -> dict[str, tuple[str, ...]]:
    linked_id = facts.call_id.partition(":")[2]
    unique_ids = [linked_id, *(leg_id.partition(":")[2] for leg_id, _ in facts.legs)]
    endpoints = [endpoint.partition("/")[2] or endpoint for _, endpoint in facts.legs]
    values = {
        "year": [f"{day.year:04}"],
        "month": [f"{day.month:02}"],
        "day": [f"{day.day:02}"],
        "unique_id": unique_ids,
        "linked_id": [linked_id],
        "extension": endpoints,
        "number": [facts.number, facts.number.removeprefix("+")],
    }
    return {name: tuple(dict.fromkeys(one for one in some if _VALUE.fullmatch(one))) for name, some in values.items()}


def _step(part: Sequence[tuple[str, str]], values: Mapping[str, tuple[str, ...]]) -> Step:
    shape = re.compile("".join(_shape(kind, name, values, place) for place, (kind, name) in enumerate(part)))
    if any(kind == "wild" for kind, _ in part):
        return Step(None, shape)
    choices = [values[name] if kind == "fill" else (name,) for kind, name in part]
    return Step(tuple(islice(map("".join, product(*choices)), MAX_NAMES)), shape)


def _shape(kind: str, name: str, values: Mapping[str, tuple[str, ...]], place: int) -> str:
    if kind == "wild":
        return _WILDCARDS[name]
    if kind == "text":
        return re.escape(name)
    some = "|".join(map(re.escape, values[name])) or r"(?!)"
    return f"(?P<{name}_{place}>{_ID.format(some) if name.endswith('_id') else some})"
