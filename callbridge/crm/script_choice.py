"""Which script a talk is led by: the one that names most of it (R102)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ScriptDirection(StrEnum):
    """Which calls a script is for."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptScope:
    """What a script is for; what is None or empty is any."""

    script_id: int
    campaign_id: int | None = None
    topic_id: int | None = None
    line: str = ""
    """A number of ours or the name of a queue."""
    direction: ScriptDirection = ScriptDirection.ANY
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFacts:
    """What is known of a talk so far."""

    campaign_id: int | None = None
    topic_id: int | None = None
    did: str = ""
    queue: str = ""
    direction: str = ""


def choose_script(scopes: Iterable[ScriptScope], facts: TalkFacts) -> ScriptScope | None:
    """Return the script for a talk, None when none is for it.

    Of those that are for it the one wins that names more of campaign, topic and line; of as many, a campaign goes
    before a topic and a topic before a line; then one for calls of this direction before one for any; then the order
    of the dictionary. One that names nothing is the default.
    """
    return min((scope for scope in scopes if _is_for(scope, facts)), key=_rank, default=None)


def _is_for(scope: ScriptScope, facts: TalkFacts) -> bool:
    return (
        scope.campaign_id in (None, facts.campaign_id)
        and scope.topic_id in (None, facts.topic_id)
        and (not scope.line or _is_line(scope.line, facts))
        and scope.direction in (ScriptDirection.ANY, facts.direction)
    )


def _is_line(line: str, facts: TalkFacts) -> bool:
    return line.casefold() == facts.queue.casefold() or _is_same_number(line, facts.did)


def _is_same_number(one: str, other: str) -> bool:
    """Say whether two ways of writing are one number: their last ten digits are, or all of a short one's."""
    mine, theirs = _digits(one), _digits(other)
    return bool(mine) and mine == theirs


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())[-10:]


def _rank(scope: ScriptScope) -> tuple[int, bool, bool, bool, bool, int, int]:
    names = (scope.campaign_id is not None, scope.topic_id is not None, bool(scope.line))
    has_campaign, has_topic, has_line = names
    is_any = scope.direction is ScriptDirection.ANY
    return (-sum(names), not has_campaign, not has_topic, not has_line, is_any, scope.position, scope.script_id)
