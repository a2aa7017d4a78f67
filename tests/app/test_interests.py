"""Saving the interest card: validated, once, and the screen cleared of what is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from callbridge.app.interests import KEY_LIMIT, InterestDesk
from callbridge.crm.call_log import CallRow
from callbridge.crm.dictionary import Campaign, CampaignState, Dictionaries, Entry, OutcomeEntry, ReasonRule
from callbridge.crm.directory import PersonView, PhoneView
from callbridge.crm.interest import InterestForm, LeadRow, Rating, SavedInterest
from callbridge.crm.record import Author
from callbridge.kernel.errors import InvalidInput, NotFound
from callbridge.kernel.ids import CallId, CampaignId, LeadId, OperatorId, PersonId
from callbridge.kernel.numbers import PhoneNumber
from callbridge.screenpop.card import CardState
from callbridge.screenpop.wire import CardChanged, CardWithdrawn, ListsChanged, WithdrawReason
from tests.support.app import DeskRig, desk_rig, read, settle
from tests.support.calls import ANNA, BORIS, CALL, NINE, answered, ended, left, rang, started
from tests.support.fake_desk import call_row, lead_row

DICTIONARIES = Dictionaries(
    methods=(Entry(id=1, name="Телефонный звонок", code="call"),),
    topics=(),
    sources=(),
    campaigns=(Campaign(id=CampaignId(2), name="Дни открытых дверей", state=CampaignState.RUNNING),),
    products=(),
    projects=(),
    outcomes=(OutcomeEntry(id=1, name="Положительный", rating=Rating.POSITIVE, reason_rule=ReasonRule.HIDDEN),),
    refusal_reasons=(),
)


@dataclass
class FakeDesk:
    """Keeps what was saved, once a key."""

    saved: dict[str, tuple[InterestForm, list[PhoneNumber]]] = field(default_factory=dict)
    calls: dict[CallId, CallRow] = field(default_factory=dict)
    people: dict[PersonId, PersonView] = field(default_factory=dict)
    lines: list[CampaignId | None] = field(default_factory=list)
    leads: dict[LeadId, LeadRow] = field(default_factory=dict)
    removals: list[tuple[LeadId, int, str | None, OperatorId]] = field(default_factory=list)

    async def call(self, call_id: CallId, *, reader_id: OperatorId | None) -> CallRow | None:
        return self.calls.get(call_id)

    async def person(self, person_id: PersonId) -> PersonView | None:
        return self.people.get(person_id)

    async def lead(self, lead_id: LeadId, *, reader_id: OperatorId | None) -> LeadRow | None:
        return self.leads.get(lead_id)

    async def remove_lead(self, lead_id: LeadId, version: int, reason: str, author: Author, *, at: datetime) -> None:
        self.removals.append((lead_id, version, reason, author.operator_id))

    async def restore_lead(self, lead_id: LeadId, version: int, author: Author, *, at: datetime) -> None:
        self.removals.append((lead_id, version, None, author.operator_id))

    async def dictionaries(self) -> Dictionaries:
        return DICTIONARIES

    async def saved_interest(self, *, key: str, owner_id: OperatorId, call_id: CallId | None) -> SavedInterest | None:
        return saved_as(is_repeat=True) if key in self.saved else None

    async def save_interest(
        self,
        *,
        key: str,
        form: InterestForm,
        numbers: Sequence[PhoneNumber],
        owner_id: OperatorId,
        private_sales: bool,
        at: datetime,
        line_campaign_id: CampaignId | None,
    ) -> SavedInterest:
        self.lines.append(line_campaign_id)
        is_repeat = key in self.saved
        self.saved.setdefault(key, (form, list(numbers)))
        return saved_as(is_repeat=is_repeat)


def saved_as(*, is_repeat: bool) -> SavedInterest:
    return SavedInterest(lead_id=LeadId(1), person_id=PersonId(1), organization_id=None, is_repeat=is_repeat)


def interests_of(rig: DeskRig, desk: FakeDesk) -> InterestDesk:
    made = InterestDesk(
        desk=desk,  # type: ignore[arg-type]  # only the methods the app uses
        calls=rig.desk,
        handover=rig.handover,
        read_number=read,
        clock=rig.clock,
        private_sales=lambda: False,
    )
    made.start(rig.sessions)
    return made


FORM = InterestForm(at=NINE, method_id=1, phones=("8 916 123-45-67",), outcome_id=1, call_id=CALL)


async def test_a_saved_card_leaves_wrap_up_and_the_lists_are_fetched_again() -> None:
    """R104, R150: the card is saved after the talk and goes."""
    async with desk_rig() as rig:
        for event in (started(), rang("101"), answered("101"), ended()):
            rig.desk.on_call_event("main", event)
        await settle()
        for who in (ANNA, BORIS):
            rig.take(who)
        desk = FakeDesk()
        await interests_of(rig, desk).save(rig.operators.rows[0], "key", FORM)
        withdrawn, *lists = rig.take(ANNA)
        assert isinstance(withdrawn, CardWithdrawn)
        assert withdrawn.reason is WithdrawReason.SAVED
        assert [message.lists for message in lists if isinstance(message, ListsChanged)] == [
            ("drafts",),
            ("leads", "calls"),
        ]
        assert [type(message) for message in rig.take(BORIS)] == [ListsChanged]
        ((_, numbers),) = desk.saved.values()
        assert [number.e164 for number in numbers] == ["+79161234567"]


async def test_a_repeated_key_answers_with_the_first_result() -> None:
    async with desk_rig() as rig:
        desk = FakeDesk()
        interests = interests_of(rig, desk)
        first = await interests.save(rig.operators.rows[0], "key", FORM)
        again = await interests.save(rig.operators.rows[0], "key", FORM)
        assert (first.lead_id, first.is_repeat, again.lead_id, again.is_repeat) == (1, False, 1, True)


async def test_a_repeated_key_is_answered_though_the_planned_time_has_passed() -> None:
    """R116: what was saved is saved; the retry of a lost answer is no new card."""
    async with desk_rig() as rig:
        desk = FakeDesk()
        interests = interests_of(rig, desk)
        form = replace(FORM, next_contact_at=NINE + timedelta(minutes=5))
        await interests.save(rig.operators.rows[0], "key", form)
        rig.clock.pass_seconds(3600)
        again = await interests.save(rig.operators.rows[0], "key", form)
        assert (again.lead_id, again.is_repeat) == (1, True)
        with pytest.raises(InvalidInput):
            await interests.save(rig.operators.rows[0], "another key", form)


@pytest.mark.parametrize(("key", "code"), [("", "required"), ("k" * (KEY_LIMIT + 1), "too_long")])
async def test_a_save_without_a_fitting_key_is_refused(key: str, code: str) -> None:
    async with desk_rig() as rig:
        with pytest.raises(InvalidInput) as refused:
            await interests_of(rig, FakeDesk()).save(rig.operators.rows[0], key, FORM)
        assert refused.value.fields == {"key": code}


async def test_a_wrong_form_saves_nothing() -> None:
    """R111: without a result the card is not finished."""
    async with desk_rig() as rig:
        desk = FakeDesk()
        with pytest.raises(InvalidInput):
            await interests_of(rig, desk).save(
                rig.operators.rows[0], "key", InterestForm(at=NINE, method_id=1, phones=("89161234567",))
            )
        assert desk.saved == {}


async def test_the_call_says_which_event_its_number_is_of_and_another_one_is_to_be_explained() -> None:
    """R89, issue 5: the server asks the log, whatever the browser knows; a card without a call is asked for nothing."""
    async with desk_rig() as rig:
        desk = FakeDesk(calls={CALL: replace(call_row(1), campaign_id=CampaignId(1))})
        interests, anna = interests_of(rig, desk), rig.operators.rows[0]
        form = replace(FORM, campaign_id=CampaignId(2))
        with pytest.raises(InvalidInput) as refused:
            await interests.save(anna, "key", form)
        assert refused.value.fields == {"campaign_reason": "campaign_reason_required"}
        await interests.save(anna, "key", replace(form, campaign_reason="Назвал сам"))
        await interests.save(anna, "by hand", replace(form, call_id=None))
        assert desk.lines == [CampaignId(1), None]
        assert [saved.campaign_reason for saved, _ in desk.saved.values()] == ["Назвал сам", ""]


async def test_who_handed_the_call_over_sees_that_the_taker_saved_and_keeps_no_draft_of_it() -> None:
    """Issue 3: one lead of one call."""
    async with desk_rig() as rig:
        talk = (started(), rang("101"), answered("101"), left("101"), rang("102", 4.0), answered("102", 5.0))
        for event in talk:
            rig.desk.on_call_event("main", event)
        await settle()
        rig.take(ANNA)
        await interests_of(rig, FakeDesk()).save(rig.operators.rows[1], "key", FORM)
        await settle()
        cards = [message.card for message in rig.take(ANNA) if isinstance(message, CardChanged)]
        assert [(card.state, card.lead_id) for card in cards] == [(CardState.WRAP_UP, 1)]
        assert [(key, giver) for key, giver, _ in rig.drafts.forgotten] == [(CALL, ANNA)]


async def test_a_hidden_number_is_saved_as_the_calls_or_the_persons_own() -> None:
    """R152: whoever reads no numbers records an interest of the number all the same."""
    person = PersonView(
        id=PersonId(4), full_name="Иван", phones=(PhoneView(raw="8 921 555 44 33", e164="+79215554433"),)
    )
    call = replace(call_row(1), number="+79211234567")
    async with desk_rig() as rig:
        desk = FakeDesk(calls={call.call_id: call}, people={person.id: person})
        interests = interests_of(rig, desk)
        anna = rig.roster.get(ANNA)
        assert anna is not None
        of_call = replace(FORM, phones=("+7 921 •••‑••‑67", "+74951112233"), call_id=call.call_id)
        await interests.save(anna, "call", of_call)
        assert desk.saved["call"][0].phones == ("+79211234567", "+74951112233")
        await interests.save(anna, "person", replace(FORM, phones=("+7 921 •••‑••‑33",), person_id=person.id))
        assert desk.saved["person"][0].phones == ("+79215554433",)
        for form in (
            replace(of_call, phones=("+7 921 •••‑••‑68",)),
            replace(FORM, phones=("+7 921 •••‑••‑67",), call_id=None),
        ):
            with pytest.raises(InvalidInput) as refused:
                await interests.save(anna, "nobody's", form)
            assert refused.value.fields == {"phones": "hidden_number"}


async def test_a_result_is_of_a_lead_that_the_operator_sees_and_of_its_own_number() -> None:
    """R52: of a lead out of reach nothing is saved, and a number that is shown hidden is the lead's."""
    lead = replace(lead_row(3), phone="+79211234567")
    async with desk_rig() as rig:
        desk = FakeDesk(leads={lead.id: lead})
        interests = interests_of(rig, desk)
        anna = rig.roster.get(ANNA)
        assert anna is not None
        form = replace(FORM, phones=("+7 921 •••‑••‑67",), lead_id=lead.id)
        await interests.save(anna, "seen", form)
        assert desk.saved["seen"][0].phones == ("+79211234567",)
        with pytest.raises(NotFound):
            await interests.save(anna, "unseen", replace(form, lead_id=LeadId(4)))
        assert list(desk.saved) == ["seen"]


async def test_a_lead_is_removed_for_a_reason_and_every_list_is_fetched_again() -> None:
    """R54."""
    async with desk_rig() as rig:
        rig.take(BORIS)
        desk = FakeDesk(leads={LeadId(5): lead_row(5)})
        interests, anna = interests_of(rig, desk), rig.operators.rows[0]
        assert (await interests.remove(anna, LeadId(5), 1, "  Дубль  ")).id == 5
        assert (await interests.restore(anna, LeadId(5), 2)).id == 5
        assert desk.removals == [(LeadId(5), 1, "Дубль", anna.id), (LeadId(5), 2, None, anna.id)]
        told = [message.lists for message in rig.take(BORIS) if isinstance(message, ListsChanged)]
        assert told == [("leads", "calls"), ("leads", "calls")]


@pytest.mark.parametrize("reason", ["", " \n ", "а" * 1001])
async def test_a_lead_is_not_removed_without_a_reason_or_for_an_endless_one(reason: str) -> None:
    async with desk_rig() as rig:
        desk = FakeDesk(leads={LeadId(5): lead_row(5)})
        with pytest.raises(InvalidInput):
            await interests_of(rig, desk).remove(rig.operators.rows[0], LeadId(5), 1, reason)
        assert desk.removals == []
