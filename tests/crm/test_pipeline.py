"""Pipelines and their revisions (R107, R119-R121, rule 1 of the model)."""

from dataclasses import replace
from typing import Any

import pytest

from callbridge.crm.pipeline import (
    Stage,
    StageDraft,
    StageKind,
    brought_over,
    check_stages,
    first_stage,
    heirs,
    makes_revision,
    passed_to,
    won_stage,
)
from callbridge.kernel.errors import InvalidInput

CALL, MEETING = 1, 4


def a_stage(stage_id: int, kind: StageKind = StageKind.OPEN, **changes: Any) -> Stage:
    return replace(Stage(id=stage_id, pipeline_id=1, revision=1, position=stage_id, kind=kind), **changes)


STAGES = (
    a_stage(1, required_method_id=CALL),
    a_stage(2, required_method_id=MEETING),
    a_stage(3),
    a_stage(4, StageKind.WON),
    a_stage(5, StageKind.LOST),
)


def drafts(*stages: Stage) -> list[StageDraft]:
    return [
        StageDraft(
            id=one.id, name=f"Этап {one.id}", kind=one.kind, probability=50, required_method_id=one.required_method_id
        )
        for one in stages
    ]


def test_a_deal_begins_on_the_first_open_stage_and_is_won_on_the_won_one() -> None:
    """R119, R121."""
    assert first_stage(STAGES[::-1]) == STAGES[0]
    assert won_stage(STAGES) == STAGES[3]


@pytest.mark.parametrize(
    ("standing_on", "method", "passed"),
    [(0, CALL, 1), (1, MEETING, 2), (0, MEETING, None), (2, CALL, None), (3, CALL, None), (4, CALL, None)],
)
def test_a_done_action_passes_the_stage_that_asks_for_it(standing_on: int, method: int, passed: int | None) -> None:
    """R120, A16: and no other stage."""
    expected = None if passed is None else STAGES[passed]
    assert passed_to(STAGES, STAGES[standing_on], method) == expected


def test_no_contact_wins_a_deal() -> None:
    """R121: the last open stage is passed by the contract."""
    last = replace(STAGES[2], required_method_id=CALL)
    assert passed_to((*STAGES[:2], last, *STAGES[3:]), last, CALL) is None


def test_a_good_pipeline_is_taken() -> None:
    check_stages(drafts(*STAGES))


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        pytest.param((), "stages_incomplete", id="none"),
        pytest.param(STAGES[3:], "stages_incomplete", id="no open one"),
        pytest.param((*STAGES[:3], STAGES[4]), "stages_incomplete", id="no won one"),
        pytest.param(STAGES[:4], "stages_incomplete", id="no lost one"),
        pytest.param((*STAGES, replace(STAGES[3], id=9)), "stages_incomplete", id="two won ones"),
        pytest.param((STAGES[3], *STAGES[:3], STAGES[4]), "stages_disordered", id="won before open"),
        pytest.param((STAGES[0],) * 30 + STAGES[3:], "too_many", id="too many"),
    ],
)
def test_stages_that_make_no_pipeline_are_refused(stages: tuple[Stage, ...], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_stages(drafts(*stages))
    assert refused.value.fields["stages"] == code


def test_every_wrong_stage_is_named() -> None:
    wrong = drafts(*STAGES)
    wrong[0] = replace(wrong[0], name=" ", probability=101, rot_days=0)
    with pytest.raises(InvalidInput) as refused:
        check_stages(wrong)
    assert refused.value.fields == {
        "stages.0.name": "required",
        "stages.0.probability": "out_of_range",
        "stages.0.rot_days": "out_of_range",
    }
    wrong[0] = replace(drafts(*STAGES)[0], name="я" * 201, rot_days=3651)
    with pytest.raises(InvalidInput) as refused:
        check_stages(wrong)
    assert refused.value.fields == {"stages.0.name": "too_long", "stages.0.rot_days": "out_of_range"}


def test_a_name_changes_in_place_also_under_deals() -> None:
    renamed = [replace(one, name="Другое", probability=1, rot_days=3) for one in drafts(*STAGES)]
    assert not makes_revision(STAGES, renamed, has_deals=True)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(drafts(*STAGES[1:]), id="one less"),
        pytest.param(drafts(STAGES[1], STAGES[0], *STAGES[2:]), id="another order"),
        pytest.param([replace(drafts(*STAGES)[0], id=None), *drafts(*STAGES)[1:]], id="a new one in its place"),
        pytest.param([replace(drafts(*STAGES)[0], required_method_id=9), *drafts(*STAGES)[1:]], id="another action"),
    ],
)
def test_other_stages_make_a_revision_only_when_deals_stand_on_them(changed: list[StageDraft]) -> None:
    """Rule 1 of the model: old deals stay on theirs."""
    assert makes_revision(STAGES, changed, has_deals=True)
    assert not makes_revision(STAGES, changed, has_deals=False)


def test_a_deal_comes_over_by_the_mapping() -> None:
    newer = [a_stage(11, replaces_id=1), a_stage(12), a_stage(14, StageKind.WON, replaces_id=4)]
    assert brought_over(STAGES[0], newer, {1: 12}).id == 12
    assert brought_over(STAGES[3], newer, {4: 14}).id == 14


def test_what_came_of_a_stage_is_known_over_many_revisions() -> None:
    older = [*STAGES, a_stage(11, replaces_id=1), a_stage(13, replaces_id=3)]
    newer = [a_stage(21, replaces_id=11), a_stage(22)]
    assert heirs(newer, older) == {11: 21, 1: 21}


@pytest.mark.parametrize("mapping", [{}, {2: 99}, {2: 14}])
def test_a_deal_without_a_stage_to_come_to_stays(mapping: dict[int, int]) -> None:
    """An open deal is not won by an editor of pipelines either."""
    newer = [a_stage(11, replaces_id=1), a_stage(14, StageKind.WON, replaces_id=4)]
    with pytest.raises(InvalidInput) as refused:
        brought_over(STAGES[1], newer, mapping)
    assert refused.value.fields == {"mapping.2": "required"}
