"""Whom a call round calls: each person once, and a number alone only when nobody in the round has it (R55)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from callbridge.crm.call_round import EntryState
from callbridge.kernel.errors import InvalidInput

MAX_ENTRIES = 10_000
"""More people than that are several rounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody a round may call."""

    person_id: int | None = None
    organization_id: int | None = None
    name: str = ""
    phone: str = ""
    """As it was entered; ``""`` when there is none."""
    number_key: str = ""
    wants_no_calls: bool = False
    lead_id: int | None = None
    """The interest that brought them here, which tells those apart who have neither a person nor a number."""

    @property
    def key(self) -> str:
        """Return by what they are called once: the person, else the number."""
        if self.person_id is not None:
            return f"person {self.person_id}"
        return f"number {self.number_key}" if self.number_key else f"lead {self.lead_id}"

    @property
    def state(self) -> EntryState:
        """Return as what their entry begins."""
        if self.wants_no_calls:
            return EntryState.NO_CALLS
        return EntryState.WAITING if self.number_key else EntryState.NO_NUMBER


@dataclass(slots=True)
class Roll:
    """The people of a round as they come: each once, and a bare number only when nobody has it."""

    parties: dict[str, Party] = field(default_factory=dict)
    repeated: int = 0

    def add(self, parties: Iterable[Party]) -> None:
        """Take some more; raises InvalidInput when there are too many."""
        for one in parties:
            known = self.parties.get(one.key)
            if known is not None:
                self.repeated += 1
                if known.number_key == "" and one.number_key:
                    self.parties[one.key] = one
                continue
            self.parties[one.key] = one
            if len(self.parties) > MAX_ENTRIES:
                raise InvalidInput({"audience": "round.too_many"})

    def folded(self) -> list[Party]:
        """Return who is called, in the order in which they came."""
        of_people = {one.number_key for one in self.parties.values() if one.person_id is not None}
        return [
            one
            for one in self.parties.values()
            if one.person_id is not None or one.number_key == "" or one.number_key not in of_people
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAudience:
    """Whom a round would call if it began now."""

    entries: int
    """People to be called."""
    without_number: int
    wanting_no_calls: int
    repeated: int
    """Rows that name somebody who is there already."""


def audience_of(roll: Roll) -> RoundAudience:
    """Count a roll."""
    parties = roll.folded()
    states = [one.state for one in parties]
    return RoundAudience(
        entries=states.count(EntryState.WAITING),
        without_number=states.count(EntryState.NO_NUMBER),
        wanting_no_calls=states.count(EntryState.NO_CALLS),
        repeated=roll.repeated + len(roll.parties) - len(parties),
    )
