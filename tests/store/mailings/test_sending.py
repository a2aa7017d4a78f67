"""Each letter is written down before it goes and after."""

from datetime import timedelta

from callbridge.app.mail_port import Claim, NothingDue, Outcome, Recipient
from callbridge.crm.mailing import MailingAction, MailingState, RecipientState
from callbridge.crm.record import Stored
from tests.support.mailings import MailRig
from tests.support.stores import NOW

SENT = Outcome(state=RecipientState.SENT)


def recipients(how_many: int) -> list[Recipient]:
    return [
        Recipient(
            person_id=number, address=f"p{number}@example.ru", key=f"p{number}@example.ru",
            state=RecipientState.WAITING, token=f"token-{number}",
        )
        for number in range(1, how_many + 1)
    ]  # fmt: skip


async def addressed_mailing(rig: MailRig, how_many: int) -> Stored:
    """Return a mailing that is being sent, its recipients written."""
    mailing = await rig.mailing(await rig.event(participants=how_many))
    await rig.move(mailing, MailingAction.START)
    await rig.store.mailings.add_recipients(mailing.id, recipients(how_many))
    await rig.store.mailings.addressed(mailing.id, at=NOW)
    return mailing


async def claimed(rig: MailRig, mailing: Stored, number: int = 0) -> Claim:
    claim = await rig.store.mailings.claim(mailing.id, f"<{number}@example.ru>", at=NOW)
    assert isinstance(claim, Claim)
    return claim


async def test_an_address_is_written_once_however_often_the_addressing_begins(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 3)
    await rig.store.mailings.add_recipients(mailing.id, [*recipients(3)])
    assert (await rig.store.mailings.progress(mailing.id)).counts == {"waiting": 3}


async def test_a_letter_is_being_sent_before_it_goes_and_sent_after_and_touches_its_person_once(rig: MailRig) -> None:
    """R27; rule 3 of the model."""
    mailing = await addressed_mailing(rig, 1)
    claim = await claimed(rig, mailing)
    assert (claim.addressee.full_name, claim.addressee.address, claim.tries) == ("Лицо 1", "p1@example.ru", 1)
    assert await rig.states(mailing) == {"p1@example.ru": "sending"}
    for _ in range(2):
        await rig.store.mailings.settle(claim.recipient_id, SENT, at=NOW)
    assert await rig.states(mailing) == {"p1@example.ru": "sent"}
    assert await rig.touches() == {1: 1}
    assert await rig.store.mailings.claim(mailing.id, "<2@x>", at=NOW) == NothingDue(until=None)
    done = await rig.store.mailings.progress(mailing.id)
    assert (done.state, done.finished_at) == (MailingState.DONE, NOW)


async def test_what_was_being_sent_when_the_program_died_is_uncertain_and_not_sent_again(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 2)
    await claimed(rig, mailing)
    assert await rig.store.mailings.doubt(at=NOW) == 1
    assert await rig.states(mailing) == {"p1@example.ru": "uncertain", "p2@example.ru": "waiting"}
    second = await claimed(rig, mailing, 1)
    await rig.store.mailings.settle(second.recipient_id, SENT, at=NOW)
    assert await rig.store.mailings.claim(mailing.id, "<3@x>", at=NOW) == NothingDue(until=None)
    assert await rig.touches() == {2: 1}


async def test_one_that_is_refused_for_now_waits_keeps_its_message_id_and_holds_nobody_up(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 2)
    first, again_at = await claimed(rig, mailing), NOW + timedelta(minutes=1)
    later = Outcome(state=RecipientState.WAITING, problem="450 greylisted", next_try_at=again_at)
    await rig.store.mailings.settle(first.recipient_id, later, at=NOW)
    second = await claimed(rig, mailing, 1)
    await rig.store.mailings.settle(second.recipient_id, SENT, at=NOW)
    assert await rig.store.mailings.claim(mailing.id, "<3@x>", at=NOW) == NothingDue(until=again_at)
    assert (await rig.store.mailings.progress(mailing.id)).next_try_at == again_at
    again = await rig.store.mailings.claim(mailing.id, "<4@x>", at=again_at)
    assert isinstance(again, Claim)
    assert (again.recipient_id, again.tries, again.message_id) == (first.recipient_id, 2, first.message_id)


async def test_a_try_that_was_the_servers_fault_is_given_back(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 1)
    first = await claimed(rig, mailing)
    back = Outcome(state=RecipientState.WAITING, problem="421 busy", is_counted=False)
    await rig.store.mailings.settle(first.recipient_id, back, at=NOW)
    assert (await claimed(rig, mailing)).tries == 1


async def test_who_unsubscribed_is_left_out_before_and_in_the_middle(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 2)
    assert await rig.store.mailings.unsubscribe("token-1", at=NOW)
    assert (await claimed(rig, mailing)).addressee.address == "p2@example.ru"
    assert await rig.states(mailing) == {"p1@example.ru": "unsubscribed", "p2@example.ru": "sending"}
    later = await rig.mailing(await rig.writer.make("campaign", name="Другое"))
    await rig.store.mailings.add_recipients(later.id, [
        Recipient(person_id=1, address="p1@example.ru", key="p1@example.ru", state=RecipientState.WAITING, token="new")
    ])  # fmt: skip
    assert await rig.states(later) == {"p1@example.ru": "unsubscribed"}
    assert await rig.store.mailings.unsubscribed(["p1@example.ru", "p2@example.ru"]) == {"p1@example.ru"}
    assert await rig.store.mailings.unsubscribed([]) == frozenset()


async def test_nothing_of_a_paused_mailing_goes(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 1)
    await rig.move(mailing, MailingAction.PAUSE)
    assert await rig.store.mailings.claim(mailing.id, "<1@x>", at=NOW) == NothingDue(until=None)
    assert (await rig.store.mailings.progress(mailing.id)).state is MailingState.PAUSED


async def test_a_server_in_trouble_is_told_on_every_mailing_that_is_being_sent(rig: MailRig) -> None:
    mailing = await addressed_mailing(rig, 1)
    await rig.store.mailings.trouble("connection refused")
    assert (await rig.store.mailings.progress(mailing.id)).problem == "connection refused"
    await rig.store.mailings.trouble("")
    assert (await rig.store.mailings.progress(mailing.id)).problem == ""
