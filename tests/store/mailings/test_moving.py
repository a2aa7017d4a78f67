"""Mailings as people move them."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from callbridge.crm.mailing import MailingAction, MailingState, RecipientState
from callbridge.kernel.errors import Conflict, IllegalMove, NotFound
from callbridge.store import tables as t
from tests.store.mailings.test_sending import addressed_mailing
from tests.support.mailings import MailRig
from tests.support.stores import NOW


async def test_a_move_is_kept_with_its_author_and_a_second_one_at_the_same_version_is_a_conflict(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event())
    started = await rig.move(mailing, MailingAction.START)
    assert (started.state, started.version) == (MailingState.SENDING, mailing.version + 1)
    with pytest.raises(Conflict):
        await rig.store.mailings.move(
            mailing.id, mailing.version, MailingAction.PAUSE, rig.writer.author, at=NOW, due=None
        )
    with pytest.raises(IllegalMove):
        await rig.move(mailing, MailingAction.START)
    history = await rig.store.records.history("mailing", mailing.id, 10)
    assert {"state": '["draft", "sending"]'} in [entry.detail for entry in history]


async def test_a_scheduled_mailing_begins_when_its_time_has_come(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event())
    due = NOW + timedelta(hours=1)
    await rig.move(mailing, MailingAction.SCHEDULE, due=due)
    await rig.store.mailings.begin_due(due - timedelta(seconds=1))
    assert await rig.store.mailings.being_sent() == []
    await rig.store.mailings.begin_due(due)
    (facts,) = await rig.store.mailings.being_sent()
    assert (facts.id, facts.event, facts.is_addressed) == (mailing.id, "Выставка", False)


async def test_a_withdrawn_mailing_is_a_draft_without_a_time(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event())
    await rig.move(mailing, MailingAction.SCHEDULE, due=NOW + timedelta(hours=1))
    withdrawn = await rig.move(mailing, MailingAction.WITHDRAW)
    assert (withdrawn.state, withdrawn.scheduled_at) == (MailingState.DRAFT, None)


async def test_a_mailing_that_is_not_there_is_not_found(rig: MailRig) -> None:
    for asked in (rig.store.mailings.progress(1), rig.store.mailings.facts(1)):
        with pytest.raises(NotFound):
            await asked


async def test_an_address_is_tried_again_only_when_its_letter_failed_and_a_mailing_that_ended_goes_on(
    rig: MailRig,
) -> None:
    mailing = await addressed_mailing(rig, 1)
    author = rig.writer.author
    with pytest.raises(IllegalMove):
        await rig.store.mailings.send_again(mailing.id, 1, author, at=NOW)
    with pytest.raises(NotFound):
        await rig.store.mailings.send_again(mailing.id, 99, author, at=NOW)
    failed = update(t.mailing_recipient).values(state=RecipientState.UNCERTAIN.value)
    ended = update(t.mailing).values(state=MailingState.DONE.value, finished_at=NOW)
    await rig.store.database.run(lambda tx: (tx.execute(failed), tx.execute(ended)))
    await rig.store.mailings.send_again(mailing.id, 1, author, at=NOW)
    progress = await rig.store.mailings.progress(mailing.id)
    assert (progress.state, progress.counts, progress.finished_at) == (MailingState.SENDING, {"waiting": 1}, None)
