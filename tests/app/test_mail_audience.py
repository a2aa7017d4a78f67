"""Whom a mailing goes to: each address once, and why somebody is left out."""

from collections.abc import AsyncIterator

import pytest

from callbridge.app.mail_audience import count_audience, people_of, recipients
from callbridge.crm.mailing import Addressee, AudiencePerson, RecipientState
from callbridge.crm.operator import Role
from callbridge.kernel.errors import InvalidInput
from tests.support.mailings import MailRig, mail_rig
from tests.support.stores import NOW


@pytest.fixture
async def rig(sqlite_url: str) -> AsyncIterator[MailRig]:
    async with mail_rig(sqlite_url) as opened:
        yield opened


def test_who_has_no_address_is_skipped_with_the_reason() -> None:
    people = [
        Addressee(person_id=1, full_name="Анна", address="Anna@Example.ru"),
        Addressee(person_id=2, full_name="Борис"),
        Addressee(person_id=None, full_name="Незнакомец"),
        Addressee(person_id=4, full_name="Вера", address="vera at example"),
    ]
    written = list(recipients(people, lambda: "token"))
    assert [(one.key, one.state, one.problem) for one in written] == [
        ("anna@example.ru", RecipientState.WAITING, ""),
        ("person 2", RecipientState.SKIPPED, "Нет адреса e-mail"),
        ("name Незнакомец", RecipientState.SKIPPED, "Нет адреса e-mail"),
        ("person 4", RecipientState.SKIPPED, "Это не адрес e-mail"),
    ]


async def test_an_audience_is_counted_before_anything_is_sent(rig: MailRig) -> None:
    event = await rig.event(participants=3)
    same = await rig.writer.make("person", full_name="Тот же")
    await rig.writer.make("contact_point", person=same.id, kind="email", raw="P1@example.ru")
    none = await rig.writer.make("person", full_name="Без адреса")
    for person in (same, none):
        await rig.writer.make("participant", campaign=event.id, person=person.id)
    mailing = await rig.mailing(event)
    facts = await rig.store.mailings.facts(mailing.id)
    await rig.store.mailings.add_recipients(mailing.id, tuple(recipients(
        [Addressee(person_id=2, full_name="", address="p2@example.ru")], lambda: "token")))  # fmt: skip
    await rig.store.mailings.unsubscribe("token", at=NOW)
    view = await count_audience(rig.store.mailings, facts, Role.MANAGER, NOW)
    assert (view.addresses, view.unsubscribed, view.without_address, view.repeated) == (2, 1, 1, 1)
    assert view.is_whole
    assert view.people[0] == AudiencePerson(person_id=1, full_name="Лицо 1", address="p1@example.ru")


async def test_nobody_chosen_and_participants_of_no_event_are_mistakes(rig: MailRig) -> None:
    wrong = (
        (await rig.mailing(audience="{}"), {"audience": "required"}),
        (await rig.mailing(), {"campaign": "required"}),
        (await rig.mailing(audience='{"to": "leads", "zone": "Mars"}'), {"audience": "unknown_value"}),
    )
    for mailing, fields in wrong:
        facts = await rig.store.mailings.facts(mailing.id)
        with pytest.raises(InvalidInput) as refused:
            _ = [people async for people in people_of(rig.store.mailings, facts, Role.MANAGER, NOW)]
        assert refused.value.fields == fields
