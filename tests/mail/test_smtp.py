"""A real SMTP server on loopback: its answers, drops and silences are sorted by whose fault they are."""

from datetime import UTC, datetime
from typing import Any

import pytest

from callbridge.app.mail_port import Letter, Verdict
from callbridge.kernel.errors import ConfigError, MailUnavailable
from callbridge.mail.smtp import LETTERS_A_CONNECTION, PROBED_AFTER_S, SmtpServer
from tests.support.clock import FakeClock
from tests.support.mail_server import DROP, SILENCE, MailServer, mail_server

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def letter(to: str = "petr@example.ru", **more: Any) -> Letter:
    given: dict[str, Any] = {
        "to_name": "Пётр",
        "subject": "Новости",
        "text": "Здравствуйте!\n.\nТочка в начале строки.",
        "html": "<p>Здравствуйте!</p>",
        "message_id": "<1@example.ru>",
        "unsubscribe_url": "https://crm.example.ru/unsubscribe/token",
        "at": NOON,
    }
    return Letter(to=to, **(given | more))


def smtp_to(server: MailServer, clock: FakeClock | None = None, **more: Any) -> SmtpServer:
    return SmtpServer(server.config(**more), clock or FakeClock(NOON))


async def test_a_letter_arrives_whole_and_the_connection_is_used_again() -> None:
    async with mail_server() as server:
        smtp = smtp_to(server)
        for number in range(3):
            answer = await smtp.send(letter(f"{number}@example.ru"))
            assert answer.verdict is Verdict.ACCEPTED
        assert (server.addresses, server.connections) == (["0@example.ru", "1@example.ru", "2@example.ru"], 1)
        body = server.messages()[0].get_body(("plain",))
        assert body is not None
        assert body.get_content().splitlines() == ["Здравствуйте!", ".", "Точка в начале строки."]
        await smtp.close()


@pytest.mark.parametrize(
    ("step", "said", "verdict"),
    [
        ("RCPT", "550 no such user", Verdict.REFUSED),
        ("RCPT", "450 greylisted", Verdict.LATER),
        ("RCPT", "421 too busy", Verdict.NOT_TAKEN),
        ("MAIL", "550 who are you", Verdict.NOT_TAKEN),
        ("MAIL", "451 not now", Verdict.NOT_TAKEN),
        ("END", "552 too large", Verdict.REFUSED),
        ("END", "452 disk full", Verdict.LATER),
    ],
)
async def test_a_refusal_is_the_addresss_or_the_servers(step: str, said: str, verdict: Verdict) -> None:
    def trick(at: str, address: str, times: int) -> str:
        return said if at == step and times == 1 else ""

    async with mail_server(trick) as server:
        smtp = smtp_to(server)
        answer = await smtp.send(letter())
        assert (answer.verdict, answer.words) == (verdict, said)
        assert server.taken == []
        assert (await smtp.send(letter())).verdict is Verdict.ACCEPTED
        await smtp.close()


@pytest.mark.parametrize(("step", "verdict"), [("MAIL", Verdict.NOT_TAKEN), ("RCPT", Verdict.NOT_TAKEN)])
@pytest.mark.parametrize("trick", [DROP, SILENCE])
async def test_a_drop_or_silence_before_the_content_means_that_nothing_went(
    step: str, verdict: Verdict, trick: str
) -> None:
    async with mail_server(lambda at, address, times: trick if at == step and times == 1 else "") as server:
        smtp = smtp_to(server)
        await smtp.ready()
        assert smtp._client is not None
        smtp._client.timeout = 1.0  # of this connection alone: a busy machine takes its time for the next
        assert (await smtp.send(letter())).verdict is verdict
        assert server.taken == []
        assert (await smtp.send(letter())).verdict is Verdict.ACCEPTED
        await smtp.close()


@pytest.mark.parametrize("trick", [DROP, SILENCE])
async def test_a_drop_or_silence_after_the_content_is_known_to_nobody(trick: str) -> None:
    async with mail_server(lambda at, address, times: trick if at == "END" and times == 1 else "") as server:
        smtp = smtp_to(server)
        await smtp.ready()
        smtp._config = server.config(timeout_s=0.2)  # for the answer to this content alone
        assert (await smtp.send(letter())).verdict is Verdict.UNKNOWN
        smtp._config = server.config()
        assert (await smtp.send(letter())).verdict is Verdict.ACCEPTED
        await smtp.close()


async def test_a_server_that_hangs_up_at_once_is_unavailable_until_it_does_not() -> None:
    async with mail_server(lambda at, address, times: DROP if (at, times) == ("connect", 1) else "") as server:
        smtp = smtp_to(server)
        with pytest.raises(MailUnavailable):
            await smtp.ready()
        await smtp.ready()
        await smtp.close()


async def test_nobody_listening_is_unavailable() -> None:
    async with mail_server() as server:
        pass
    smtp = smtp_to(server)
    with pytest.raises(MailUnavailable):
        await smtp.ready()
    assert (await smtp.send(letter())).verdict is Verdict.NOT_TAKEN
    await smtp.close()


async def test_a_wrong_login_is_told_in_the_servers_words() -> None:
    async with mail_server(login=("news", "right")) as server:
        smtp = smtp_to(server, login="news", password="wrong")
        with pytest.raises(MailUnavailable) as refused:
            await smtp.ready()
        assert (refused.value.code, str(refused.value.params["message"])[:3]) == ("mail.login_refused", "535")
        good = smtp_to(server, login="news", password="right")
        assert (await good.send(letter())).verdict is Verdict.ACCEPTED
        await good.close()


async def test_a_connection_takes_a_hundred_letters_and_is_then_made_anew() -> None:
    async with mail_server() as server:
        smtp = smtp_to(server)
        for _ in range(LETTERS_A_CONNECTION + 1):
            await smtp.send(letter())
        assert server.connections == 2
        await smtp.close()


async def test_a_connection_that_was_cut_while_nobody_wrote_is_made_anew() -> None:
    async with mail_server() as server:
        clock = FakeClock(NOON)
        smtp = smtp_to(server, clock)
        await smtp.ready()
        clock.pass_seconds(PROBED_AFTER_S + 1)
        await smtp.ready()
        assert server.connections == 1
        await smtp.close()
        await smtp.ready()
        assert server.connections == 2
        await smtp.close()


async def test_certificates_that_cannot_be_read_are_a_mistake_of_the_configuration() -> None:
    async with mail_server() as server:
        with pytest.raises(ConfigError, match="tls_ca"):
            smtp_to(server, security="tls", tls_ca="/nowhere")


async def test_what_cannot_be_delivered_returns_to_the_address_that_is_read() -> None:
    """R27"""
    seen: list[str] = []
    async with mail_server(lambda at, address, times: seen.append(f"{at} {address}") or "") as server:  # type: ignore[func-returns-value]
        smtp = smtp_to(server, return_address="bounces@example.ru")
        assert (await smtp.send(letter())).verdict is Verdict.ACCEPTED
        await smtp.close()
    assert "MAIL bounces@example.ru" in seen
