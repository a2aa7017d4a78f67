"""Who listens without having asked a page is in the audit trail all the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from structlog.testing import capture_logs

from callbridge.app.witness_desk import EXPECT_S, WitnessDesk
from callbridge.crm.audit import AuditNote
from callbridge.crm.call_board import ListenWay
from tests.support.app import DeskRig, desk_rig, settle
from tests.support.calls import CALL, VERA, answered, rang, started
from tests.support.web_services import FakeAudit
from tests.support.witnesses import spied, witness_desk

BY_PHONE = {"by": "PJSIP/103", "operators": "Анна", "told": "yes"}


@asynccontextmanager
async def talking(audit: FakeAudit, *, is_told: bool = True) -> AsyncIterator[tuple[DeskRig, WitnessDesk]]:
    async with desk_rig() as rig:
        for event in (started(), rang("101"), answered("101")):
            rig.desk.on_call_event("main", event)
        await settle()
        yield rig, witness_desk(rig, audit=audit, is_told=is_told)


def told(note: AuditNote) -> tuple[str, int, str, dict[str, str]]:
    return note.action, note.operator_id, note.entity_id, dict(note.detail)


async def test_a_code_dialled_at_a_phone_is_written_down_and_what_a_page_asked_for_not_again() -> None:
    audit = FakeAudit()
    async with talking(audit) as (_, desk):
        desk.expect("main", "PJSIP/103", ListenWay.WHISPER)
        desk.heard("main", spied("Start", "103", "leg-101"))
        desk.heard("main", spied("Stop", "103", "leg-101"))
        await settle()
        assert audit.notes == []
        desk.heard("main", spied("Start", "103", "leg-101"))
        desk.heard("main", spied("Stop", "103", "leg-101"))
        await settle()
        assert [told(note) for note in audit.notes] == [("call.listened", VERA, CALL, BY_PHONE)]


async def test_an_order_that_the_phone_did_not_follow_excuses_nobody_later() -> None:
    audit = FakeAudit()
    async with talking(audit) as (rig, desk):
        desk.expect("main", "PJSIP/103", ListenWay.LISTEN)
        rig.clock.pass_seconds(EXPECT_S)
        desk.heard("main", spied("Start", "103", "leg-101"))
        desk.expect("main", "PJSIP/102", ListenWay.LISTEN)
        desk.forget("main", "PJSIP/102")
        desk.heard("main", spied("Start", "102", "leg-101"))
        await settle()
        assert [note.detail["by"] for note in audit.notes] == ["PJSIP/103", "PJSIP/102"]


async def test_it_is_written_down_where_operators_are_not_told_and_of_a_call_nobody_follows() -> None:
    audit = FakeAudit()
    async with talking(audit, is_told=False) as (_, desk):
        desk.heard("main", spied("Start", "103", "9.9", linked_id="9.8"))
        await settle()
        silent = {"by": "PJSIP/103", "operators": "", "told": "no"}
        assert [told(note) for note in audit.notes] == [("call.listened", VERA, "main:9.8", silent)]


async def test_what_cannot_be_written_down_is_in_the_log() -> None:
    audit = FakeAudit(is_down=True)
    structlog.reset_defaults()
    async with talking(audit) as (_, desk):
        with capture_logs() as lines:
            desk.heard("main", spied("Start", "103", "leg-101"))
            desk.heard("main", spied("Start", "199", "leg-101"))
            await settle()
    assert [line["event"] for line in lines] == [
        "a phone without an operator listens", "a listening is not in the audit trail",
    ]  # fmt: skip
