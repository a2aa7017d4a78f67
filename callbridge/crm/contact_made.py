"""What a card that is saved says of the contact that took place and of the next one, whatever the card is of."""

from datetime import datetime
from typing import Any, Protocol

from callbridge.kernel.ids import CallId


class ContactCard(Protocol):
    """The fields that the cards of an interest and of a deal's contact share."""

    @property
    def at(self) -> datetime: ...
    @property
    def method_id(self) -> int: ...
    @property
    def call_id(self) -> CallId | None: ...
    @property
    def outcome_id(self) -> int | None: ...
    @property
    def content(self) -> str: ...
    @property
    def next_contact_at(self) -> datetime | None: ...
    @property
    def next_method_id(self) -> int | None: ...


def contact_made(card: ContactCard) -> dict[str, Any]:
    """Return the contact that took place, as an activity's fields."""
    return {
        "kind": "contact",
        "at": card.at,
        "done_at": card.at,
        "method_id": card.method_id,
        "call_id": card.call_id,
        "outcome_id": card.outcome_id,
        "content": card.content,
    }


def next_contact(card: ContactCard) -> dict[str, Any] | None:
    """Return the contact that is planned, as an activity's fields; None when there is none."""
    if card.next_contact_at is None:
        return None
    return {
        "kind": "next_contact",
        "at": card.next_contact_at,
        "done_at": None,
        "method_id": card.next_method_id or card.method_id,
        "call_id": None,
        "outcome_id": None,
        "content": "",
    }
