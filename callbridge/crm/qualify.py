"""The rules of the interest card: what may be saved, and what a save means where the form left it open.

A card is saved on its method and its result alone (R82, R111): a caller who withheld the number and gave no name is
an interest too, so neither phone nor person is asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from callbridge.crm.dictionary import CampaignState, Dictionaries, Entry, OutcomeEntry, ReasonRule, Source, SourceKind
from callbridge.crm.follow_up import LONGEST_AHEAD
from callbridge.crm.interest import InterestForm, Rating
from callbridge.crm.typed_text import clean_line, clean_lines
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CampaignId

MAX_TEXT_CHARS = 500
MAX_CONTENT_CHARS = 20_000
MAX_REASON_CHARS = 200
MAX_CALL_ID_CHARS = 200
MAX_PHONES = 10
MAX_PHONE_CHARS = 64
CLOCK_SKEW = timedelta(minutes=5)
"""How far a browser's clock may be ahead of ours."""
PLANNING_GRACE = timedelta(minutes=10)
"""A planned instant that passed while the card was being finished, or while a save was retried, is still good."""

Row = TypeVar("Row", Entry, Source, OutcomeEntry, Entry | Source | OutcomeEntry)
Mistakes = Iterator[tuple[str, str]]
"""Field and code."""


def qualify(
    form: InterestForm,
    dictionaries: Dictionaries,
    *,
    private_sales: bool,
    at: datetime,
    is_incoming: bool = False,
    line_campaign_id: CampaignId | None = None,
) -> InterestForm:
    """Return the card as it is to be written at the instant `at`; raises InvalidInput naming every wrong field.

    What the form hides is cleared rather than refused: a reason under a result that asks for none (A12), a deal under
    one that is not positive (R96), a campaign under a source that is none (R89), a typed name under a picked row (R85).
    What a program brings (`is_incoming`) has no result yet. With `private_sales` a card without an organization is a
    private person's (R106). An event other than the dialled number's (`line_campaign_id`) is to be explained.
    """
    outcome = _found(dictionaries.outcomes, form.outcome_id)
    source = _found(dictionaries.sources, form.source_id)
    tidy = _explained(_without_hidden(_cleaned(form), outcome, source), line_campaign_id)
    checks: tuple[Mistakes, ...] = (
        _unknown_choices(tidy, dictionaries),
        _missing(tidy, outcome, source, is_incoming=is_incoming),
        _unexplained(tidy, line_campaign_id),
        _too_long(tidy),
        _contradictions(tidy),
        wrong_times(tidy.at, tidy.next_contact_at, at),
    )
    mistakes = dict(mistake for check in reversed(checks) for mistake in check)
    if mistakes:
        raise InvalidInput(mistakes)
    has_organization = tidy.organization_id is not None or tidy.organization_text != ""
    return replace(tidy, is_private=tidy.is_private or (private_sales and not has_organization))


def _cleaned(form: InterestForm) -> InterestForm:
    phones = dict.fromkeys(clean_line(phone) for phone in form.phones)
    return replace(
        form,
        phones=tuple(phone for phone in phones if phone),
        extra=clean_line(form.extra),
        organization_text=clean_line(form.organization_text),
        person_text=clean_line(form.person_text),
        content=clean_lines(form.content),
        campaign_reason=clean_line(form.campaign_reason),
    )


def _without_hidden(form: InterestForm, outcome: OutcomeEntry | None, source: Source | None) -> InterestForm:
    is_positive = outcome is not None and outcome.rating is Rating.POSITIVE
    asks_reason = outcome is not None and not is_positive and outcome.reason_rule is not ReasonRule.HIDDEN
    is_other_channel = source is not None and source.kind is SourceKind.OTHER
    return replace(
        form,
        refusal_reason_id=form.refusal_reason_id if asks_reason else None,
        new_deal=form.new_deal and is_positive,
        campaign_id=None if is_other_channel else form.campaign_id,
        organization_text="" if form.organization_id is not None else form.organization_text,
        person_text="" if form.person_id is not None else form.person_text,
    )


def is_corrected(chosen: CampaignId | None, line_campaign_id: CampaignId | None) -> bool:
    """Say whether an interest is of another event than the dialled number; none is another one too."""
    return line_campaign_id is not None and chosen != line_campaign_id


def _explained(form: InterestForm, line_campaign_id: CampaignId | None) -> InterestForm:
    return form if is_corrected(form.campaign_id, line_campaign_id) else replace(form, campaign_reason="")


def _unexplained(form: InterestForm, line_campaign_id: CampaignId | None) -> Mistakes:
    if is_corrected(form.campaign_id, line_campaign_id) and not form.campaign_reason:
        yield "campaign_reason", "campaign_reason_required"


def _unknown_choices(form: InterestForm, dictionaries: Dictionaries) -> Mistakes:
    chosen: tuple[tuple[str, int | None, Sequence[Entry | Source | OutcomeEntry]], ...] = (
        ("method_id", form.method_id or None, dictionaries.methods),
        ("topic_id", form.topic_id, dictionaries.topics),
        ("source_id", form.source_id, dictionaries.sources),
        ("product_id", form.product_id, dictionaries.products),
        ("project_id", form.project_id, dictionaries.projects),
        ("outcome_id", form.outcome_id, dictionaries.outcomes),
        ("refusal_reason_id", form.refusal_reason_id, dictionaries.refusal_reasons),
        ("next_method_id", form.next_method_id, dictionaries.methods),
    )
    for field, id_, entries in chosen:
        wrong = unknown_choice(entries, id_)
        if wrong:
            yield field, wrong
    if form.campaign_id is not None:
        campaign = next((each for each in dictionaries.campaigns if each.id == form.campaign_id), None)
        if campaign is None or campaign.state is CampaignState.CANCELLED:
            yield "campaign_id", "inactive" if campaign else "not_found"


def _missing(form: InterestForm, outcome: OutcomeEntry | None, source: Source | None, *, is_incoming: bool) -> Mistakes:
    if not form.method_id:
        yield "method_id", "required"
    if form.outcome_id is None and not is_incoming:
        yield "outcome_id", "required"
    if source is not None and source.kind is SourceKind.CAMPAIGN and form.campaign_id is None:
        yield "campaign_id", "campaign_required"
    if _asks_for_reason(outcome) and form.refusal_reason_id is None:
        yield "refusal_reason_id", "reason_required"
    if form.next_contact_at is None and (form.remind or form.next_method_id is not None):
        yield "next_contact_at", "next_contact_required"


def _asks_for_reason(outcome: OutcomeEntry | None) -> bool:
    if outcome is None or outcome.rating is Rating.POSITIVE:
        return False
    return outcome.reason_rule is ReasonRule.REQUIRED


def _too_long(form: InterestForm) -> Mistakes:
    limits = (
        ("extra", form.extra, MAX_TEXT_CHARS),
        ("organization_text", form.organization_text, MAX_TEXT_CHARS),
        ("person_text", form.person_text, MAX_TEXT_CHARS),
        ("content", form.content, MAX_CONTENT_CHARS),
        ("campaign_reason", form.campaign_reason, MAX_REASON_CHARS),
        ("call_id", form.call_id or "", MAX_CALL_ID_CHARS),
    )
    for field, text, limit in limits:
        if len(text) > limit:
            yield field, "too_long"
    if len(form.phones) > MAX_PHONES:
        yield "phones", "too_many"
    elif any(len(phone) > MAX_PHONE_CHARS for phone in form.phones):
        yield "phones", "too_long"


def _contradictions(form: InterestForm) -> Mistakes:
    if form.is_private and form.organization_id is not None:
        yield "organization_id", "not_for_private"
    elif form.is_private and form.organization_text:
        yield "organization_text", "not_for_private"


def wrong_times(contact_at: datetime, planned: datetime | None, at: datetime) -> Mistakes:
    """Yield what is wrong, at the instant `at`, with when a contact was and when the next one is planned."""
    if contact_at > at + CLOCK_SKEW:
        yield "at", "in_the_future"
    if planned is None:
        return
    if planned < at - PLANNING_GRACE:
        yield "next_contact_at", "in_the_past"
    elif planned < contact_at:
        yield "next_contact_at", "before_start"
    elif planned > at + LONGEST_AHEAD:
        yield "next_contact_at", "too_far"


def unknown_choice(entries: Sequence[Entry | Source | OutcomeEntry], id_: int | None) -> str:
    """Return what is wrong with a row that was chosen of a dictionary, ``""`` when nothing is."""
    entry = None if id_ is None else _found(entries, id_)
    if id_ is None or (entry is not None and entry.is_active):
        return ""
    return "inactive" if entry else "not_found"


def _found(entries: Sequence[Row], id_: int | None) -> Row | None:
    return next((entry for entry in entries if entry.id == id_), None)
