"""Saving the interest card (R116). Implements `services.InterestCommands`."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from callbridge.app.call_desk import CallDesk, ReadNumber
from callbridge.app.draft_handover import DraftHandover
from callbridge.app.ports import Desk
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.call_log import CallRow
from callbridge.crm.incoming_lead import (
    EMAIL,
    Arrival,
    IncomingLead,
    LeadRules,
    LeadSender,
    by_programs_names,
    interest_of,
)
from callbridge.crm.interest import InterestForm, LeadRow, SavedInterest
from callbridge.crm.operator import Operator
from callbridge.crm.qualify import qualify
from callbridge.crm.record import Author
from callbridge.crm.typed_text import clean_line, clean_lines
from callbridge.kernel.clock import Clock
from callbridge.kernel.errors import InvalidInput, NotFound
from callbridge.kernel.hidden_number import hidden_number, is_hidden
from callbridge.kernel.ids import LeadId
from callbridge.screenpop.wire import ListsChanged

KEY_LIMIT = 200
REASON_LIMIT = 1000


class InterestDesk:
    """Validates, writes once per key, and clears the operator's screen of what is done."""

    def __init__(
        self,
        *,
        desk: Desk,
        calls: CallDesk,
        handover: DraftHandover,
        read_number: ReadNumber,
        clock: Clock,
        private_sales: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._calls = calls
        self._handover = handover
        self._read = read_number
        self._clock = clock
        self._private_sales = private_sales
        self._lead_rules = LeadRules()
        self._sessions: OperatorSessions
        self._on_saved: Callable[[], None]

    def start(
        self,
        sessions: OperatorSessions,
        lead_rules: LeadRules | None = None,
        on_saved: Callable[[], None] = lambda: None,
    ) -> None:
        """Give the desk the streams that changes go to, say whose a program's leads are, and who else is told."""
        self._sessions = sessions
        self._lead_rules = lead_rules or LeadRules()
        self._on_saved = on_saved

    async def save(self, operator: Operator, key: str, form: InterestForm) -> SavedInterest:
        """Validate and write once per `key`.

        A repeated key answers with the first result, whatever the form would be worth today: the planned time may have
        passed while the first answer was lost.
        """
        _check_key(key)
        saved = await self._desk.saved_interest(key=key, owner_id=operator.id, call_id=form.call_id)
        if saved is None:
            saved = await self._write(operator, key, form)
        if form.call_id is not None:
            self._calls.interest_saved(operator.id, form.call_id, saved.lead_id)
            self._handover.saved(operator.id, form.call_id)
        self._sessions.push(operator.id, lambda revision: ListsChanged(revision=revision, lists=("drafts",)))
        self._tell()
        return saved

    async def bring(
        self, sender: LeadSender, key: str, lead: IncomingLead, came_at: datetime | None = None
    ) -> SavedInterest:
        """Write a program's lead once per `key`, as by hand but for what only a person can say (R52)."""
        _check_key(key)
        saved = await self._desk.brought_interest(channel=sender.channel, key=key)
        if saved is None:
            saved = await self._write_brought(sender, key, lead, came_at)
            self._tell()
        return saved

    async def remove(self, operator: Operator, lead_id: LeadId, version: int, reason: str) -> LeadRow:
        """Take a lead out of every list, for a reason; the route lets administrators alone do it (R54)."""
        said = clean_lines(reason).strip()
        if not said or len(said) > REASON_LIMIT:
            raise InvalidInput({"reason": "too_long" if said else "required"})
        author = Author.of(operator)
        await self._desk.remove_lead(lead_id, version, said, author, at=self._clock.now())
        return await self._told(operator, lead_id)

    async def restore(self, operator: Operator, lead_id: LeadId, version: int) -> LeadRow:
        """Bring a removed lead back."""
        await self._desk.restore_lead(lead_id, version, Author.of(operator), at=self._clock.now())
        return await self._told(operator, lead_id)

    async def _told(self, operator: Operator, lead_id: LeadId) -> LeadRow:
        self._tell()
        return await self._seen(operator, lead_id)

    async def _write_brought(
        self, sender: LeadSender, key: str, lead: IncomingLead, came_at: datetime | None
    ) -> SavedInterest:
        now = self._clock.now()
        dictionaries = await self._desk.dictionaries()
        form = interest_of(lead, dictionaries, min(came_at or now, now), sender.method)
        try:
            checked = qualify(form, dictionaries, private_sales=self._private_sales(), at=now, is_incoming=True)
        except InvalidInput as mistakes:
            raise InvalidInput(by_programs_names(mistakes.fields)) from mistakes
        return await self._desk.save_interest(
            key=key,
            form=checked,
            numbers=[self._read(phone) for phone in checked.phones],
            owner_id=sender.operator_id,
            private_sales=self._private_sales(),
            at=now,
            arrival=Arrival(
                sender=sender,
                rules=self._lead_rules,
                page_url=clean_line(lead.page_url),
                consent=clean_lines(lead.consent),
                address=checked.extra if sender.method == EMAIL else "",
            ),
        )

    def _tell(self) -> None:
        self._on_saved()
        self._sessions.push_all(lambda revision: ListsChanged(revision=revision, lists=("leads", "calls")))

    async def _write(self, operator: Operator, key: str, form: InterestForm) -> SavedInterest:
        now = self._clock.now()
        call = None if form.call_id is None else await self._desk.call(form.call_id, reader_id=None)
        lead = await self._brought(operator, form)
        form = await self._with_whole_numbers(form, call, lead)
        line_campaign_id = None if call is None else call.campaign_id
        checked = qualify(
            form,
            await self._desk.dictionaries(),
            private_sales=self._private_sales(),
            at=now,
            line_campaign_id=line_campaign_id,
        )
        return await self._desk.save_interest(
            key=key,
            form=checked,
            numbers=[self._read(phone) for phone in checked.phones],
            owner_id=operator.id,
            private_sales=self._private_sales(),
            at=now,
            line_campaign_id=line_campaign_id,
        )

    async def _brought(self, operator: Operator, form: InterestForm) -> LeadRow | None:
        """Return the lead that the form gives its result to; raises NotFound when the operator sees none."""
        return None if form.lead_id is None else await self._seen(operator, form.lead_id)

    async def _seen(self, operator: Operator, lead_id: LeadId) -> LeadRow:
        lead = await self._desk.lead(lead_id, reader_id=operator.id)
        if lead is None:
            raise NotFound("record.not_found", id=lead_id)
        return lead

    async def _with_whole_numbers(self, form: InterestForm, call: CallRow | None, lead: LeadRow | None) -> InterestForm:
        """Return the form with each number that came back hidden as the call's, the lead's, the person's or the firm's.

        Raises InvalidInput of one that is none of theirs, or of two of them: nothing is saved that nobody can dial.
        """
        if not any(map(is_hidden, form.phones)):
            return form
        known = [call.number] if call is not None else []
        known += [lead.phone] if lead is not None else []
        of_call = {hidden_number(number): number for number in known}
        of_others = await self._numbers_of(form)
        phones = [
            of_call.get(phone) or of_others.get(phone, "") if is_hidden(phone) else phone for phone in form.phones
        ]
        if not all(phones):
            raise InvalidInput({"phones": "hidden_number"})
        return replace(form, phones=tuple(phones))

    async def _numbers_of(self, form: InterestForm) -> dict[str, str]:
        """Return the numbers of the person and the organization by what is shown of them, those that are told apart."""
        person = None if form.person_id is None else await self._desk.person(form.person_id)
        company = None if form.organization_id is None else await self._desk.organization(form.organization_id)
        phones = [phone.e164 or phone.raw for one in (person, company) if one is not None for phone in one.phones]
        shown = Counter(map(hidden_number, dict.fromkeys(phones)))
        return {mask: phone for phone in phones if shown[mask := hidden_number(phone)] == 1}


def _check_key(key: str) -> None:
    if not key or len(key) > KEY_LIMIT:
        raise InvalidInput({"key": "required" if not key else "too_long"})
