"""Small doubles of what the desk's routes call: cards, who is on them, the interest card, drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from callbridge.crm.directory import ContactGroup, ContactKind, ContactScope, PriorContact
from callbridge.crm.incoming_lead import IncomingLead, LeadSender
from callbridge.crm.interest import InterestForm, LeadRow, SavedInterest
from callbridge.crm.not_caller import CallerKind, CallerRecord, NotCaller
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import IllegalMove, InvalidInput, NotFound
from callbridge.kernel.ids import CallId, LeadId, OperatorId, PersonId
from tests.support.fake_desk import lead_row
from tests.support.web_people import CALL, NINE


@dataclass
class FakeCards:
    """One call, CALL, rings; no other is known."""

    done: list[tuple[str, OperatorId]] = field(default_factory=list)

    async def answer(self, operator: Operator, call_id: CallId) -> None:
        if call_id != CALL:
            raise NotFound("card.gone")
        self.done.append(("answer", operator.id))

    async def dismiss(self, operator: Operator, call_id: CallId) -> None:
        raise IllegalMove("card.still_live")

    async def skip(self, operator: Operator, call_id: CallId, why: str) -> None:
        if call_id != CALL:
            raise NotFound("card.gone")
        self.done.append((f"skip {why}".rstrip(), operator.id))

    async def fetch(self, operator: Operator, call_id: CallId) -> None:
        if call_id != CALL:
            raise NotFound("card.gone")
        self.done.append(("fetch", operator.id))


@dataclass
class FakeCallerContacts:
    """The caller of CALL has one contact, by their number."""

    async def groups(self, operator: Operator, call_id: CallId) -> Sequence[ContactGroup]:
        if call_id != CALL:
            return []
        contact = PriorContact(kind=ContactKind.CALL, at=NINE)
        return [ContactGroup(scope=ContactScope.NUMBER, contacts=(contact,), total=1)]

    async def awaiting(self, operator: Operator, call_id: CallId | None, entry_id: int | None) -> Sequence[LeadRow]:
        if call_id is None:
            return [] if entry_id is None else [lead_row(entry_id)]
        return [lead_row(1)] if call_id == CALL else []


@dataclass
class FakeNotCallers:
    """On CALL's card stands person 5, and nobody else."""

    said: dict[int, NotCaller] = field(default_factory=dict)

    async def add(self, operator: Operator, call_id: CallId, record: CallerRecord) -> None:
        if call_id != CALL or record != CallerRecord(kind=CallerKind.PERSON, id=5):
            raise NotFound("caller.not_offered")
        number = len(self.said) + 1
        self.said[number] = NotCaller(
            id=number, number="+79161234567", person_id=PersonId(5), operator=operator.full_name, at=NINE
        )

    async def remove(self, operator: Operator, said_id: int) -> None:
        if self.said.pop(said_id, None) is None:
            raise NotFound("caller.gone")

    async def of_record(self, record: CallerRecord) -> Sequence[NotCaller]:
        return [said for said in self.said.values() if said.record == record]


@dataclass
class FakeInterests:
    saved: dict[str, InterestForm] = field(default_factory=dict)
    brought: dict[str, tuple[LeadSender, IncomingLead]] = field(default_factory=dict)
    removed: dict[int, tuple[int, str]] = field(default_factory=dict)

    async def bring(self, sender: LeadSender, key: str, lead: IncomingLead) -> SavedInterest:
        is_repeat = key in self.brought
        if lead.name == "?":
            raise InvalidInput({"name": "too_long"})
        self.brought.setdefault(key, (sender, lead))
        return SavedInterest(lead_id=LeadId(1), person_id=None, organization_id=None, is_repeat=is_repeat)

    async def save(self, operator: Operator, key: str, form: InterestForm) -> SavedInterest:
        is_repeat = key in self.saved
        self.saved[key] = form
        return SavedInterest(lead_id=LeadId(1), person_id=None, organization_id=None, is_repeat=is_repeat)

    async def remove(self, operator: Operator, lead_id: LeadId, version: int, reason: str) -> LeadRow:
        self.removed[lead_id] = (version, reason)
        return replace(lead_row(lead_id), version=version + 1, removed_at=NINE, removal_reason=reason)

    async def restore(self, operator: Operator, lead_id: LeadId, version: int) -> LeadRow:
        if self.removed.pop(lead_id, None) is None:
            raise NotFound("record.not_found", id=lead_id)
        return replace(lead_row(lead_id), version=version + 1)


@dataclass
class FakeHandover:
    """Notes whose drafts were written."""

    written: list[tuple[OperatorId, str]] = field(default_factory=list)

    def typed(self, operator_id: OperatorId, key: str) -> None:
        self.written.append((operator_id, key))
