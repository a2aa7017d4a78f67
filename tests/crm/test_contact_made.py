"""What a saved card says of contacts: the one that took place, and the one that is planned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from callbridge.crm.contact_made import contact_made, next_contact
from callbridge.crm.deal_contact import DealContactForm
from callbridge.kernel.ids import CallId

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
CARD = DealContactForm(at=AT, method_id=1, seen_stage_id=2, outcome_id=3, content="Agreed", call_id=CallId("main:1.1"))


def test_what_took_place_is_done_when_it_was() -> None:
    made = contact_made(CARD)
    assert (made["kind"], made["at"], made["done_at"]) == ("contact", AT, AT)
    assert (made["method_id"], made["call_id"], made["outcome_id"], made["content"]) == (1, "main:1.1", 3, "Agreed")


def test_what_is_planned_is_open_and_knows_nothing_yet() -> None:
    """R98: the next contact by its own method, else by the same."""
    assert next_contact(CARD) is None
    later = replace(CARD, next_contact_at=AT + timedelta(days=1))
    planned = next_contact(later)
    assert planned is not None
    assert (planned["kind"], planned["at"], planned["done_at"]) == ("next_contact", AT + timedelta(days=1), None)
    assert (planned["method_id"], planned["call_id"], planned["outcome_id"], planned["content"]) == (1, None, None, "")
    by_mail = next_contact(replace(later, next_method_id=4))
    assert by_mail is not None
    assert by_mail["method_id"] == 4
