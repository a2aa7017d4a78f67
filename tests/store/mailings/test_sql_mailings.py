"""The port as a whole: a mailing from its draft to its end."""

from zoneinfo import ZoneInfo

from callbridge.app.mail_port import Claim, Outcome
from callbridge.crm.entities import LISTED
from callbridge.crm.list_filter import read_filter
from callbridge.crm.list_order import read_order
from callbridge.crm.list_query import ListQuery, Reader
from callbridge.crm.mailing import MailingAction, MailingState, RecipientState
from callbridge.crm.operator import Language, Role
from tests.store.mailings.test_sending import addressed_mailing, recipients
from tests.support.mailings import MailRig
from tests.support.stores import NOW


async def test_a_mailing_is_addressed_sent_and_done(rig: MailRig) -> None:
    """R27."""
    mailing = await rig.mailing(await rig.event(participants=2))
    await rig.move(mailing, MailingAction.START)
    await rig.store.mailings.begin_due(NOW)
    (facts,) = await rig.store.mailings.being_sent()
    await rig.store.mailings.add_recipients(facts.id, recipients(2))
    await rig.store.mailings.addressed(facts.id, at=NOW)
    while isinstance(claim := await rig.store.mailings.claim(facts.id, "<1@example.ru>", at=NOW), Claim):
        await rig.store.mailings.settle(claim.recipient_id, Outcome(state=RecipientState.SENT), at=NOW)
    done = await rig.store.mailings.progress(facts.id)
    assert (done.state, done.counts) == (MailingState.DONE, {"sent": 2})


async def test_the_lists_of_mailings_and_recipients_show_what_became_of_the_letters(rig: MailRig) -> None:
    """R27."""
    mailing = await addressed_mailing(rig, 2)
    claim = await rig.store.mailings.claim(mailing.id, "<1@example.ru>", at=NOW)
    assert isinstance(claim, Claim)
    await rig.store.mailings.settle(claim.recipient_id, Outcome(state=RecipientState.SENT), at=NOW)
    reader = Reader(role=Role.OPERATOR, language=Language.RU, zone=ZoneInfo("Europe/Moscow"), now=NOW)
    for entity, field in ((LISTED["mailing"], "campaign"), (LISTED["mailing_recipient"], "mailing")):
        asked = read_filter({"field": field, "op": "eq", "value": 1}, entity, Role.OPERATOR)
        query = ListQuery(entity=entity, order=read_order("", entity, Role.OPERATOR), reader=reader, filter=asked)
        page = await rig.store.lists.page(query, None, 50)
        found = (await rig.store.lists.totals(query)).count
        assert found == len(page.rows)
        if entity.id == "mailing":
            assert [(row["recipients"], row["sent"], row["failed"]) for row in page.rows] == [(2, 1, 0)]
        else:
            assert [row["state"] for row in page.rows] == ["sent", "waiting"]
