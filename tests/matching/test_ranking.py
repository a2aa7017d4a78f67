from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.kernel.ids import LeadId, OperatorId, OrganizationId, PersonId
from callbridge.kernel.numbers import NumberForm, PhoneNumber
from callbridge.matching.match import Candidate, Match, MatchKind, MatchReason, RankedCandidate
from callbridge.matching.ranking import MAX_CANDIDATES, match

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ME = OperatorId(7)
NUMBER = PhoneNumber(form=NumberForm.E164, raw="89161234567", e164="+79161234567")


def person(id_: int, **fields: Any) -> Candidate:
    return replace(Candidate(is_exact=True, person_id=PersonId(id_), person_name=f"Person {id_}"), **fields)


def interest(id_: int, **fields: Any) -> Candidate:
    return replace(Candidate(is_exact=True, lead_id=LeadId(id_)), **fields)


def organization(id_: int, **fields: Any) -> Candidate:
    return replace(Candidate(is_exact=True, organization_id=OrganizationId(id_), organization_name="Org"), **fields)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def asked(*candidates: Candidate, number: PhoneNumber = NUMBER, operator_id: OperatorId | None = ME) -> Match:
    return match(number, candidates, operator_id=operator_id, at=NOW)


def shown(answer: Match) -> list[tuple[int | None, MatchReason]]:
    return [(each.candidate.person_id, each.reason) for each in answer.candidates]


def test_nobody_found_is_unknown() -> None:
    assert asked() == Match(kind=MatchKind.UNKNOWN)


def test_one_exact_person_is_known() -> None:
    """R76: the caller is told with the reason."""
    anna = person(1)
    assert asked(anna) == Match(
        kind=MatchKind.KNOWN, candidates=(RankedCandidate(candidate=anna, reason=MatchReason.EXACT_NUMBER),)
    )


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (NumberForm.WITHHELD, MatchKind.WITHHELD),
        (NumberForm.INTERNAL, MatchKind.INTERNAL),
        (NumberForm.OWN, MatchKind.INTERNAL),
    ],
)
def test_a_number_that_identifies_nobody_has_no_candidates_whatever_was_found(
    form: NumberForm, kind: MatchKind
) -> None:
    assert asked(person(1), number=PhoneNumber(form=form, raw="x")) == Match(kind=kind)


def test_digits_that_fit_no_plan_still_match_by_equality() -> None:
    assert asked(person(1), number=PhoneNumber(form=NumberForm.UNREADABLE, raw="77", digits="77")).kind is (
        MatchKind.KNOWN
    )


def test_a_suffix_alone_is_only_possible_however_much_speaks_for_it() -> None:
    answer = asked(person(1, is_exact=False, open_deals=3, responsible_id=ME, last_contact_at=NOW))
    assert (answer.kind, shown(answer)) == (MatchKind.POSSIBLE, [(1, MatchReason.SUFFIX)])


def test_an_exact_number_beats_every_suffix() -> None:
    answer = asked(person(1, is_exact=False, open_deals=3), person(2))
    assert (answer.kind, shown(answer)) == (MatchKind.KNOWN, [(2, MatchReason.EXACT_NUMBER)])


def test_several_people_are_ranked_by_the_strength_of_the_reason() -> None:
    answer = asked(
        person(1),
        person(2, last_contact_at=days_ago(1)),
        person(3, responsible_id=ME, last_contact_at=days_ago(300)),
        person(4, open_deals=1, last_contact_at=days_ago(300)),
        person(5, responsible_id=OperatorId(8), last_contact_at=days_ago(2)),
    )
    assert answer.kind is MatchKind.SEVERAL
    assert shown(answer) == [
        (4, MatchReason.OPEN_DEAL),
        (3, MatchReason.RESPONSIBLE),
        (2, MatchReason.RECENT_CONTACT),
        (5, MatchReason.RECENT_CONTACT),
        (1, MatchReason.EXACT_NUMBER),
    ]


def test_of_equal_reasons_the_most_recent_contact_comes_first() -> None:
    answer = asked(
        person(1, last_contact_at=days_ago(100)), person(2, last_contact_at=days_ago(95)), person(3), person(4)
    )
    assert shown(answer) == [(each, MatchReason.EXACT_NUMBER) for each in (2, 1, 3, 4)]


def test_each_operator_sees_their_own_people_first() -> None:
    candidates = (person(1, responsible_id=ME), person(2, responsible_id=OperatorId(8)))
    assert shown(asked(*candidates))[0] == (1, MatchReason.RESPONSIBLE)
    assert shown(asked(*candidates, operator_id=OperatorId(8)))[0] == (2, MatchReason.RESPONSIBLE)
    assert shown(asked(*candidates, operator_id=None))[0] == (1, MatchReason.EXACT_NUMBER)


def test_a_person_found_by_number_and_by_interest_counts_once() -> None:
    answer = asked(
        person(1, last_contact_at=days_ago(3), is_shared=True),
        person(1, lead_id=LeadId(9), organization_id=OrganizationId(2), organization_name="Org", open_deals=2),
    )
    assert answer.kind is MatchKind.KNOWN
    assert answer.candidates[0].candidate == person(
        1,
        last_contact_at=days_ago(3),
        is_shared=True,
        lead_id=LeadId(9),
        organization_id=OrganizationId(2),
        organization_name="Org",
        open_deals=2,
    )


def test_a_number_known_only_from_an_earlier_interest_matches() -> None:
    """R148."""
    answer = asked(interest(5, person_name="Пётр", open_deals=1, responsible_id=ME, last_contact_at=NOW))
    assert (answer.kind, shown(answer)) == (MatchKind.KNOWN, [(None, MatchReason.EARLIER_INTEREST)])
    assert answer.candidates[0].candidate.lead_id == 5


def test_earlier_interests_of_the_same_name_are_one() -> None:
    """R148."""
    answer = asked(
        interest(5, person_name="Пётр", last_contact_at=days_ago(9)),
        interest(6, person_name="ПЁТР", last_contact_at=days_ago(2)),
        interest(7),
    )
    assert answer.kind is MatchKind.KNOWN
    assert answer.candidates[0].candidate.lead_id == 6


def test_earlier_interests_without_any_name_are_one() -> None:
    answer = asked(interest(5), interest(6))
    assert (answer.kind, answer.candidates[0].candidate.lead_id) == (MatchKind.KNOWN, 6)


def test_earlier_interests_of_two_names_are_several() -> None:
    assert asked(interest(5, person_name="Пётр"), interest(6, person_name="Анна")).kind is MatchKind.SEVERAL


def test_a_person_stands_for_their_interests_and_their_organization() -> None:
    anna = person(1, organization_id=OrganizationId(2))
    assert asked(interest(5, person_name="Анна"), organization(2), anna).kind is MatchKind.KNOWN


def test_another_organization_on_the_same_number_stays_a_candidate() -> None:
    answer = asked(organization(3), person(1, organization_id=OrganizationId(2)))
    assert (answer.kind, len(answer.candidates)) == (MatchKind.SEVERAL, 2)


def test_an_organization_alone_is_known() -> None:
    answer = asked(organization(3), organization(3, last_contact_at=days_ago(1)))
    assert (answer.kind, len(answer.candidates)) == (MatchKind.KNOWN, 1)


def test_a_switchboard_shows_only_the_first_of_hundreds() -> None:
    answer = asked(*[person(each, is_shared=True) for each in range(1, 300)])
    assert (answer.kind, len(answer.candidates)) == (MatchKind.SEVERAL, MAX_CANDIDATES)


some_candidates = st.lists(
    st.builds(
        Candidate,
        is_exact=st.booleans(),
        person_id=st.none() | st.integers(1, 3).map(PersonId),
        person_name=st.sampled_from(["", "Анна", "анна", "Пётр"]),
        organization_id=st.none() | st.integers(1, 2).map(OrganizationId),
        organization_name=st.sampled_from(["", "Org"]),
        lead_id=st.none() | st.integers(1, 4).map(LeadId),
        is_shared=st.booleans(),
        is_private=st.booleans(),
        last_contact_at=st.none() | st.integers(-1, 200).map(days_ago),
        open_deals=st.integers(0, 2),
        responsible_id=st.none() | st.sampled_from([ME, OperatorId(8)]),
    ),
    max_size=8,
)


@given(some_candidates, st.randoms(use_true_random=False))
def test_the_answer_depends_neither_on_order_nor_on_repetition(candidates: list[Candidate], random: Any) -> None:
    shuffled = random.sample(candidates, len(candidates))
    assert asked(*shuffled) == asked(*candidates)
    assert asked(*candidates, *shuffled) == asked(*candidates)


@given(some_candidates)
def test_what_is_shown_is_what_the_kind_says(candidates: list[Candidate]) -> None:
    answer = asked(*candidates)
    exact = any(each.is_exact for each in candidates)
    expected = MatchKind.UNKNOWN if not candidates else MatchKind.SEVERAL if exact else MatchKind.POSSIBLE
    assert answer.kind is (MatchKind.KNOWN if exact and len(answer.candidates) == 1 else expected)
    assert all(each.candidate.is_exact is exact for each in answer.candidates)
    people = [each.candidate.person_id for each in answer.candidates if each.candidate.person_id is not None]
    assert len(people) == len(set(people))
    assert set(people) == {each.person_id for each in candidates if each.is_exact is exact} - {None}


@given(some_candidates, some_candidates)
def test_suffixes_change_nothing_once_an_exact_one_is_there(exact: list[Candidate], others: list[Candidate]) -> None:
    sure = [replace(each, is_exact=True) for each in exact]
    unsure = [replace(each, is_exact=False) for each in others]
    if sure:
        assert asked(*sure, *unsure) == asked(*sure)
