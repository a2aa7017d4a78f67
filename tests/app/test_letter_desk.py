"""Leads of letters over a real store; the leads' and files' desks are told what to do and answer as they would."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from callbridge.app.files import Upload
from callbridge.app.letter_desk import LeadMaking, LetterDesk
from callbridge.crm.attachment import FileView
from callbridge.crm.incoming_lead import IncomingLead, LeadSender
from callbridge.crm.incoming_letter import IncomingLetter, LetterFile, LetterKind
from callbridge.crm.interest import SavedInterest
from callbridge.crm.operator import Operator
from callbridge.kernel.errors import FilesUnavailable, InvalidInput, MailUnavailable, TooLarge
from callbridge.kernel.ids import LeadId
from tests.support.stores import NOW, an_operator

LETTER = IncomingLetter(
    kind=LetterKind.LEAD, address="a@b.ru", name="Анна", text="?", files=(LetterFile(name="a.pdf", content=b"%PDF"),)
)


@dataclass
class Office:
    """What was brought and attached."""

    unknown_source: str = ""
    refused: dict[str, str] = field(default_factory=dict)
    files_fault: Exception | None = None
    brought: list[tuple[LeadSender, str, IncomingLead, datetime | None]] = field(default_factory=list)
    kept: list[tuple[Upload, bytes]] = field(default_factory=list)

    async def bring(
        self, sender: LeadSender, key: str, lead: IncomingLead, came_at: datetime | None = None
    ) -> SavedInterest:
        if lead.source is not None and lead.source == self.unknown_source:
            raise InvalidInput({"source": "not_found"})
        if self.refused:
            raise InvalidInput(self.refused)
        self.brought.append((sender, key, lead, came_at))
        return SavedInterest(lead_id=LeadId(5), person_id=None, organization_id=None, is_repeat=False)

    async def upload(self, operator: Operator, upload: Upload, pieces: AsyncIterator[bytes]) -> tuple[FileView, bool]:
        if self.files_fault is not None:
            raise self.files_fault
        self.kept.append((upload, b"".join([piece async for piece in pieces])))
        return None, False  # type: ignore[return-value]


def desk(office: Office, source: str = "", acts_as: str = "Anna") -> LetterDesk:
    making = LeadMaking(acts_as=acts_as, source=source, operators=lambda: [an_operator("anna")])
    return LetterDesk(making, office, office)


async def test_a_letter_becomes_a_lead_by_e_mail_with_its_files() -> None:
    """R52"""
    office = Office()
    assert await desk(office).lead(LETTER, "k", NOW) == 5
    ((sender, key, lead, came_at),) = office.brought
    assert (sender.channel, sender.method, key, lead.email, came_at) == ("mailbox", "email", "k", "a@b.ru", NOW)
    ((upload, content),) = office.kept
    assert (upload.entity, upload.record_id, upload.name, upload.key, content) == (
        "lead", 5, "a.pdf", "letter k 0", b"%PDF",
    )  # fmt: skip


@pytest.mark.parametrize("kind", [LetterKind.AUTOMATIC, LetterKind.BOUNCE, LetterKind.OURS])
async def test_other_letters_are_no_leads(kind: LetterKind) -> None:
    office = Office()
    assert await desk(office).lead(IncomingLetter(kind=kind, address="a@b.ru"), "k", NOW) is None
    assert office.brought == []


async def test_a_source_that_is_not_in_the_dictionary_loses_no_lead() -> None:
    office = Office(unknown_source="Почта")
    assert await desk(office, source="Почта").lead(LETTER, "k", NOW) == 5
    assert [lead.source for _, _, lead, _ in office.brought] == [None]


async def test_a_letter_that_cannot_be_a_lead_is_passed_over() -> None:
    assert await desk(Office(refused={"email": "wrong_type"})).lead(LETTER, "k", NOW) is None


@pytest.mark.parametrize("fault", [FilesUnavailable("files.off"), TooLarge()])
async def test_a_file_that_cannot_be_kept_loses_no_lead(fault: Exception) -> None:
    assert await desk(Office(files_fault=fault)).lead(LETTER, "k", NOW) == 5


async def test_without_a_login_to_act_as_the_mailbox_waits_and_says_so() -> None:
    with pytest.raises(MailUnavailable) as nobody:
        await desk(Office(), acts_as="nobody").lead(LETTER, "k", NOW)
    assert (nobody.value.code, nobody.value.params) == ("mailbox.no_such_login", {"login": "nobody"})


async def test_a_day_that_no_letter_came_on_is_not_believed() -> None:
    office = Office()
    await desk(office).lead(LETTER, "k", datetime.min.replace(tzinfo=UTC))
    assert office.brought[0][3] is None
