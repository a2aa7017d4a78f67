"""What people do with mailings."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from callbridge.crm.mailing import MailingAction, MailingState
from callbridge.crm.operator import Role
from callbridge.kernel.errors import DomainError, Forbidden, InvalidInput, MailUnavailable, NotFound
from callbridge.mail.smtp import SmtpServer
from tests.support.mail_server import mail_server
from tests.support.mailings import MailRig, mail_rig
from tests.support.stores import NOW


@pytest.fixture
async def rig(sqlite_url: str) -> AsyncIterator[MailRig]:
    async with mail_rig(sqlite_url) as opened:
        yield opened


async def test_a_letter_is_shown_as_its_reader_would_get_it(rig: MailRig) -> None:
    """R27."""
    mailing = await rig.mailing(await rig.event(participants=1))
    shown = await rig.desk().preview(rig.vera, mailing.id, "{мероприятие}", "Здравствуйте, {фио}!", 1)
    assert (shown.address, shown.subject) == ("p1@example.ru", "Выставка")
    assert shown.text.startswith("Здравствуйте, Лицо 1!")
    made_up = await rig.desk().preview(rig.vera, mailing.id, "{имя}", "{имя_отчество}", None)
    assert (made_up.subject, made_up.text.splitlines()[0]) == ("Анна", "Анна Петровна")
    with pytest.raises(InvalidInput):
        await rig.desk().preview(rig.vera, mailing.id, "{имячко}", "текст", None)
    with pytest.raises(NotFound):
        await rig.desk().preview(rig.vera, mailing.id, "тема", "текст", 99)


async def test_a_letter_to_oneself_goes_at_once_and_touches_nobody(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event(participants=1))
    async with mail_server(lambda step, address, times: "550 no" if address.startswith("no@") else "") as server:
        rig.server = SmtpServer(server.config(), rig.clock)
        desk = rig.desk()
        assert await desk.test(rig.vera, mailing.id, "me@example.ru", 1) == "me@example.ru"
        assert server.addresses == ["me@example.ru"]
        with pytest.raises(InvalidInput) as refused:
            await desk.test(rig.vera, mailing.id, "", None)
        assert refused.value.fields == {"to": "mailing.no_own_address"}
        with pytest.raises(DomainError) as told:
            await desk.test(rig.vera, mailing.id, "no@example.ru", None)
        assert told.value.params["message"] == "550 no"
        await rig.server.close()
    assert (await rig.touches(), (await rig.store.mailings.progress(mailing.id)).counts) == ({}, {})


async def test_what_begins_is_checked_whole_first(rig: MailRig) -> None:
    event = await rig.event(participants=1)
    wrong = (
        (await rig.mailing(event, subject=""), {"subject": "required"}),
        (await rig.mailing(event, body="{имячко}"), {"body": "mailing.unknown_field"}),
        (await rig.mailing(event, audience="{}"), {"audience": "required"}),
        (await rig.mailing(), {"campaign": "required"}),
    )
    async with mail_server() as server:
        rig.server = SmtpServer(server.config(), rig.clock)
        for mailing, fields in wrong:
            with pytest.raises(InvalidInput) as refused:
                await rig.desk().move(rig.vera, mailing.id, mailing.version, MailingAction.START, None)
            assert refused.value.fields == fields
        good = await rig.mailing(event)
        past = {None: "required", NOW: "mailing.past"}
        for due, code in past.items():
            with pytest.raises(InvalidInput) as refused:
                await rig.desk().move(rig.vera, good.id, good.version, MailingAction.SCHEDULE, due)
            assert refused.value.fields == {"at": code}
        later = NOW + timedelta(hours=1)
        moved = await rig.desk().move(rig.vera, good.id, good.version, MailingAction.SCHEDULE, later)
        assert (moved.state, moved.scheduled_at, rig.moved) == (MailingState.SCHEDULED, later, 1)


async def test_without_a_mail_server_nothing_begins(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event())
    with pytest.raises(MailUnavailable, match="not_configured"):
        await rig.desk().move(rig.vera, mailing.id, mailing.version, MailingAction.START, None)
    with pytest.raises(MailUnavailable):
        await rig.desk().test(rig.vera, mailing.id, "me@example.ru", None)
    with pytest.raises(MailUnavailable):
        await rig.desk().send_again(rig.vera, mailing.id, 1)


async def test_only_managers_write_and_operators_see_how_far_it_is(rig: MailRig) -> None:
    mailing = await rig.mailing(await rig.event())
    boris = replace(rig.vera, role=Role.SUPERVISOR)
    with pytest.raises(Forbidden):
        await rig.desk().audience(boris, mailing.id)
    with pytest.raises(Forbidden):
        await rig.desk().move(boris, mailing.id, 1, MailingAction.START, None)
    anna = replace(rig.vera, role=Role.OPERATOR)
    assert (await rig.desk().progress(anna, mailing.id)).state is MailingState.DRAFT
    assert (await rig.desk().audience(rig.vera, mailing.id)).addresses == 0


async def test_a_reader_leaves_by_the_token_of_a_letter(rig: MailRig) -> None:
    assert not await rig.desk().knows("token-1")
    assert not await rig.desk().unsubscribe("token-1")
