"""Candidates without those of whom an operator said «не он»."""

from collections.abc import Iterable

from callbridge.crm.not_caller import CallerKind, CallerRecord, NotCaller
from callbridge.matching.match import Candidate


def record_of(candidate: Candidate) -> CallerRecord:
    """Return the record that a candidate stands for."""
    if candidate.person_id is not None:
        return CallerRecord(kind=CallerKind.PERSON, id=candidate.person_id)
    if candidate.lead_id is not None:
        return CallerRecord(kind=CallerKind.LEAD, id=candidate.lead_id)
    return CallerRecord(kind=CallerKind.ORGANIZATION, id=candidate.organization_id or 0)


def without(candidates: Iterable[Candidate], said: Iterable[NotCaller]) -> list[Candidate]:
    """Return the candidates that nobody was said not to be.

    An interest is told by the names typed into it, as in ranking: the next one of the same names is the same caller.
    """
    records = set[CallerRecord]()
    names = set[tuple[str, str]]()
    for one in said:
        records.add(one.record)
        if one.lead_id is not None:
            names.add((one.name.casefold(), one.organization.casefold()))
    return [each for each in candidates if record_of(each) not in records and _typed(each) not in names]


def _typed(candidate: Candidate) -> tuple[str, str] | None:
    if candidate.person_id is not None or candidate.lead_id is None:
        return None
    return candidate.person_name.casefold(), candidate.organization_name.casefold()
