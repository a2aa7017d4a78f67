"""The contact of a deal (R77): what an operator writes down when a customer calls about a deal that goes on.

Unlike an interest it makes nothing new but itself and, when wanted, the next contact; it may take the deal to another
stage (A16). The operator chooses that stage while the deal stands on one: where it moved on meanwhile, they are asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from callbridge.crm.dictionary import Dictionaries
from callbridge.crm.qualify import MAX_CALL_ID_CHARS, MAX_CONTENT_CHARS, unknown_choice, wrong_times
from callbridge.crm.typed_text import clean_lines
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CallId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DealContactForm:
    """The card as submitted by an explicit save; a draft is the same fields, unvalidated JSON."""

    at: datetime
    method_id: int
    seen_stage_id: int
    """Where the deal stood when `to_stage_id` was chosen."""
    to_stage_id: int | None = None
    """Where the contact takes the deal; None: it stays."""
    refusal_reason_id: int | None = None
    """Why it is lost, on the way to such a stage."""
    outcome_id: int | None = None
    content: str = ""
    person_id: PersonId | None = None
    """Who it was with; None: the deal's own person."""
    next_contact_at: datetime | None = None
    remind: bool = False
    next_method_id: int | None = None
    call_id: CallId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDealContact:
    """What a save made; a retry with the same idempotency key returns the same one."""

    activity_id: int
    deal_id: int
    stage_id: int
    """Where the deal stands now."""
    is_repeat: bool


def draft_key(deal_id: int, call_id: CallId | None) -> str:
    """Return the key of the draft that the card of a contact is kept by."""
    return f"deal:{deal_id}:{call_id}" if call_id else f"deal:{deal_id}"


def qualify_contact(form: DealContactForm, dictionaries: Dictionaries, at: datetime) -> DealContactForm:
    """Return the contact as it is to be written at the instant `at`; raises InvalidInput naming every wrong field."""
    tidy = replace(form, content=clean_lines(form.content))
    mistakes = dict(reversed([*_mistakes(tidy, dictionaries), *wrong_times(tidy.at, tidy.next_contact_at, at)]))
    if mistakes:
        raise InvalidInput(mistakes)
    return tidy


def _mistakes(form: DealContactForm, dictionaries: Dictionaries) -> Iterator[tuple[str, str]]:
    if not form.method_id:
        yield "method_id", "required"
    if form.outcome_id is None:
        yield "outcome_id", "required"
    chosen = (
        ("method_id", form.method_id or None, dictionaries.methods),
        ("outcome_id", form.outcome_id, dictionaries.outcomes),
        ("next_method_id", form.next_method_id, dictionaries.methods),
    )
    for field, id_, entries in chosen:
        wrong = unknown_choice(entries, id_)
        if wrong:
            yield field, wrong
    if form.next_contact_at is None and (form.remind or form.next_method_id is not None):
        yield "next_contact_at", "next_contact_required"
    if len(form.content) > MAX_CONTENT_CHARS:
        yield "content", "too_long"
    if len(form.call_id or "") > MAX_CALL_ID_CHARS:
        yield "call_id", "too_long"
