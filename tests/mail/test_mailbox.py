"""A folder on a real IMAP server, behind a wire that breaks."""

from datetime import UTC, datetime
from typing import Any

import pytest

from callbridge.kernel.errors import ConfigError, MailUnavailable
from callbridge.mail.mailbox import ImapMailbox
from tests.support.imap_server import ImapServer, imap_server
from tests.support.letters import a_letter

AT = datetime(2026, 11, 26, 7, 0, 5, tzinfo=UTC)


def mailbox_of(server: ImapServer, **more: Any) -> ImapMailbox:
    return ImapMailbox(server.config(**more))


async def test_letters_are_found_by_their_numbers_and_read_as_they_came() -> None:
    async with imap_server() as server:
        mailbox = mailbox_of(server)
        before = await mailbox.look()
        letter = a_letter(files={"a.bin": bytes(range(256)) * 40})
        await server.put(a_letter("one"), letter, at=AT)
        after = await mailbox.look()
        assert (after.uid_validity, after.next_uid) == (before.uid_validity, before.next_uid + 2)
        first, second = await mailbox.after(before.next_uid - 1)
        assert await mailbox.after(first) == [second]
        assert await mailbox.after(second) == []
        head = await mailbox.head(second)
        assert head is not None
        assert (head.uid, head.at, head.size) == (second, AT, len(letter))
        assert head.head == letter.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        assert await mailbox.content(second, 1 << 20) == letter
        assert await mailbox.content(second, 100) == letter[:100]
        assert server.connections == 1
        await mailbox.close()


async def test_reading_changes_nothing_in_the_folder() -> None:
    async with imap_server() as server:
        mailbox = mailbox_of(server)
        await server.put(a_letter())
        before = await server.flags()
        await mailbox.look()
        (uid,) = await mailbox.after(0)
        await mailbox.head(uid)
        await mailbox.content(uid, 1 << 20)
        assert await server.flags() == before
        assert b"Seen" not in b"".join(before)
        await mailbox.close()


async def test_a_letter_that_is_gone_is_none() -> None:
    async with imap_server() as server:
        mailbox = mailbox_of(server)
        await mailbox.look()
        assert await mailbox.head(77) is None
        assert await mailbox.content(77, 100) is None
        await mailbox.close()


async def test_a_wire_that_breaks_in_the_middle_of_a_letter_is_told_and_the_next_look_connects_anew() -> None:
    async with imap_server() as server:
        mailbox = mailbox_of(server)
        letter = a_letter("x" * 200_000)
        await server.put(letter)
        server.cut_after = 50_000
        await mailbox.look()
        (uid,) = await mailbox.after(0)
        for _ in range(2):
            with pytest.raises(MailUnavailable) as broken:
                await mailbox.content(uid, 1 << 20)
            assert broken.value.code == "mailbox.unavailable"
        server.cut_after = None
        await mailbox.look()
        assert await mailbox.content(uid, 1 << 20) == letter
        assert server.connections == 2
        await mailbox.close()


async def test_a_refused_login_is_told_in_the_servers_words() -> None:
    async with imap_server() as server:
        with pytest.raises(MailUnavailable) as refused:
            await mailbox_of(server, password="wrong").look()
        assert refused.value.code == "mailbox.login_refused"
        assert "Invalid authentication" in str(refused.value.params["message"])


async def test_a_folder_that_is_not_there_is_told_by_its_name() -> None:
    async with imap_server() as server:
        with pytest.raises(MailUnavailable) as refused:
            await mailbox_of(server, folder="Заявки").look()
        assert (refused.value.code, refused.value.params["folder"]) == ("mailbox.no_folder", "Заявки")


async def test_nobody_listening_is_unavailable() -> None:
    async with imap_server() as server:
        pass
    with pytest.raises(MailUnavailable) as refused:
        await mailbox_of(server).look()
    assert refused.value.code == "mailbox.unavailable"


async def test_certificates_that_cannot_be_read_are_a_mistake_of_the_configuration(tmp_path: Any) -> None:
    async with imap_server() as server:
        with pytest.raises(ConfigError) as wrong:
            mailbox_of(server, security="tls", tls_ca=str(tmp_path / "none.pem"))
        assert "leads.mailbox.tls_ca" in str(wrong.value.params["mistakes"])
