"""From a number and what the store found under it to one answer, best candidate first, each with its reason.

What came in another order gives the same answer: every tie is broken by the candidates' own values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from callbridge.kernel.ids import OperatorId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.matching.match import Candidate, Match, MatchKind, MatchReason, RankedCandidate

MAX_CANDIDATES = 20
"""A switchboard may have hundreds of people behind it; nobody reads more on a card."""

RECENT = timedelta(days=90)
"""An older contact orders candidates but is not told as the reason."""

_WITHOUT_LOOKUP = {
    NumberForm.WITHHELD: MatchKind.WITHHELD,
    NumberForm.INTERNAL: MatchKind.INTERNAL,
    NumberForm.OWN: MatchKind.INTERNAL,
}
_STRENGTH = {reason: place for place, reason in enumerate(MatchReason)}

Key = tuple[str, object, object]
Value = TypeVar("Value")


def match(
    number: PhoneNumber, candidates: Sequence[Candidate], *, operator_id: OperatorId | None, at: datetime
) -> Match:
    """Return who calls, as `operator_id` should see it at the instant `at`.

    An exact number beats any suffix, and a suffix alone is never identity: POSSIBLE. Of exact ones the same person
    found twice counts once; an interest or an organization counts only where no person stands for it (R148).
    """
    kind = _WITHOUT_LOOKUP.get(number.form)
    if kind is not None:
        return Match(kind=kind)
    exact = [candidate for candidate in candidates if candidate.is_exact]
    distinct = _distinct(exact or candidates)
    ranked = [RankedCandidate(candidate=each, reason=_reason(each, operator_id, at)) for each in distinct]
    ranked.sort(key=lambda each: (_STRENGTH[each.reason], _order(each.candidate)))
    return Match(kind=_kind(len(ranked), has_exact=bool(exact)), candidates=tuple(ranked[:MAX_CANDIDATES]))


def _kind(count: int, *, has_exact: bool) -> MatchKind:
    if count == 0:
        return MatchKind.UNKNOWN
    if not has_exact:
        return MatchKind.POSSIBLE
    return MatchKind.KNOWN if count == 1 else MatchKind.SEVERAL


def _reason(candidate: Candidate, operator_id: OperatorId | None, at: datetime) -> MatchReason:
    if not candidate.is_exact:
        return MatchReason.SUFFIX
    if candidate.person_id is None and candidate.lead_id is not None:
        return MatchReason.EARLIER_INTEREST
    if candidate.open_deals > 0:
        return MatchReason.OPEN_DEAL
    if operator_id is not None and candidate.responsible_id == operator_id:
        return MatchReason.RESPONSIBLE
    if candidate.last_contact_at is not None and at - candidate.last_contact_at <= RECENT:
        return MatchReason.RECENT_CONTACT
    return MatchReason.EXACT_NUMBER


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    groups: dict[Key, Candidate] = {}
    for candidate in sorted(candidates, key=_order):
        key = _key(candidate)
        groups[key] = _merged(groups[key], candidate) if key in groups else candidate
    people = [each for each in groups.values() if each.person_id is not None]
    interests = [] if people else _named_first([each for each in groups.values() if _key(each)[0] == "interest"])
    named = {each.organization_id for each in [*people, *interests]}
    organizations = [
        each for each in groups.values() if _key(each)[0] == "organization" and each.organization_id not in named
    ]
    return [*people, *interests, *organizations]


def _named_first(interests: list[Candidate]) -> list[Candidate]:
    """Return the interests that name somebody; where none does, all of them (they are one then)."""
    return [each for each in interests if each.person_name or each.organization_name] or interests


def _key(candidate: Candidate) -> Key:
    """Return what makes two findings the same: an interest without a person is told by its typed names."""
    if candidate.person_id is not None:
        return "person", candidate.person_id, None
    if candidate.lead_id is None:
        return "organization", candidate.organization_id, candidate.organization_name
    return "interest", candidate.person_name.casefold(), candidate.organization_name.casefold()


def _merged(first: Candidate, second: Candidate) -> Candidate:
    """Return one candidate of two findings; `first` is the one with the later contact and wins where both speak."""
    return replace(
        first,
        is_exact=first.is_exact or second.is_exact,
        person_name=first.person_name or second.person_name,
        organization_id=_first(first.organization_id, second.organization_id),
        organization_name=first.organization_name or second.organization_name,
        lead_id=_first(first.lead_id, second.lead_id),
        is_shared=first.is_shared or second.is_shared,
        is_private=first.is_private or second.is_private,
        last_contact_at=_first(first.last_contact_at, second.last_contact_at),
        open_deals=max(first.open_deals, second.open_deals),
        responsible_id=_first(first.responsible_id, second.responsible_id),
    )


def _first(one: Value | None, other: Value | None) -> Value | None:
    return other if one is None else one


def _order(candidate: Candidate) -> tuple[object, ...]:
    """Return a total order of values: the most recent contact first, then names, then everything else."""
    contact = candidate.last_contact_at
    return (
        -contact.timestamp() if contact else float("inf"),
        not candidate.is_exact,
        candidate.person_name.casefold(),
        candidate.person_name,
        candidate.organization_name,
        candidate.person_id or 0,
        candidate.organization_id or 0,
        -(candidate.lead_id or 0),
        -candidate.open_deals,
        candidate.responsible_id or 0,
        candidate.is_shared,
        candidate.is_private,
    )
