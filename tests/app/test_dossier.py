"""What the dossier of an event is gathered from."""

from dataclasses import replace

import pytest

from callbridge.app.dossier import DossierDesk
from callbridge.crm.attachment import NewAttachment
from callbridge.crm.dossier import MAX_ROWS, SECTIONS, MailingSummary
from callbridge.crm.list_filter import Condition, Test
from callbridge.crm.operator import Language, Role
from callbridge.crm.record import Author
from callbridge.kernel.errors import NotFound, StoreUnavailable
from tests.support.clock import FakeClock
from tests.support.kept_files import KeptAttachments, KeptOutreach
from tests.support.kept_lists import FakeLists
from tests.support.web_people import BORIS, NINE
from tests.support.web_services import FakeAudit

MAILING = MailingSummary(
    name="Приглашение", channel="email", state="done", recipients=5, sent=4, delivered=3, problems=1, started_at=NINE,
    finished_at=NINE,
)  # fmt: skip


def desk(lists: FakeLists, audit: FakeAudit, files: KeptAttachments | None = None) -> DossierDesk:
    return DossierDesk(
        lists=lists,
        attachments=files or KeptAttachments(),
        outreach=KeptOutreach(sent=[MAILING]),
        audit=audit,
        clock=FakeClock(NINE),
    )


async def test_each_list_of_the_event_is_read_once_for_its_reader() -> None:
    """R9, R51."""
    lists, audit, files = FakeLists(rows=[{"id": 5, "name": "Выставка"}]), FakeAudit(), KeptAttachments()
    new = NewAttachment(
        owner_entity="campaign", owner_id=5, name="План.pdf", sha256="a" * 64, size=1, media_type="", storage_key="x"
    )
    author = Author(operator_id=BORIS.id, role=Role.SUPERVISOR)
    await files.add(new, author, key="k", at=NINE, total_limit=10)
    reader = replace(BORIS, language=Language.EN, time_zone="Asia/Tokyo")
    found = await desk(lists, audit, files).gather(reader, 5)
    assert found.campaign == {"id": 5, "name": "Выставка"}
    assert tuple(section.entity.id for section in found.sections) == SECTIONS
    assert {section.totals.count for section in found.sections} == {1}
    assert [file.name for file in found.files] == ["План.pdf"]
    assert (found.mailings, found.interviews, found.made_by) == ([MAILING], [], "Борис Петров")
    assert (str(found.reader.zone), found.reader.language) == ("Asia/Tokyo", Language.EN)
    head, *others = [(query.entity.id, query.filter, limit) for query, _, limit in lists.asked]
    assert head == ("campaign", Condition(field="id", test=Test.EQ, values=(5,)), 1)
    is_its = Condition(field="campaign", test=Test.EQ, values=(5,))
    assert others == [(name, is_its, limit) for name in SECTIONS for limit in (MAX_ROWS, 0)]


async def test_who_took_it_is_in_the_audit_trail_before_it_is_gathered() -> None:
    lists, audit = FakeLists(rows=[{"id": 5, "name": "Выставка"}]), FakeAudit()
    await desk(lists, audit).gather(BORIS, 5)
    (note,) = audit.notes
    assert (note.action, note.entity, note.entity_id) == ("dossier.taken", "campaign", "5")
    audit.is_down = True
    lists.asked.clear()
    with pytest.raises(StoreUnavailable):
        await desk(lists, audit).gather(BORIS, 5)
    assert len(lists.asked) == 1


async def test_an_event_that_there_is_not_is_not_found() -> None:
    audit = FakeAudit()
    with pytest.raises(NotFound):
        await desk(FakeLists(), audit).gather(BORIS, 5)
    assert audit.notes == []
