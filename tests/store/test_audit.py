"""The audit trail as rows, on both engines."""

from datetime import timedelta

import pytest

from callbridge.crm.audit import AUDIO_HEARD, AUDIO_TAKEN, CALL, AuditNote
from callbridge.kernel.errors import DomainError
from callbridge.kernel.ids import OperatorId
from callbridge.store.audit import write_note
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.stores import NOW


def a_note(operator_id: OperatorId, number: int = 0, **other: str) -> AuditNote:
    told = {"action": AUDIO_HEARD, "entity": CALL, "entity_id": "main:1.1", **other}
    detail = {"file": "2026/Робот'); DROP TABLE audit--\x00\ud800.wav"}
    return AuditNote(at=NOW + timedelta(seconds=number), operator_id=operator_id, detail=detail, **told)


async def test_entries_of_a_record_come_newest_first_with_the_name_of_who_did_it(
    store: SqlStore, anna: OperatorId
) -> None:
    for number in range(3):
        await store.audit.note(a_note(anna, number))
    await store.audit.note(a_note(anna, 9, entity_id="main:1.11"))
    await store.audit.note(a_note(anna, 9, entity="lead", action=AUDIO_TAKEN))
    found = await store.audit.entries(CALL, "main:1.1", 2)
    assert [(entry.at, entry.operator, entry.action) for entry in found] == [
        (NOW + timedelta(seconds=number), "Anna", AUDIO_HEARD) for number in (2, 1)
    ]
    assert found[0].detail["file"].startswith("2026/Робот'); DROP")
    assert len({entry.id for entry in await store.audit.entries(CALL, "main:1.1", 10)}) == 3


async def test_a_note_within_a_unit_is_kept_with_it_or_not_at_all(store: SqlStore, anna: OperatorId) -> None:
    def work(tx: Tx) -> None:
        write_note(tx, a_note(anna))
        raise DomainError

    with pytest.raises(DomainError):
        await store.database.run(work)
    assert await store.audit.entries(CALL, "main:1.1", 10) == []
