"""Whether what a script puts into the card can stand there: its rows exist, are in use, and agree with each other."""

from collections.abc import Iterator, Mapping, Sequence

from callbridge.crm.call_script import TEXT_FIELDS, FillField, ScriptFill, ScriptStep
from callbridge.crm.dictionary import CampaignState, Dictionaries, ReasonRule, SourceKind
from callbridge.crm.interest import Rating
from callbridge.kernel.errors import InvalidInput

MAX_DAYS = 730
"""How far ahead a next contact may be put."""
_MAX_MISTAKES = 20


def check_fills(steps: Sequence[ScriptStep], dictionaries: Dictionaries) -> None:
    """Raise InvalidInput naming each answer that fills a field with what cannot stand there."""
    active = _active(dictionaries)
    mistakes = {
        f"steps.{place}.answers.{number}.fills": code
        for place, step in enumerate(steps)
        for number, answer in enumerate(step.answers)
        for code in _wrong(answer.fills, active, dictionaries)
    }
    if mistakes:
        raise InvalidInput(dict(list(mistakes.items())[:_MAX_MISTAKES]))


def _active(dictionaries: Dictionaries) -> Mapping[FillField, Mapping[int, bool]]:
    """Return, by field, its rows and whether each may be chosen."""
    campaigns: dict[int, bool] = {one.id: one.state is not CampaignState.CANCELLED for one in dictionaries.campaigns}
    return {
        FillField.TOPIC: {row.id: row.is_active for row in dictionaries.topics},
        FillField.SOURCE: {row.id: row.is_active for row in dictionaries.sources},
        FillField.CAMPAIGN: campaigns,
        FillField.PRODUCT: {row.id: row.is_active for row in dictionaries.products},
        FillField.PROJECT: {row.id: row.is_active for row in dictionaries.projects},
        FillField.OUTCOME: {row.id: row.is_active for row in dictionaries.outcomes},
        FillField.REASON: {row.id: row.is_active for row in dictionaries.refusal_reasons},
        FillField.NEXT_METHOD: {row.id: row.is_active for row in dictionaries.methods},
    }


def _wrong(
    fills: Sequence[ScriptFill], active: Mapping[FillField, Mapping[int, bool]], dictionaries: Dictionaries
) -> Iterator[str]:
    for fill in fills:
        code = _wrong_value(fill, active)
        if code:
            yield code
    chosen = {fill.field: fill.value for fill in fills}
    if FillField.REASON in chosen and not _asks_reason(chosen.get(FillField.OUTCOME), dictionaries):
        yield "script.reason_not_asked"
    if FillField.CAMPAIGN in chosen and _is_other_channel(chosen.get(FillField.SOURCE), dictionaries):
        yield "script.campaign_not_asked"


def _wrong_value(fill: ScriptFill, active: Mapping[FillField, Mapping[int, bool]]) -> str:
    if fill.field in TEXT_FIELDS:
        return "" if fill.text else "required"
    if fill.value is None:
        return "required"
    if fill.field is FillField.NEXT_CONTACT:
        return "" if 0 <= fill.value <= MAX_DAYS else "out_of_range"
    is_active = active[fill.field].get(fill.value)
    return "not_found" if is_active is None else "" if is_active else "inactive"


def _asks_reason(outcome_id: int | None, dictionaries: Dictionaries) -> bool:
    """Say whether a reason may stand beside the result that the same answer gives; beside none it may."""
    outcome = next((each for each in dictionaries.outcomes if each.id == outcome_id), None)
    if outcome is None:
        return True
    return outcome.rating is not Rating.POSITIVE and outcome.reason_rule is not ReasonRule.HIDDEN


def _is_other_channel(source_id: int | None, dictionaries: Dictionaries) -> bool:
    return any(each.id == source_id and each.kind is SourceKind.OTHER for each in dictionaries.sources)
