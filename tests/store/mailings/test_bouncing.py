"""What mail servers tell of letters later, and the addresses that are not written to any more."""

import pytest

from callbridge.app.mail_port import Claim, NothingDue, Outcome, Recipient
from callbridge.crm.incoming_letter import BounceReport, Fate
from callbridge.crm.mailing import MailingAction, RecipientState
from callbridge.crm.record import Stored
from callbridge.store.mailings.bouncing import reported
from tests.support.mailings import MailRig
from tests.support.stores import NOW


def report(number: int, fate: Fate = Fate.HARD, words: str = "550 no such user") -> BounceReport:
    return BounceReport(message_ids=("<strange@x>", f"<{number}@example.ru>"), fate=fate, words=words)


async def tell(rig: MailRig, told: BounceReport) -> bool:
    return await rig.store.database.run(lambda tx: reported(tx, told, NOW))


def recipient(number: int, token: str) -> Recipient:
    key = f"p{number}@example.ru"
    return Recipient(person_id=number, address=key, key=key, state=RecipientState.WAITING, token=token)


async def sent_mailing(rig: MailRig, how_many: int) -> Stored:
    """Return a mailing whose letters have gone; the Message-ID of p2 is <2@example.ru>."""
    mailing = await rig.mailing(await rig.event(participants=how_many))
    await rig.move(mailing, MailingAction.START)
    numbers = range(1, how_many + 1)
    await rig.store.mailings.add_recipients(mailing.id, [recipient(one, f"token-{one}") for one in numbers])
    await rig.store.mailings.addressed(mailing.id, at=NOW)
    for number in numbers:
        claim = await rig.store.mailings.claim(mailing.id, f"<{number}@example.ru>", at=NOW)
        assert isinstance(claim, Claim)
        await rig.store.mailings.settle(claim.recipient_id, Outcome(state=RecipientState.SENT), at=NOW)
    await rig.store.mailings.claim(mailing.id, "<end@example.ru>", at=NOW)
    return mailing


async def test_a_hard_bounce_marks_one_of_three_and_its_address_is_not_written_to_any_more(rig: MailRig) -> None:
    """R27"""
    mailing = await sent_mailing(rig, 3)
    assert await tell(rig, report(2))
    assert await rig.states(mailing) == {
        "p1@example.ru": "sent", "p2@example.ru": "bounced", "p3@example.ru": "sent",
    }  # fmt: skip
    assert (await rig.store.mailings.progress(mailing.id)).counts == {"sent": 2, "bounced": 1}
    assert await rig.store.mailings.undeliverable(["p1@example.ru", "p2@example.ru"]) == {"p2@example.ru"}
    assert await rig.store.mailings.undeliverable([]) == frozenset()
    later = await rig.mailing(await rig.writer.make("campaign", name="Другое"))
    await rig.store.mailings.add_recipients(later.id, [recipient(1, "t-1"), recipient(2, "t-2")])
    assert await rig.states(later) == {"p1@example.ru": "waiting", "p2@example.ru": "skipped"}


async def test_a_letter_that_waits_is_left_out_once_another_one_came_back(rig: MailRig) -> None:
    await sent_mailing(rig, 2)
    later = await rig.mailing(await rig.writer.make("campaign", name="Другое"))
    await rig.store.mailings.add_recipients(later.id, [recipient(2, "t-2")])
    await rig.move(later, MailingAction.START)
    await tell(rig, report(2))
    assert await rig.store.mailings.claim(later.id, "<9@x>", at=NOW) == NothingDue(until=None)
    assert await rig.states(later) == {"p2@example.ru": "skipped"}


@pytest.mark.parametrize(
    ("fate", "state"),
    [(Fate.SOFT, "bounced"), (Fate.DELAYED, "sent"), (Fate.DELIVERED, "delivered")],
)
async def test_what_may_pass_is_noted_and_closes_no_address(rig: MailRig, fate: Fate, state: str) -> None:
    """R27"""
    mailing = await sent_mailing(rig, 1)
    assert await tell(rig, report(1, fate, "4.2.2 mailbox full"))
    assert await rig.states(mailing) == {"p1@example.ru": state}
    assert await rig.store.mailings.undeliverable(["p1@example.ru"]) == frozenset()


async def test_a_late_report_takes_no_bounce_back(rig: MailRig) -> None:
    mailing = await sent_mailing(rig, 1)
    await tell(rig, report(1))
    assert await tell(rig, report(1, Fate.DELAYED))
    assert await rig.states(mailing) == {"p1@example.ru": "bounced"}


async def test_a_report_of_a_letter_that_is_none_of_ours_changes_nothing(rig: MailRig) -> None:
    mailing = await sent_mailing(rig, 1)
    assert not await tell(rig, report(7))
    assert not await tell(rig, BounceReport(message_ids=("",), fate=Fate.HARD, words=""))
    assert await rig.states(mailing) == {"p1@example.ru": "sent"}


async def test_who_sends_again_opens_the_address_and_an_older_report_does_not_close_it(rig: MailRig) -> None:
    mailing = await sent_mailing(rig, 1)
    await tell(rig, report(1))
    ((recipient_id, _),) = await bounced(rig, mailing)
    await rig.store.mailings.send_again(mailing.id, recipient_id, rig.writer.author, at=NOW)
    assert await rig.store.mailings.undeliverable(["p1@example.ru"]) == frozenset()
    assert not await tell(rig, report(1))
    claim = await rig.store.mailings.claim(mailing.id, "<new@example.ru>", at=NOW)
    assert isinstance(claim, Claim)


async def bounced(rig: MailRig, mailing: Stored) -> list[tuple[int, str]]:
    from sqlalchemy import select

    from callbridge.store import tables as t

    of = t.mailing_recipient
    asked = select(of.c.id, of.c.problem).where(of.c.mailing_id == mailing.id, of.c.state == "bounced")
    return [(row.id, row.problem) for row in await rig.store.database.read(lambda tx: tx.rows(asked))]


async def test_the_servers_words_are_kept_and_an_address_entered_anew_is_written_to_again(rig: MailRig) -> None:
    """R27"""
    mailing = await sent_mailing(rig, 1)
    await tell(rig, report(1))
    assert [words for _, words in await bounced(rig, mailing)] == ["550 no such user"]
    await rig.writer.make("contact_point", person=1, kind="email", raw="P1@example.ru")
    assert await rig.store.mailings.undeliverable(["p1@example.ru"]) == frozenset()
