"""Saving the contact of a deal: validated, once, and the screen cleared of what is done (R77)."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from callbridge.app.deal_contacts import DealContactDesk
from callbridge.app.deal_port import DealContactSaving
from callbridge.crm.deal_contact import DealContactForm, SavedDealContact
from callbridge.crm.dictionary import Dictionaries, Entry, OutcomeEntry, ReasonRule
from callbridge.crm.interest import Rating
from callbridge.crm.record import Author
from callbridge.kernel.errors import InvalidInput
from callbridge.kernel.ids import CallId
from callbridge.screenpop.wire import CardWithdrawn, WithdrawReason
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import ANNA, CALL, NINE, answered, ended, rang, started

FORM = DealContactForm(at=NINE, method_id=1, outcome_id=1, seen_stage_id=1, call_id=CALL)


class Words:
    """The dictionaries alone."""

    async def dictionaries(self) -> Dictionaries:
        good = OutcomeEntry(id=1, name="Да", rating=Rating.POSITIVE, reason_rule=ReasonRule.HIDDEN)
        return Dictionaries(
            methods=(Entry(id=1, name="Звонок"),), topics=(), sources=(), campaigns=(), products=(), projects=(),
            outcomes=(good,), refusal_reasons=(),
        )  # fmt: skip


@dataclass
class KeptContacts:
    """Keeps what was saved, once a key."""

    saved: dict[str, DealContactSaving] = field(default_factory=dict)

    async def saved_contact(
        self, *, key: str, author: Author, deal_id: int, call_id: CallId | None
    ) -> SavedDealContact | None:
        return (
            SavedDealContact(activity_id=3, deal_id=deal_id, stage_id=1, is_repeat=True) if key in self.saved else None
        )

    async def save_contact(self, saving: DealContactSaving) -> SavedDealContact:
        self.saved[saving.key] = saving
        return SavedDealContact(activity_id=3, deal_id=saving.deal_id, stage_id=1, is_repeat=False)


def contacts_of(rig: DeskRig, kept: KeptContacts, told: list[str]) -> DealContactDesk:
    return DealContactDesk(
        contacts=kept,
        desk=Words(),  # type: ignore[arg-type]  # only the dictionaries are asked
        calls=rig.desk,
        sessions=rig.sessions,
        clock=rig.clock,
        on_saved=lambda: told.append("saved"),
    )


async def test_a_saved_contact_ends_the_wrap_up_of_its_call_and_reminders_are_read_again() -> None:
    async with desk_rig() as rig:
        for event in (started(), rang("101"), answered("101"), ended()):
            rig.desk.on_call_event("main", event)
        await settle()
        rig.take(ANNA)
        told: list[str] = []
        saved = await contacts_of(rig, KeptContacts(), told).save(rig.operators.rows[0], 7, "key", FORM)
        assert (saved.deal_id, saved.is_repeat, told) == (7, False, ["saved"])
        withdrawn, *_ = rig.take(ANNA)
        assert isinstance(withdrawn, CardWithdrawn)
        assert withdrawn.reason is WithdrawReason.SAVED


async def test_a_repeated_key_is_answered_though_the_planned_time_has_passed() -> None:
    async with desk_rig() as rig:
        contacts = contacts_of(rig, KeptContacts(), [])
        form = replace(FORM, next_contact_at=NINE + timedelta(minutes=5), call_id=None)
        await contacts.save(rig.operators.rows[0], 7, "key", form)
        rig.clock.pass_seconds(3600)
        assert (await contacts.save(rig.operators.rows[0], 7, "key", form)).is_repeat
        with pytest.raises(InvalidInput):
            await contacts.save(rig.operators.rows[0], 7, "another key", form)
