"""Which script a talk is led by (R102)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbridge.crm.script_choice import ScriptDirection, ScriptScope, TalkFacts, choose_script

DEFAULT = ScriptScope(script_id=1)
OF_TOPIC = ScriptScope(script_id=2, topic_id=7)
OF_LINE = ScriptScope(script_id=3, line="8 (800) 555-35-35")
OF_CAMPAIGN = ScriptScope(script_id=4, campaign_id=5)
OF_BOTH = ScriptScope(script_id=5, topic_id=7, line="sales")
OUTBOUND = ScriptScope(script_id=6, direction=ScriptDirection.OUTBOUND)
ALL = (DEFAULT, OF_TOPIC, OF_LINE, OF_CAMPAIGN, OF_BOTH, OUTBOUND)


@pytest.mark.parametrize(
    ("facts", "chosen"),
    [
        (TalkFacts(), DEFAULT),
        (TalkFacts(direction="outbound"), OUTBOUND),
        (TalkFacts(topic_id=7), OF_TOPIC),
        (TalkFacts(topic_id=8), DEFAULT),
        (TalkFacts(did="+7 800 555 35 35"), OF_LINE),
        (TalkFacts(topic_id=7, did="+78005553535"), OF_TOPIC),
        (TalkFacts(topic_id=7, campaign_id=5), OF_CAMPAIGN),
        (TalkFacts(topic_id=7, campaign_id=5, queue="Sales"), OF_BOTH),
    ],
)
def test_the_script_that_names_most_of_the_talk_wins(facts: TalkFacts, chosen: ScriptScope) -> None:
    """R102: campaign before topic before line; the default when nothing else is for the talk."""
    assert choose_script(ALL, facts) == chosen


def test_where_none_is_for_the_talk_there_is_none() -> None:
    assert choose_script([OF_TOPIC, OF_LINE], TalkFacts()) is None
    assert choose_script([ScriptScope(script_id=1, line="отдел")], TalkFacts(did="", queue="")) is None


def test_among_equals_the_order_of_the_dictionary_decides() -> None:
    first = ScriptScope(script_id=9, position=1)
    assert choose_script([ScriptScope(script_id=8, position=2), first], TalkFacts()) == first


_IDS = st.none() | st.integers(1, 2)
_SCOPES = st.builds(
    ScriptScope, script_id=st.integers(1, 9), campaign_id=_IDS, topic_id=_IDS, line=st.sampled_from(["", "sales"]),
    direction=st.sampled_from(ScriptDirection),
)  # fmt: skip
_FACTS = st.builds(TalkFacts, campaign_id=_IDS, topic_id=_IDS, queue=st.sampled_from(["", "sales", "other"]))


def conditions(scope: ScriptScope) -> set[tuple[str, object]]:
    named = {"campaign": scope.campaign_id, "topic": scope.topic_id, "line": scope.line or None}
    return {(name, value) for name, value in named.items() if value is not None}


@given(st.lists(_SCOPES, max_size=6, unique_by=lambda scope: scope.script_id), _FACTS)
def test_the_choice_hangs_on_no_order_and_names_nothing_that_is_not_so(
    scopes: list[ScriptScope], facts: TalkFacts
) -> None:
    chosen = choose_script(scopes, facts)
    assert choose_script(reversed(scopes), facts) == chosen
    if chosen is None:
        return
    known = {("campaign", facts.campaign_id), ("topic", facts.topic_id), ("line", facts.queue)}
    assert conditions(chosen) <= known
    others = [one for one in scopes if conditions(one) <= known and one.direction is ScriptDirection.ANY]
    assert not any(conditions(one) > conditions(chosen) for one in others)
