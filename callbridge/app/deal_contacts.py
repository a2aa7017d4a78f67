"""Saving the contact of a deal (R77). Implements `deal_port.DealContactCommands`."""

from collections.abc import Callable

from callbridge.app.call_desk import CallDesk
from callbridge.app.deal_port import DealContacts, DealContactSaving
from callbridge.app.ports import Desk
from callbridge.app.sessions import OperatorSessions
from callbridge.crm.deal_contact import DealContactForm, SavedDealContact, qualify_contact
from callbridge.crm.operator import Operator
from callbridge.crm.record import Author
from callbridge.kernel.clock import Clock
from callbridge.screenpop.wire import ListsChanged


class DealContactDesk:
    """Validates, writes once per key, and clears the operator's screen of what is done."""

    def __init__(
        self,
        *,
        contacts: DealContacts,
        desk: Desk,
        calls: CallDesk,
        sessions: OperatorSessions,
        clock: Clock,
        on_saved: Callable[[], None],
    ) -> None:
        """`on_saved` is told after a contact was written: it may have planned another."""
        self._contacts = contacts
        self._desk = desk
        self._calls = calls
        self._sessions = sessions
        self._clock = clock
        self._on_saved = on_saved

    async def save(self, operator: Operator, deal_id: int, key: str, form: DealContactForm) -> SavedDealContact:
        """Validate and write once per `key`.

        A repeated key answers with what it made, whatever the form would be worth today.
        """
        author, now = Author.of(operator), self._clock.now()
        saved = await self._contacts.saved_contact(key=key, author=author, deal_id=deal_id, call_id=form.call_id)
        if saved is None:
            checked = qualify_contact(form, await self._desk.dictionaries(), now)
            saving = DealContactSaving(key=key, deal_id=deal_id, form=checked, author=author, at=now)
            saved = await self._contacts.save_contact(saving)
        if form.call_id is not None:
            self._calls.contact_saved(operator.id, form.call_id, deal_id)
        self._on_saved()
        self._sessions.push(operator.id, lambda revision: ListsChanged(revision=revision, lists=("drafts", "calls")))
        return saved
