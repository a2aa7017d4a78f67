"""Whether two people, or two organizations, are likely one (R142): signs, added up, each to be said in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callbridge.crm.record import RecordView
from callbridge.kernel.ids import OperatorId

LIKELY = 60
"""Pairs below are not shown: a number alone is a family's or a switchboard's, a name alone a namesake's."""


class DuplicateKey(StrEnum):
    """By what pairs are looked for."""

    NUMBER = "number"
    EMAIL = "email"
    NAME = "name"


class Sign(StrEnum):
    """Why two records are likely one."""

    NUMBER = "number"
    EMAIL = "email"
    NAME = "name"
    LIKE_NAME = "like_name"
    """One name has all words of the other, or their beginnings."""
    ORGANIZATION = "organization"
    TAX_ID = "tax_id"


_WEIGHTS = {
    Sign.NUMBER: 45,
    Sign.EMAIL: 50,
    Sign.NAME: 40,
    Sign.LIKE_NAME: 25,
    Sign.ORGANIZATION: 25,
    Sign.TAX_ID: 70,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a record is compared by; texts are folded."""

    id: int
    name: str
    numbers: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    organization_id: int | None = None
    tax_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How likely two records are one, of 100, and why."""

    score: int
    signs: tuple[Sign, ...]


def likeness(one: Facts, other: Facts) -> Likeness:
    """Return how alike two records are; different tax numbers make two organizations, whatever else they share."""
    if one.tax_id and other.tax_id and one.tax_id != other.tax_id:
        return Likeness(score=0, signs=())
    has = {
        Sign.TAX_ID: bool(one.tax_id) and one.tax_id == other.tax_id,
        Sign.EMAIL: bool(one.emails & other.emails),
        Sign.NUMBER: bool(one.numbers & other.numbers),
        Sign.NAME: bool(one.name) and one.name == other.name,
        Sign.LIKE_NAME: one.name != other.name and is_like_name(one.name, other.name),
        Sign.ORGANIZATION: one.organization_id is not None and one.organization_id == other.organization_id,
    }
    signs = tuple(sign for sign, is_so in has.items() if is_so)
    return Likeness(score=min(100, sum(_WEIGHTS[sign] for sign in signs)), signs=signs)


def is_like_name(one: str, other: str) -> bool:
    """Say whether each word of the shorter name is, or begins, a word of the longer: «Иванов И.» and «Иванов Иван»."""
    # By words, then by letters: of names with as many of both the order of the alphabet tells, not who was asked first.
    fewer, more = sorted((_words(one), _words(other)), key=lambda words: (len(words), sum(map(len, words)), words))
    if not fewer or not any(len(word) > 2 for word in fewer):
        return False
    left = list(more)
    for word in sorted(fewer, key=len, reverse=True):
        found = next(
            (each for each in left if each.startswith(word) or (len(each) == 1 and word.startswith(each))), None
        )
        if found is None:
            return False
        left.remove(found)
    return True


def _words(name: str) -> list[str]:
    return [word for word in name.replace(".", " ").split() if word]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateSide:
    """One record of a pair as it is shown."""

    id: int
    name: str
    numbers: tuple[str, ...]
    emails: tuple[str, ...]
    organization: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two records that are likely one."""

    first: DuplicateSide
    second: DuplicateSide
    score: int
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePage:
    """Pairs, and where the next begin; None at the end."""

    by: DuplicateKey
    pairs: tuple[DuplicatePair, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """Two records side by side, and how much of what names the second comes to the first."""

    keep: RecordView
    give_up: RecordView
    moved: Mapping[str, int]
    """By kind of record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeWish:
    """What is to become of two records: the fields in `take` come from the one that is given up."""

    keep_id: int
    keep_version: int
    give_up_id: int
    give_up_version: int
    take: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeEntry:
    """One merge as it is kept."""

    id: int
    entity: str
    kept_id: int
    kept: str
    given_up_id: int
    given_up: str
    operator_id: OperatorId
    operator: str
    at: datetime
    undone_at: datetime | None
