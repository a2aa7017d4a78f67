"""Mailings and interviews of an event, summed, on both engines."""

from typing import Any

from sqlalchemy import insert

from callbridge.crm.dossier import InterviewSummary, MailingSummary
from callbridge.kernel.ids import OperatorId
from callbridge.store import tables as t
from callbridge.store.store import SqlStore
from callbridge.store.tx import Tx
from tests.support.records import Writer
from tests.support.stores import NOW

STATES = ("waiting", "sent", "delivered", "delivered", "bounced", "failed", "unsubscribed")


def add(tx: Tx, table: Any, **values: Any) -> int:
    return int(tx.value(insert(table).values(**values).returning(table.c.id)))


def write(tx: Tx, campaign_id: int) -> None:
    for name, archived_at in (("Приглашение", None), ("Убранная", NOW)):
        mailing = add(
            tx, t.mailing, campaign_id=campaign_id, name=name, channel="email", state="done", created_at=NOW,
            started_at=NOW, archived_at=archived_at,
        )  # fmt: skip
        for number, state in enumerate(STATES):
            add(
                tx, t.mailing_recipient, mailing_id=mailing, address=f"{number}@x.ru", address_key=f"{number}@x.ru",
                state=state, token=f"{mailing} {number}",
            )  # fmt: skip
    add(tx, t.mailing, campaign_id=campaign_id, name="Вторая", channel="sms", state="draft", created_at=NOW)
    interview = add(tx, t.interview, campaign_id=campaign_id, kind="test", name="Оценка", is_open=True, created_at=NOW)
    for number in range(3):
        add(tx, t.interview_question, interview_id=interview, position=number, kind="text", wording="?")
    for number in range(2):
        add(tx, t.interview_response, interview_id=interview, response_key=f"r{number}", at=NOW)


async def test_each_mailing_and_interview_is_told_with_its_counts(store: SqlStore, anna: OperatorId) -> None:
    """R9: what was sent, to how many, and who answered."""
    campaign = await Writer(store, anna).make("campaign", name="Выставка")
    await store.database.run(lambda tx: write(tx, campaign.id))
    assert await store.outreach.mailings(campaign.id, 10) == [
        MailingSummary(
            name="Приглашение", channel="email", state="done", recipients=7, sent=3, delivered=2, problems=2,
            started_at=NOW, finished_at=None,
        ),
        MailingSummary(
            name="Вторая", channel="sms", state="draft", recipients=0, sent=0, delivered=0, problems=0,
            started_at=None, finished_at=None,
        ),
    ]  # fmt: skip
    assert await store.outreach.interviews(campaign.id, 10) == [
        InterviewSummary(name="Оценка", kind="test", is_open=True, questions=3, responses=2)
    ]
    assert len(await store.outreach.mailings(campaign.id, 1)) == 1
    assert await store.outreach.mailings(campaign.id + 1, 10) == []
