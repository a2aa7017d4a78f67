"""Leads of the letters that people write to a mailbox of ours, with the files on them."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from callbridge.app.files import Upload
from callbridge.crm.attachment import FileView
from callbridge.crm.incoming_lead import EMAIL, IncomingLead, LeadSender
from callbridge.crm.incoming_letter import IncomingLetter, LetterFile, LetterKind
from callbridge.crm.interest import SavedInterest
from callbridge.crm.letter_lead import lead_of
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import DomainError, FilesUnavailable, InvalidInput, MailUnavailable
from callbridge.kernel.ids import LeadId

CHANNEL = "mailbox"
OLDEST_YEAR = 2000
"""A server that says that a letter is older does not know."""
_LOGGER = structlog.get_logger(__name__)


class Leads(Protocol):
    """Brings leads, each once per key."""

    async def bring(
        self, sender: LeadSender, key: str, lead: IncomingLead, came_at: datetime | None = None
    ) -> SavedInterest: ...


class Files(Protocol):
    """Keeps files, each once per key."""

    async def upload(
        self, operator: Operator, upload: Upload, pieces: AsyncIterator[bytes]
    ) -> tuple[FileView, bool]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadMaking:
    """In whose name letters become leads, and from what source."""

    acts_as: str
    source: str
    operators: Callable[[], Sequence[Operator]]


class LetterDesk:
    """Makes leads of people's letters, and keeps the files on them."""

    def __init__(self, making: LeadMaking, leads: Leads, files: Files) -> None:
        self._making = making
        self._leads = leads
        self._files = files

    async def lead(self, letter: IncomingLetter, key: str, came_at: datetime) -> LeadId | None:
        """Make the lead of a letter once per `key`; None of a letter that is no lead, or cannot be one.

        Raises MailUnavailable when there is nobody to make it as, and StoreUnavailable.
        """
        if letter.kind is not LetterKind.LEAD:
            return None
        operator = self.operator()
        sender = LeadSender(channel=CHANNEL, name=CHANNEL, operator_id=operator.id, method=EMAIL)
        when = came_at if came_at.year >= OLDEST_YEAR else None
        try:
            saved = await self._bring(sender, key, letter, when)
        except InvalidInput as mistakes:
            _LOGGER.warning("a letter could not become a lead", letter=key, fields=mistakes.fields)
            return None
        for number, file in enumerate(letter.files):
            await self._keep(operator, saved.lead_id, file, f"letter {key} {number}")
        return saved.lead_id

    def operator(self) -> Operator:
        """Return in whose name leads are made; raises MailUnavailable ``mailbox.no_such_login``."""
        wanted = self._making.acts_as.casefold()
        for operator in self._making.operators():
            if operator.is_active and operator.login.casefold() == wanted:
                return operator
        raise MailUnavailable("mailbox.no_such_login", login=self._making.acts_as)

    async def _bring(
        self, sender: LeadSender, key: str, letter: IncomingLetter, when: datetime | None
    ) -> SavedInterest:
        try:
            return await self._leads.bring(sender, key, lead_of(letter, self._making.source or None), when)
        except InvalidInput as mistakes:
            if "source" not in mistakes.fields and "campaign" not in mistakes.fields:
                raise
            _LOGGER.warning("the source of the mailbox's leads is not in the dictionary", source=self._making.source)
            return await self._leads.bring(sender, key, lead_of(letter, None), when)

    async def _keep(self, operator: Operator, lead_id: LeadId, file: LetterFile, key: str) -> None:
        """Attach a file; one that cannot be kept is named in the lead all the same."""
        upload = Upload(entity="lead", record_id=lead_id, name=file.name, key=key, declared=len(file.content))
        try:
            await self._files.upload(operator, upload, _whole(file.content))
        except (DomainError, FilesUnavailable) as error:
            _LOGGER.warning("a letter's file is not kept", lead_id=lead_id, error=str(error))


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
